import type { Dialect } from "../model/dialect.ts";
import type { Expression } from "../model/expression.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { quoteIdentifier, quoteName } from "./quote.ts";

/** The expression after a column that it reads has another name, as the server itself keeps it. */
export function renameColumnIn(
  expression: Expression,
  column: string,
  to: string,
  dialect: Dialect,
): Expression {
  if (!expression.columns.includes(column)) return expression;
  const columns = expression.columns.map((name) => (name === column ? to : name));
  return { ...expression, columns, sql: renameIdentifier(expression.sql, column, to, dialect) };
}

/** The expression after a type that it names (`'new'::state`, `'new'::shop.state`) has another name or schema. */
export function renameTypeIn(
  expression: Expression,
  from: QualifiedName,
  to: QualifiedName,
  dialect: Dialect,
): Expression {
  const written = quoteName(to, dialect);
  const sql = expression.sql.replace(dotted, (text) => {
    const [name = "", schema, ...others] = (text.match(token) ?? []).toReversed();
    const isMeant = schema === undefined || (from.schema !== null && isName(schema, from.schema));
    return isMeant && others.length === 0 && isName(name, from.name) ? written : text;
  });
  return { ...expression, sql };
}

/** Strings, quoted names and plain names; all else is passed over. No part can match in two ways. */
const token = /'[^']*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_$]*/gu;

/** Names with those of what they belong to (`shop.state`), and strings. */
const dotted = new RegExp(`(?:${token.source})(?:\\.(?:${token.source}))*`, "gu");

function renameIdentifier(sql: string, name: string, to: string, dialect: Dialect): string {
  return sql.replace(token, (text) => (isName(text, name) ? quoteIdentifier(to, dialect) : text));
}

function isName(text: string, name: string): boolean {
  if (text.startsWith("'")) return false;
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"') === name;
  if (text.startsWith("`")) return text.slice(1, -1).replaceAll("``", "`") === name;
  return text.toLowerCase() === name.toLowerCase();
}
