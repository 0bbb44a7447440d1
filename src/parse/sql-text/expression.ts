import type { Expression } from "../../model/expression.ts";
import { sqlOf } from "./cursor.ts";
import { isNode, walkTree, type Grammar, type SyntaxNode } from "./grammar.ts";
import type { TextDialect, Token } from "./token.ts";

/** What reading an expression or a query needs: the dialect, and the library's grammar of it. */
export interface Reader {
  readonly dialect: TextDialect;
  readonly grammar: Grammar;
}

/** Words of an expression that name no column. The list need not be whole: what it lacks counts as a column. */
const expressionWords = new Set(
  (
    "ALL AND ANY AS ASC BETWEEN BINARY BY CASE CAST COLLATE CROSS CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DESC " +
    "DISTINCT DIV ELSE END ESCAPE EXISTS FALSE FROM GLOB GROUP HAVING IN INNER INTERVAL IS ISNULL JOIN LEFT LIKE " +
    "LIMIT LOCALTIME LOCALTIMESTAMP MATCH MOD NOT NOTNULL NULL OFFSET ON OR ORDER OUTER OVER PARTITION REGEXP RIGHT " +
    "RLIKE SELECT SEPARATOR SOUNDS THEN TRUE UNION USING WHEN WHERE WITH XOR"
  ).split(" "),
);
/** Functions that are written without parentheses. */
const bareFunctions = new Set(
  "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP".split(
    " ",
  ),
);
const literalSymbols = new Set([
  "(",
  ")",
  "+",
  "-",
  "*",
  "/",
  "%",
  ",",
  ".",
  "|",
  "=",
  "<",
  ">",
  "!",
]);

/**
 * What an expression uses. The library tells columns from keywords; where it refuses the text, the tokens give more
 * columns than there may be, and the expression counts as not constant.
 */
export function readExpression(tokens: readonly Token[], reader: Reader): Expression {
  const sql = sqlOf(tokens);
  const bare = tokens.filter((token) => token.keyword !== "(" && token.keyword !== ")");
  const isNull = bare.length === 1 && bare[0]?.keyword === "NULL";
  if (tokens.every(isLiteral)) return { sql, constant: true, isNull, functions: [], columns: [] };
  const tree = reader.grammar(`SELECT (${librarySql(tokens, reader.dialect)})`);
  return tree === null ? { ...usesOfTokens(tokens), sql } : { ...usesOfTree(tree), sql };
}

/** The condition behind WHERE as a tree; null where the library refuses it. */
export function readCondition(tokens: readonly Token[], reader: Reader): SyntaxNode | null {
  const tree = reader.grammar(`SELECT 1 FROM t WHERE (${librarySql(tokens, reader.dialect)})`);
  return tree !== null && isNode(tree["where"]) ? tree["where"] : null;
}

/** SQL for the library, which takes `"name"` for a string in every dialect and does not know `[name]`. */
export function librarySql(tokens: readonly Token[], dialect: TextDialect): string {
  if (dialect !== "sqlite") return sqlOf(tokens);
  return sqlOf(
    tokens.map((token) =>
      token.kind === "name" ? { ...token, text: `\`${token.value}\`` } : token,
    ),
  );
}

type Uses = Omit<Expression, "sql">;

/** What a tree uses, in order of appearance. */
export function usesOfTree(tree: SyntaxNode): Uses {
  const functions: string[] = [];
  const columns = new Set<string>();
  let constant = true;
  for (const node of walkTree(tree["columns"] ?? tree)) {
    switch (node["type"]) {
      case "column_ref":
        constant = false;
        if (typeof node["column"] === "string" && node["column"] !== "*")
          columns.add(node["column"]);
        break;
      case "function":
      case "aggr_func":
        constant = false;
        functions.push(functionName(node["name"]));
        break;
      case "select":
      case "var":
      case "param":
        constant = false;
        break;
    }
  }
  return { constant, isNull: false, functions, columns: [...columns] };
}

/** `{ name: [{ value: "coalesce" }] }` for functions, a string for aggregates. */
function functionName(name: unknown): string {
  if (typeof name === "string") return name.toLowerCase();
  const parts = isNode(name) && Array.isArray(name["name"]) ? name["name"] : [];
  return parts
    .flatMap((part: unknown) =>
      isNode(part) && typeof part["value"] === "string" ? [part["value"]] : [],
    )
    .join(".")
    .toLowerCase();
}

/** What tokens may use, read without a grammar: rather too much than too little. */
export function usesOfTokens(tokens: readonly Token[]): Uses {
  const functions: string[] = [];
  const columns = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.kind !== "word" && token.kind !== "name") return;
    const next = tokens[index + 1]?.keyword;
    if (next === "." || tokens[index - 1]?.keyword === "@") return;
    if (bareFunctions.has(token.keyword)) functions.push(token.value.toLowerCase());
    else if (next === "(" && !expressionWords.has(token.keyword))
      functions.push(token.value.toLowerCase());
    else if (!expressionWords.has(token.keyword)) columns.add(token.value);
  });
  return { constant: false, isNull: false, functions, columns: [...columns] };
}

/** A literal, or a sign that joins literals: an expression of these alone is constant. */
export function isLiteral(token: Token): boolean {
  if (token.kind === "string" || token.kind === "number") return true;
  if (token.kind === "symbol") return literalSymbols.has(token.keyword);
  return token.keyword === "NULL" || token.keyword === "TRUE" || token.keyword === "FALSE";
}
