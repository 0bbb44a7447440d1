import type { TestDatabase } from "../servers.ts";
import { quoted, type DescribedObject } from "./described-schema.ts";

/** Whether two expressions are the same to the server, as what they are (a default, a check, …) to their table. */
export async function sameExpression(
  database: TestDatabase,
  { table, column }: DescribedObject,
  property: string,
  one: string,
  other: string,
): Promise<boolean> {
  if (one === other) return true;
  if (table === null || one === "" || other === "") return false;
  // Under its own name, which a condition may mention.
  const copy = quoted("pg_temp", table.name);
  const makeCopy = `create temporary table ${quoted(table.name)} (like ${quoted(table.schema, table.name)})`;
  const normal = async (sql: string): Promise<string | null> => {
    // Parts of indexes and generated columns may have any type.
    const condition = property === "check" || property === "where" ? sql : `(${sql}) is not null`;
    const use =
      property === "default"
        ? `alter column ${quoted(column)} set default ${sql}`
        : `add constraint normalised check (${condition})`;
    const rows = await tried<{ text: string }>(
      database,
      `${makeCopy}; alter table ${copy} ${use}`,
      property === "default"
        ? `select pg_get_expr(adbin, adrelid) as text from pg_attrdef where adrelid = to_regclass('${copy.replaceAll("'", "''")}')`
        : `select pg_get_expr(conbin, conrelid) as text from pg_constraint where conname = 'normalised'`,
    );
    return rows[0]?.text ?? null;
  };
  const first = await normal(one);
  if (first === null) return false;
  if (first === other) return true;
  const second = await normal(other);
  if (second === null || withoutCasts(first) === withoutCasts(second)) return second !== null;
  // A change of type leaves a default as a value of the old one.
  if (property !== "default") return false;
  const values = await tried<{ value: string }>(
    database,
    `create temporary table evaluated as select ${quoted(column)} from ${quoted(table.schema, table.name)} limit 0`,
    `insert into evaluated values (${one}), (${other}) returning ${quoted(column)}::text as value`,
  );
  return values.length === 2 && values[0]?.value === values[1]?.value;
}

/** The answer in a transaction that is undone; nothing where the server refuses it. */
async function tried<Row extends object>(
  database: TestDatabase,
  preparation: string,
  question: string,
): Promise<readonly Row[]> {
  await database.execute("begin");
  try {
    await database.execute(preparation);
    return await database.query<Row>(question);
  } catch {
    return [];
  } finally {
    await database.execute("rollback");
  }
}

const typeName =
  /::(?:character varying|double precision|timestamp with(?:out)? time zone|"[^"]*"|\w+)(?:\."[^"]*"|\.\w+)?(?:\([\d,]+\))?(?:\[\])*/g;

/** A change of type leaves casts in the expressions that were there before it; a collation is told beside an index's part. */
function withoutCasts(sql: string): string {
  return sql
    .replace(typeName, "")
    .replace(/ COLLATE (?:"[^"]*"|\w+)/g, "")
    .replace(/[\s()]/g, "");
}

/** How the server names types that were written in other ways (`int8`, `public.mood`). */
export async function typeSpeller(
  database: TestDatabase,
  types: readonly string[],
): Promise<(type: string) => string> {
  const names = new Map<string, string>();
  for (const type of new Set(types)) {
    const text = type.replaceAll("'", "''");
    const rows = await database.query<{ name: string | null }>(
      `select to_regtype('${text}')::text as name`,
    );
    names.set(type, rows[0]?.name ?? type);
  }
  return (type) => names.get(type) ?? type;
}
