import type { NewerSyntax } from "../model/newer-syntax.ts";
import type { Refusal } from "./cannot-run-as-written.ts";
import type { RuleContext } from "./rule.ts";

interface Novelty {
  /** The first version of PostgreSQL that knows it. */
  readonly since: number;
  readonly instead: string;
}

/** Tried on servers 11 to 18 (`test/database/locks.test.ts`). */
export const novelties: Readonly<Record<NewerSyntax, Novelty>> = {
  "ALTER DOMAIN … ADD NOT NULL": { since: 17, instead: "Use `ALTER DOMAIN … SET NOT NULL`." },
  "ALTER VIEW … RENAME COLUMN": {
    since: 13,
    instead: "`ALTER TABLE … RENAME COLUMN` renames a view's column too.",
  },
  "NOT NULL as a table constraint": {
    since: 18,
    instead: "Use `CHECK (… IS NOT NULL) NOT VALID`.",
  },
  "BEGIN ATOMIC and RETURN in a function's body": {
    since: 14,
    instead: "Write the body as a string: `AS $$ … $$`.",
  },
  COMPRESSION: { since: 14, instead: "Leave the compression out." },
  "CREATE OR REPLACE TRIGGER": {
    since: 14,
    instead: "Drop the trigger and create it again in one transaction.",
  },
  "CREATE UNLOGGED SEQUENCE": { since: 15, instead: "Leave UNLOGGED out." },
  "DETACH … CONCURRENTLY": {
    since: 14,
    instead: "Detach without CONCURRENTLY and with a short `lock_timeout`.",
  },
  "DROP EXPRESSION": { since: 13, instead: "Add a plain column instead, and fill it." },
  "GRANT … ON PARAMETER": { since: 15, instead: "Set it with `ALTER ROLE … SET` as a superuser." },
  "GRANT … WITH INHERIT": { since: 16, instead: "Set INHERIT or NOINHERIT on the role." },
  "GRANT … WITH SET": { since: 16, instead: "Leave WITH SET out." },
  "GRANT MAINTAIN": { since: 17, instead: "Leave MAINTAIN to the owner of the table." },
  "GRANTED BY": { since: 14, instead: "Leave GRANTED BY out." },
  "IS JSON": { since: 16, instead: "Cast to `json` where the error is caught." },
  "JSON_OBJECT with its own syntax": { since: 16, instead: "Use `json_build_object`." },
  JSON_TABLE: { since: 17, instead: "Use `jsonb_to_recordset` or `jsonb_path_query`." },
  MERGE: { since: 15, instead: "Use `INSERT … ON CONFLICT`, or UPDATE and INSERT." },
  "MERGE … RETURNING": { since: 17, instead: "Read the rows in a statement of its own." },
  "MERGE … WHEN NOT MATCHED BY SOURCE": {
    since: 17,
    instead: "Use an UPDATE or DELETE with `NOT EXISTS`.",
  },
  "NOT ENFORCED": { since: 18, instead: "Leave the constraint out." },
  "NULLS NOT DISTINCT": {
    since: 15,
    instead: "Add a unique index of the rows with NULL: `… WHERE … IS NULL`.",
  },
  "OUT arguments of a procedure": { since: 14, instead: "Use INOUT." },
  "SEARCH and CYCLE in a query": {
    since: 14,
    instead: "Carry the path in an array of the recursive query.",
  },
  "REINDEX … CONCURRENTLY": {
    since: 12,
    instead: "Build another index with CONCURRENTLY, drop the old one, and rename the new one.",
  },
  "SET ACCESS METHOD": { since: 15, instead: "Copy the rows to a new table with `USING`." },
  "SET EXPRESSION": { since: 17, instead: "Add a new generated column instead." },
  "SET NULL of some columns": {
    since: 15,
    instead: "Use a trigger, or columns that may all be set to NULL.",
  },
  "SET STATISTICS DEFAULT": { since: 17, instead: "Use `SET STATISTICS -1`." },
  "SET STORAGE DEFAULT": { since: 16, instead: "Name the storage of the type." },
  "STORAGE in a column's definition": {
    since: 16,
    instead: "Set it in a statement of its own: `ALTER COLUMN … SET STORAGE`.",
  },
  "STORED generated columns": { since: 12, instead: "Use a plain column and a trigger." },
  "VIRTUAL generated columns": { since: 18, instead: "Use STORED on a new table, or a view." },
  "WITHOUT OVERLAPS": { since: 18, instead: "Use an exclusion constraint." },
  "a publication of a schema's tables": { since: 15, instead: "Name the tables." },
  "a publication of some columns": { since: 15, instead: "Publish the whole table." },
  "a publication of some rows": { since: 15, instead: "Publish the whole table." },
  "a subquery without a name": { since: 16, instead: "Give it a name: `(SELECT …) AS rows`." },
  security_invoker: { since: 15, instead: "Grant on what the view reads, or use a function." },
  "statistics on an expression": { since: 14, instead: "Build an index on the expression." },
  "statistics without a name": { since: 16, instead: "Give them a name." },
};

/** Why the server refuses a statement of this syntax, by the newest that it does not know; null where it knows all. */
export function unknownSyntax(context: RuleContext): Refusal | null {
  const [newest] = (context.newerSyntax ?? [])
    .filter((syntax) => novelties[syntax].since > context.databaseVersion)
    .toSorted((left, right) => novelties[right].since - novelties[left].since);
  if (newest === undefined) return null;
  const { since, instead } = novelties[newest];
  return {
    message: `PostgreSQL ${context.databaseVersion} does not know ${newest}, which came with ${since}: the server refuses the statement.`,
    safeWay: instead,
  };
}
