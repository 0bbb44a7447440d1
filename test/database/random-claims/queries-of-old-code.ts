import type { TestDatabase } from "../servers.ts";
import { valueOf } from "./fill-tables.ts";

interface Relation {
  readonly name: string;
  readonly isTable: boolean;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  /** Whether code can write it, and whether an insert must. */
  readonly isWritable: boolean;
  readonly isRequired: boolean;
}

const ownSchemas =
  "NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)";

const relations = `
  SELECT c.oid::regclass::text AS name, c.relkind IN ('r', 'p') AS "isTable", json_agg(json_build_object(
    'name', quote_ident(a.attname), 'type', a.atttypid::regtype::text,
    'isWritable', a.attgenerated = '' AND a.attidentity <> 'a',
    'isRequired', a.attnotnull AND NOT a.atthasdef AND a.attidentity = '') ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace ${ownSchemas}
  GROUP BY c.oid ORDER BY c.oid`;

/** Calls, draws, literals and upserts, each one query already. To plan an upsert takes the index, but no row. */
const single = `
  SELECT format(CASE WHEN prokind = 'p' THEN 'CALL %s(%s)' ELSE 'SELECT %s(%s)' END, oid::regproc,
    (SELECT string_agg('NULL::' || format_type(type, NULL), ', ') FROM unnest(proargtypes) type)) AS query
  FROM pg_proc WHERE pronamespace ${ownSchemas} AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
  UNION ALL SELECT format('SELECT nextval(%L)', oid::regclass) FROM pg_class WHERE relkind = 'S' AND relnamespace ${ownSchemas}
  UNION ALL SELECT format('SELECT %L::%s', enumlabel, enumtypid::regtype) FROM pg_enum
  UNION ALL SELECT format('EXPLAIN INSERT INTO %s DEFAULT VALUES ON CONFLICT (%s) DO NOTHING', indrelid::regclass,
    (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = indrelid AND attnum = ANY (indkey)))
  FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
  WHERE indisunique AND indexprs IS NULL AND indpred IS NULL AND relkind = 'r' AND relnamespace ${ownSchemas}`;

/** What code does that knows the schema as it is: it names every column, and leaves out what it need not write. */
export async function queriesOfOldCode(
  database: Pick<TestDatabase, "query">,
): Promise<readonly string[]> {
  const found = await database.query<Relation>(relations);
  const others = await database.query<{ query: string }>(single);
  return [...found.flatMap(queriesOf), ...others.map(({ query }) => query)];
}

function queriesOf({ name, isTable, columns }: Relation): readonly string[] {
  const read = `SELECT ${columns.map((column) => column.name).join(", ")} FROM ${name}`;
  if (!isTable) return [read];
  const writable = columns.filter(({ isWritable }) => isWritable);
  return [
    read,
    ...insert(name, writable),
    ...insert(
      name,
      writable.filter(({ isRequired }) => isRequired),
    ),
    ...writable.map((column) => `UPDATE ${name} SET ${column.name} = ${valueOf(column.type, 2)}`),
    ...writable
      .filter(({ isRequired }) => !isRequired)
      .map((column) => `UPDATE ${name} SET ${column.name} = NULL`),
    `DELETE FROM ${name}`,
  ];
}

function insert(table: string, columns: readonly Column[]): readonly string[] {
  if (columns.length === 0) return [];
  const names = columns.map(({ name }) => name).join(", ");
  const values = columns.map(({ type }) => valueOf(type, 2)).join(", ");
  return [`INSERT INTO ${table} (${names}) VALUES (${values})`];
}
