import { maskSql } from "./mask-sql.ts";

/** Statements that PostgreSQL refuses inside a transaction block (Flyway's `PostgreSQLParser` has the same list). */
const outsideOnly =
  /^(?:(?:create|drop)\s+(?:unique\s+)?index\s+concurrently|reindex\b.*\bconcurrently|reindex\s+(?:\([^)]*\)\s*)?(?:database|system|schema)|vacuum|alter\s+system|(?:create|drop)\s+(?:database|tablespace)|create\s+subscription|discard\s+all)\b/is;

/** Whether a text has statements, all of which run outside a transaction only. */
export function runsOutsideTransaction(text: string): boolean {
  if (!/concurrently|reindex|vacuum|system|database|tablespace|subscription|discard/i.test(text)) {
    return false;
  }
  const statements = maskSql(text)
    .split(";")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
  return statements.length > 0 && statements.every((statement) => outsideOnly.test(statement));
}
