import type { TextDialect } from "./token.ts";

/** A node of the library's syntax tree, which has no types to rely on. */
export type SyntaxNode = Readonly<Record<string, unknown>>;

/** Parses one statement; null where the library refuses it. */
export type Grammar = (sql: string) => SyntaxNode | null;

/** What is longer is not given to the library: its cost per character is some microseconds. */
const lengthLimit = 32_000;
/** Its grammar is recursive, and its stack is this program's. */
const nestingLimit = 100;

/** Loads node-sql-parser's grammar of one dialect, each a module of its own. */
export async function loadGrammar(dialect: TextDialect): Promise<Grammar> {
  const module = await importGrammar(dialect);
  const parser = new module.default.Parser();
  return (sql) => {
    if (sql.length > lengthLimit || nestingOf(sql) > nestingLimit) return null;
    try {
      const tree: unknown = parser.astify(sql);
      return isNode(tree) ? tree : null;
    } catch {
      // A syntax error, or a stack that overflowed on what has no parentheses: refused either way, and the
      // callers then rely on the tokens alone.
      return null;
    }
  };
}

/** All that one text may give to the library, which takes some microseconds per character of hostile input. */
const budget = 500_000;

/** The grammar for one text: once its budget is spent it refuses, and the callers rely on the tokens alone. */
export function withBudget(grammar: Grammar): Grammar {
  let left = budget;
  return (sql) => {
    left -= sql.length;
    return left < 0 ? null : grammar(sql);
  };
}

function importGrammar(dialect: TextDialect) {
  switch (dialect) {
    case "mysql":
      return import("node-sql-parser/build/mysql.js");
    case "mariadb":
      return import("node-sql-parser/build/mariadb.js");
    case "sqlite":
      return import("node-sql-parser/build/sqlite.js");
  }
}

function nestingOf(sql: string): number {
  let depth = 0;
  let deepest = 0;
  for (let position = 0; position < sql.length; position += 1) {
    const character = sql.charAt(position);
    if (character === "(") deepest = Math.max(deepest, (depth += 1));
    else if (character === ")") depth -= 1;
  }
  return deepest;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every node of a tree, parents first and in order of appearance. Loops rather than recurses: trees can be deep. */
export function* walkTree(root: unknown): Generator<SyntaxNode> {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) {
      for (const element of value.toReversed() as readonly unknown[]) waiting.push(element);
    } else if (isNode(value)) {
      yield value;
      for (const child of Object.values(value).toReversed()) {
        if (typeof child === "object" && child !== null) waiting.push(child);
      }
    }
  }
}
