import type { Table } from "../catalog/catalog.ts";

/**
 * Whether a validated CHECK of the table speaks of the bounds that a statement gives a partition, so that the server
 * need not read the table. Only literals are compared: a check that has them all was made for it.
 */
export function checkSpeaksOfBounds(table: Table, sql: string): boolean {
  const literals = boundLiterals(sql);
  if (literals.length === 0) return false;
  return [...table.constraints.values()].some((constraint) => {
    if (constraint.type !== "check" || constraint.notValid || !constraint.enforced) return false;
    const condition = constraint.expression?.sql ?? "";
    return literals.every((literal) => condition.includes(literal));
  });
}

/** `'2024-01-01'` and `5` of `FOR VALUES FROM ('2024-01-01') TO (5)`. */
function boundLiterals(sql: string): readonly string[] {
  const start = /\bfor\s+values\b/i.exec(sql);
  if (start === null) return [];
  return sql.slice(start.index).match(/'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b/g) ?? [];
}
