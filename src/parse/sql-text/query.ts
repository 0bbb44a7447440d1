import type { Expression } from "../../model/expression.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { atName, createCursor, nextKeyword, readName, sqlOf, type Cursor } from "./cursor.ts";
import { librarySql, usesOfTokens, usesOfTree, type Reader } from "./expression.ts";
import { isNode, walkTree, type SyntaxNode } from "./grammar.ts";
import type { Token } from "./token.ts";

/** What a SELECT gives and reads. */
export interface Query {
  readonly expression: Expression;
  /** Output columns; null where a `*`, an unnamed expression or an unread query hides them. */
  readonly columns: readonly string[] | null;
  readonly reads: readonly QualifiedName[];
}

/**
 * Reads a query with the library; where it refuses, the tables that follow FROM and JOIN are told from the tokens,
 * which may name too many.
 */
export function readQuery(tokens: readonly Token[], reader: Reader): Query {
  const sql = sqlOf(tokens);
  const tree = reader.grammar(librarySql(tokens, reader.dialect));
  if (tree === null) {
    return {
      expression: { ...usesOfTokens(tokens), sql },
      columns: null,
      reads: tablesOfTokens(tokens, reader.dialect),
    };
  }
  const uses = usesOfTree({ tree });
  return {
    expression: { ...uses, constant: false, sql },
    columns: outputColumns(tree),
    reads: tablesOfTree(tree),
  };
}

function outputColumns(tree: SyntaxNode): readonly string[] | null {
  if (!Array.isArray(tree["columns"])) return null;
  const columns: string[] = [];
  for (const column of tree["columns"] as readonly unknown[]) {
    const name = isNode(column) ? outputName(column) : null;
    if (name === null) return null;
    columns.push(name);
  }
  return columns;
}

function outputName(column: SyntaxNode): string | null {
  if (typeof column["as"] === "string") return column["as"];
  const expression = column["expr"];
  if (!isNode(expression) || expression["type"] !== "column_ref") return null;
  const name = expression["column"];
  return typeof name === "string" && name !== "*" ? name : null;
}

function tablesOfTree(tree: SyntaxNode): readonly QualifiedName[] {
  const found = new Map<string, QualifiedName>();
  const commonTables = new Set<string>();
  for (const node of walkTree(tree)) {
    if (Array.isArray(node["with"])) {
      for (const part of node["with"] as readonly unknown[]) {
        const name = isNode(part) && isNode(part["name"]) ? part["name"]["value"] : null;
        if (typeof name === "string") commonTables.add(name);
      }
    }
    if (!Array.isArray(node["from"])) continue;
    for (const part of node["from"] as readonly unknown[]) {
      if (!isNode(part) || typeof part["table"] !== "string") continue;
      addTable(found, {
        schema: typeof part["db"] === "string" ? part["db"] : null,
        name: part["table"],
      });
    }
  }
  return withoutCommonTables(found, commonTables);
}

/** The names behind FROM and JOIN, and behind the commas that follow them. */
export function tablesOfTokens(
  tokens: readonly Token[],
  dialect: Reader["dialect"],
): readonly QualifiedName[] {
  const found = new Map<string, QualifiedName>();
  const commonTables = new Set<string>();
  const cursor = createCursor(tokens, dialect);
  while (!cursor.atEnd()) {
    const token = cursor.take();
    if (nextKeyword(cursor) === "AS" && nextKeyword(cursor, 1) === "(")
      commonTables.add(token.value);
    if (token.keyword !== "FROM" && token.keyword !== "JOIN") continue;
    do {
      while (cursor.accept("(")) continue;
      if (!atName(cursor) || nextKeyword(cursor) === "SELECT" || nextKeyword(cursor, 1) === "(")
        break;
      addTable(found, readTable(cursor));
      if (cursor.accept("AS") || isAlias(cursor)) cursor.take();
    } while (cursor.accept(","));
  }
  return withoutCommonTables(found, commonTables);
}

function readTable(cursor: Cursor): QualifiedName {
  const first = readName(cursor);
  if (nextKeyword(cursor) !== "." || !atName(cursor, 1)) return { schema: null, name: first };
  cursor.take();
  return { schema: first, name: readName(cursor) };
}

/** `FROM users u, orders o`: only a name before a comma is worth stepping over. */
function isAlias(cursor: Cursor): boolean {
  return atName(cursor) && nextKeyword(cursor, 1) === ",";
}

function addTable(found: Map<string, QualifiedName>, table: QualifiedName): void {
  if (table.name.toLowerCase() === "dual" && table.schema === null) return;
  found.set(`${table.schema ?? ""}\u0000${table.name}`, table);
}

function withoutCommonTables(
  found: ReadonlyMap<string, QualifiedName>,
  commonTables: ReadonlySet<string>,
): readonly QualifiedName[] {
  return [...found.values()].filter(
    (table) => table.schema !== null || !commonTables.has(table.name),
  );
}
