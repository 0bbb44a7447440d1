import type { Constraint, Table } from "../catalog/catalog.ts";

/** Checks of a table that let no NULL into a column. */
export function notNullChecks(table: Table, column: string): readonly Constraint[] {
  return [...table.constraints.values()].filter(
    (constraint) =>
      constraint.enforced &&
      ((constraint.type === "check" &&
        constraint.expression !== null &&
        requiresNotNull(constraint.expression.sql, column)) ||
        (constraint.type === "not-null" && constraint.columns.includes(column))),
  );
}

/** Checks by which the server sees, without reading a row, that a column has no NULL: from PostgreSQL 12 on. */
export function notNullProofs(
  table: Table,
  column: string,
  databaseVersion: number,
): readonly Constraint[] {
  if (databaseVersion < 12) return [];
  return notNullChecks(table, column).filter(({ type, notValid }) => type === "check" && !notValid);
}

/** Whether a condition has `column IS NOT NULL` as itself or as one of its AND-ed parts. */
export function requiresNotNull(condition: string, column: string): boolean {
  return andedParts(condition).some((part) => notNullColumn(part) === column);
}

/** Whether a condition says nothing but that columns are not null. */
export function onlyRequiresNotNull(condition: string, columns: readonly string[]): boolean {
  return andedParts(condition).every((part) => {
    const column = notNullColumn(part);
    return column !== null && columns.includes(column);
  });
}

function notNullColumn(part: string): string | null {
  const match = /^\(*("(?:[^"]|"")+"|[a-z_][\w$]*)\)* is not null$/i.exec(
    part.replaceAll(/\s+/g, " "),
  );
  const name = match?.[1];
  if (name === undefined) return null;
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

/** Beyond this length a condition proves nothing: each level of its parentheses is read again. */
const longestCondition = 4000;

/** Splits a condition at its outermost ANDs. A condition with an outermost OR stays one part. */
export function andedParts(condition: string): readonly string[] {
  if (condition.length > longestCondition) return [condition];
  const parts: string[] = [];
  const rest = [condition];
  while (rest.length > 0) {
    const text = withoutOuterParentheses(rest.pop() ?? "");
    const split = splitAtAnd(text);
    if (split === null || split.length === 1) parts.push(text);
    else rest.push(...split);
  }
  return parts;
}

function splitAtAnd(text: string): readonly string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let between = false;
  const tokens = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[()]|[\w$]+/g;
  for (const token of text.matchAll(tokens)) {
    const word = token[0].toLowerCase();
    if (word === "(") depth += 1;
    else if (word === ")") depth -= 1;
    if (depth > 0) continue;
    if (word === "or") return null;
    if (word === "between") between = true;
    if (word !== "and") continue;
    if (between) {
      between = false;
      continue;
    }
    parts.push(text.slice(start, token.index));
    start = token.index + token[0].length;
  }
  parts.push(text.slice(start));
  return parts;
}

function withoutOuterParentheses(text: string): string {
  let inner = text.trim();
  while (inner.startsWith("(") && closesAtEnd(inner)) inner = inner.slice(1, -1).trim();
  return inner;
}

function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[()]/g)) {
    if (token[0] === "(") depth += 1;
    else if (token[0] === ")") depth -= 1;
    if (depth === 0) return token.index === text.length - 1;
  }
  return false;
}
