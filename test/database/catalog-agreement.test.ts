import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { replayMigration } from "../catalog/replay.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { countAgreement } from "./agreement.ts";
import { findServers } from "./servers.ts";
import type { TestDatabase } from "./servers.ts";

/*
 * The same script runs on PostgreSQL and through the catalog; what pg_catalog then says and what the catalog says
 * must be the same, line by line.
 */
const script = readFileSync(new URL("catalog-agreement.sql", import.meta.url), "utf8");
/** The script's own schemas, without the session's temporary ones. */
const own = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`;
const statements = (await loadPostgresqlParser()).parse(script);
const agreement = countAgreement("objects of the catalog");
afterAll(() => console.log(agreement.table()));

describe.each(await findServers())("PostgreSQL $name", (server) => {
  let database: TestDatabase;
  let catalog: Catalog;

  beforeAll(async () => {
    database = await server.createDatabase();
    for (const statement of statements) await database.execute(statement.sql);
    catalog = emptyCatalog("postgresql");
    replayMigration(catalog, "agreement.sql", statements);
  });

  afterAll(() => database.close());

  test("the script is read without a hole", () => {
    expect(catalog.holes).toEqual([]);
  });

  test("tables and their columns with type and nullability", async () => {
    const expected = await lines(`
    select n.nspname || '.' || c.relname || '.' || a.attname || ' '
      || coalesce(e.typname || '[]', t.typname)
      || coalesce(substring(format_type(a.atttypid, a.atttypmod) from '\\([0-9,]+\\)'), '')
      || case when a.attnotnull then ' not null' else '' end
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    where ${own} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and c.relname <> 'as_query'`);
    const actual = [...catalog.tables.values()]
      .filter(({ name }) => name.name !== "as_query")
      .flatMap(({ name, columns }) =>
        [...columns.values()].map(({ name: column, type, nullable }) => {
          const modifiers = type.modifiers.length === 0 ? "" : `(${type.modifiers.join(",")})`;
          const array = type.arrayDimensions > 0 ? "[]" : "";
          const text = `${type.name}${array}${modifiers}${nullable ? "" : " not null"}`;
          return `${name.schema}.${name.name}.${column} ${text}`;
        }),
      );
    expectSame(actual, expected);
  });

  test("tables that come from a query are there, their columns unknown", () => {
    expect(catalog.tables.get("public\u0000as_query")?.columnsComplete).toBe(false);
  });

  test("the order of columns", async () => {
    const expected = await lines(`
    select n.nspname || '.' || c.relname || ' ' || string_agg(a.attname, ',' order by a.attnum)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where ${own} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and c.relname in ('users', 'dogs', 'events')
    group by n.nspname, c.relname`);
    const actual = ["dogs", "events", "users"].map((name) => {
      const table = catalog.tables.get(`public\u0000${name}`);
      return `public.${name} ${[...(table?.columns.keys() ?? [])].join(",")}`;
    });
    expectSame(actual, expected);
  });

  test("constraints by name, type, columns and target", async () => {
    const expected = await lines(`
    select n.nspname || '.' || c.relname || '.' || con.conname || ' ' || con.contype::text
      || case when con.contype in ('p', 'u', 'f') then ' ' || (select string_agg(a.attname, ',' order by k.i)
        from unnest(con.conkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n)
        else '' end
      || coalesce(' ' || f.relname || '(' || (select string_agg(a.attname, ',' order by k.i)
        from unnest(con.confkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = f.oid and a.attnum = k.n)
        || ')', '')
      || case when con.convalidated then '' else ' not valid' end
    from pg_constraint con join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_class f on f.oid = con.confrelid where ${own} and con.contype <> 'n'`);
    const letters = {
      check: "c",
      unique: "u",
      "primary-key": "p",
      "foreign-key": "f",
      exclusion: "x",
      "not-null": "n",
    };
    const actual = [...catalog.tables.values()].flatMap(({ name, constraints }) =>
      [...constraints.values()].map((constraint) => {
        const { type, references } = constraint;
        const columns = ["unique", "primary-key", "foreign-key"].includes(type)
          ? ` ${constraint.columns.join(",")}`
          : "";
        const target =
          references === null ? "" : ` ${references.table.name}(${references.columns.join(",")})`;
        const valid = constraint.notValid ? " not valid" : "";
        const owner = `${name.schema}.${name.name}`;
        return `${owner}.${constraint.name} ${letters[type]}${columns}${target}${valid}`;
      }),
    );
    expectSame(actual, expected);
  });

  test("indexes by name, table, uniqueness, plain columns, owner and parent", async () => {
    const expected = await lines(`
    select n.nspname || '.' || i.relname || ' on ' || t.relname || case when x.indisunique then ' unique' else '' end
      || ' (' || (select string_agg(coalesce(a.attname, '?'), ',' order by k.i)
        from unnest(x.indkey) with ordinality k(n, i) left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n)
      || ')' || coalesce(' for ' || con.conname, '') || coalesce(' of ' || p.relname, '')
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    join pg_namespace n on n.oid = i.relnamespace
    left join pg_constraint con on con.conindid = i.oid and con.contype in ('p', 'u', 'x')
    left join pg_inherits h on h.inhrelid = i.oid left join pg_class p on p.oid = h.inhparent where ${own}`);
    const actual = [...catalog.indexes.values()].map((index) => {
      const parts = [...index.parts.map(({ column }) => column ?? "?"), ...index.include].join(",");
      const unique = index.unique ? " unique" : "";
      const owner = index.constraint === null ? "" : ` for ${index.constraint}`;
      const parent = index.parent ? catalog.indexes.get(index.parent) : undefined;
      const of = parent === undefined ? "" : ` of ${parent.name}`;
      return `${index.table.schema}.${index.name} on ${index.table.name}${unique} (${parts})${owner}${of}`;
    });
    expectSame(actual, expected);
  });

  test("views, sequences, schemas, enums and domains", async () => {
    const expected = await lines(`
    select n.nspname || '.' || c.relname || ' ' || c.relkind::text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own} and c.relkind in ('v', 'm', 'S')
    union all select nspname || ' schema' from pg_namespace n where ${own}
    union all select n.nspname || '.' || typname || ' enum '
      || (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid)
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${own} and t.typtype = 'e'
    union all select n.nspname || '.' || typname || ' domain'
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${own} and t.typtype = 'd'`);
    const actual = [
      ...[...catalog.views.values()].map(
        ({ name, materialized }) => `${name.schema}.${name.name} ${materialized ? "m" : "v"}`,
      ),
      ...[...catalog.sequences.values()].map(({ name }) => `${name.schema}.${name.name} S`),
      ...[...catalog.schemas.keys()].map((name) => `${name} schema`),
      ...[...catalog.types.values()].map(({ name, definition }) => {
        const values = definition.kind === "enum" ? ` ${definition.values.join(",")}` : "";
        return `${name.schema}.${name.name} ${definition.kind}${values}`;
      }),
    ];
    expectSame(actual, expected);
  });

  function expectSame(actual: readonly string[], expected: readonly string[]): void {
    for (const line of new Set([...actual, ...expected]))
      agreement.count(server, line, actual.includes(line), expected.includes(line));
    expect(actual.toSorted()).toEqual(expected);
  }

  /** The answers of a query, sorted as JavaScript sorts. */
  async function lines(query: string): Promise<readonly string[]> {
    const rows = await database.query<Record<string, string>>(query);
    return rows.map((row) => Object.values(row)[0] ?? "").toSorted();
  }
});
