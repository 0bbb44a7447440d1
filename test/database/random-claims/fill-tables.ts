import { attempt } from "../attempt.ts";
import type { TestDatabase } from "../servers.ts";

interface TableColumns {
  readonly table: string;
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

const tables = `
  SELECT c.oid::regclass::text AS "table", array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns,
         array_agg(CASE WHEN a.attgenerated = '' AND a.attidentity = '' THEN a.atttypid::regtype::text ELSE '' END
           ORDER BY a.attnum) AS types
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)
  GROUP BY c.oid ORDER BY c.oid`;

/** Gives each table a row as far as it takes one; answers the tables that stay empty. */
export async function fillTables(database: TestDatabase): Promise<ReadonlySet<string>> {
  const found = await database.query<TableColumns>(tables);
  // A second time round, what the first rows refer to is there.
  for (let round = 1; round <= 2; round += 1) {
    for (const { table, columns, types } of found) {
      const values = types.map((type) => valueOf(type, 1)).join(", ");
      await attempt(database, `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${values})`);
    }
  }
  const empty = new Set<string>();
  for (const { table } of found) {
    const rows = await database.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rows.length === 0) empty.add(table);
  }
  return empty;
}

/** The value of a type in the first or second row; of a column that fills itself there is none. */
export function valueOf(type: string, row: 1 | 2): string {
  if (type === "") return "DEFAULT";
  if (type.endsWith("[]") || /^jsonb?$/.test(type)) return "'{}'";
  if (/^(?:bigint|integer|smallint|numeric|real|double precision)$/.test(type)) return `${row}`;
  if (/^(?:date|timestamp)/.test(type)) return `'2024-02-0${row}'`;
  if (type === "boolean") return "true";
  if (type === "uuid") return `'00000000-0000-0000-0000-00000000000${row}'`;
  if (type.endsWith("range")) return "'empty'";
  return row === 1 ? "'a'" : "'b@c'";
}
