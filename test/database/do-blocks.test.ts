import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { replayMigration } from "../catalog/replay.ts";

/*
 * What migrations do in DO blocks: the server runs the block, the catalog takes it in, and both must know the same
 * tables, columns, types, constraints and indexes.
 */
const schema = `
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE users (id int PRIMARY KEY, name text, old_name text, team_id int, feeling mood);
CREATE TABLE app.notes (id int PRIMARY KEY);
ALTER TABLE users ADD CONSTRAINT users_name_filled CHECK (name <> '');
CREATE INDEX users_name ON users (name);
CREATE PROCEDURE add_text(relation text, column_name text DEFAULT 'extra') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS %I text', relation, column_name);
END $$;
CREATE FUNCTION make_log() RETURNS void LANGUAGE sql AS 'CREATE TABLE logs (id int)';
`;

const block = (body: string): string => `DO $$\n${body}\n$$;`;

const blocks: Readonly<Record<string, string>> = {
  "a type that is there": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('x'); END IF; END",
  ),
  "a type that is not": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'kind' AND n.nspname = 'public') THEN CREATE TYPE kind AS ENUM ('x'); END IF; END",
  ),
  "a type with a handler, there": block(
    "BEGIN CREATE TYPE mood AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END",
  ),
  "a type with a handler, not there": block(
    "BEGIN CREATE TYPE kind AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END",
  ),
  "what follows a caught statement is left out": block(
    "BEGIN ALTER TABLE users ADD COLUMN name text; ALTER TABLE users ADD COLUMN more text; EXCEPTION WHEN duplicate_column THEN ALTER TABLE users ADD COLUMN caught text; END",
  ),
  "a handler named by its code": block(
    "BEGIN CREATE TABLE users (id int); EXCEPTION WHEN SQLSTATE '42P07' THEN NULL; END",
  ),
  "a handler that does not run": block(
    "BEGIN ALTER TABLE users ADD COLUMN more text; EXCEPTION WHEN duplicate_column THEN DROP TABLE users; END",
  ),
  "a column by information_schema": block(
    "BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'users' AND column_name = 'old_name') THEN ALTER TABLE users RENAME COLUMN old_name TO new_name; END IF; END",
  ),
  "a column that is long gone": block(
    "BEGIN IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'ancient') THEN ALTER TABLE users DROP COLUMN name; ELSE ALTER TABLE users ADD COLUMN fresh int; END IF; END",
  ),
  "a column by pg_attribute": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'public.users'::regclass AND attname = 'name' AND NOT attisdropped) THEN ALTER TABLE users ADD COLUMN name text; END IF; END",
  ),
  "a constraint by name": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'users_team_id_fkey') THEN ALTER TABLE users ADD CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id); END IF; END",
  ),
  "a constraint of another table": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'users_name_filled' AND conrelid = 'teams'::regclass) THEN ALTER TABLE teams ADD CONSTRAINT users_name_filled CHECK (id > 0); END IF; END",
  ),
  "a relation by to_regclass": block(
    "BEGIN IF to_regclass('app.notes') IS NOT NULL AND to_regclass('public.notes') IS NULL THEN ALTER TABLE app.notes SET SCHEMA public; END IF; END",
  ),
  "an index by pg_indexes": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = 'public' AND indexname = 'users_name') THEN DROP TABLE teams; ELSE CREATE INDEX users_team ON users (team_id); END IF; END",
  ),
  "an enum value": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood' AND e.enumlabel = 'ok') THEN ALTER TYPE mood ADD VALUE 'ok'; ELSE ALTER TYPE mood ADD VALUE 'fine'; END IF; END",
  ),
  "a count": block(
    "BEGIN IF (SELECT count(*) FROM pg_tables WHERE tablename = 'users') = 0 THEN DROP TABLE teams; END IF; END",
  ),
  "RETURN leaves the rest out": block(
    "BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = 'users') THEN RETURN; END IF; DROP TABLE teams; END",
  ),
  "an answer in a variable": block(
    "DECLARE found_it boolean; BEGIN SELECT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'users') INTO found_it; IF NOT found_it THEN DROP TABLE teams; ELSE ALTER TABLE users ADD COLUMN b int; END IF; END",
  ),
  "an answer in FOUND": block(
    "BEGIN PERFORM 1 FROM pg_type WHERE typname = 'mood'; IF NOT FOUND THEN DROP TABLE teams; END IF; END",
  ),
  "what a condition asked stays asked": block(
    "BEGIN IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'logs' AND schemaname = 'public') THEN CREATE TABLE logs (id int); CREATE INDEX ON logs (id); END IF; END",
  ),
  "nested conditions": block(
    "BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'users') THEN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'unknown' AND schemaname = 'public') THEN DROP TABLE teams; ELSIF true THEN ALTER TABLE users ADD COLUMN c int; ELSE DROP TABLE teams; END IF; END IF; END",
  ),
  "a loop over an array": block(
    "DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['users', 'teams'] LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN created_at timestamptz', t); END LOOP; END",
  ),
  "a loop over a variable that holds an array": block(
    "DECLARE t text; names text[] := ARRAY['users', 'teams']; BEGIN FOREACH t IN ARRAY names LOOP CONTINUE WHEN t = 'x'; EXECUTE 'ALTER TABLE ' || quote_ident(t) || ' ADD COLUMN looped int'; END LOOP; END",
  ),
  "a loop over numbers": block(
    "BEGIN FOR i IN 0..2 LOOP EXECUTE format('CREATE TABLE part_%s (id int)', i); END LOOP; FOR i IN 3..2 LOOP EXECUTE 'DROP TABLE users'; END LOOP; END",
  ),
  "a loop up to a number that is calculated": block(
    "DECLARE many int := 3; BEGIN FOR i IN 0..(many - 1) LOOP EXECUTE format('CREATE TABLE part_%s (id int)', i * 2 + 1); END LOOP; END",
  ),
  "partitions made by a function that counts them": `
    CREATE TABLE visits (id int PRIMARY KEY) PARTITION BY HASH (id);
    CREATE FUNCTION split(parent text, many int) RETURNS int LANGUAGE plpgsql AS $$
    DECLARE there int; part text; made int := 0;
    BEGIN
      SELECT count(*) INTO there FROM pg_inherits WHERE inhparent = parent::regclass;
      IF there > many THEN RAISE EXCEPTION 'already %', there; END IF;
      FOR i IN 0..(many - 1) LOOP
        part := format('%s_%s', parent, i);
        IF to_regclass(part) IS NULL THEN
          EXECUTE format('CREATE TABLE %I (LIKE %s INCLUDING INDEXES)', part, parent);
          EXECUTE format('ALTER TABLE %I SET (fillfactor = 90)', part);
          EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I FOR VALUES WITH (modulus %s, remainder %s)', parent, part, many, i);
          made := made + 1;
        END IF;
      END LOOP;
      RETURN made;
    END $$;
    SELECT split('visits'::text, 2);`,
  "a loop over rows": block(
    "DECLARE r record; BEGIN FOR r IN SELECT * FROM (VALUES ('users', 'x1'), ('teams', 'x2')) AS v (relation, col) LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', r.relation, r.col); END LOOP; END",
  ),
  "a loop over unnest": block(
    "DECLARE t text; BEGIN FOR t IN SELECT unnest(ARRAY['users', 'teams']) LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN u int', t); END LOOP; END",
  ),
  variables: block(
    "DECLARE a text := 'users'; b CONSTANT text := 'user' || 's'; n int := 3; d text := b || n; BEGIN a := 'teams'; EXECUTE format('ALTER TABLE %I ADD COLUMN %s%s%s int', a, b, n, d); END",
  ),
  "a variable of an inner block": block(
    "DECLARE a text := 'users'; BEGIN DECLARE c text := 'inner'; BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', a, c); END; END",
  ),
  "a procedure of the history": "CALL add_text('users', 'nick'); CALL add_text('teams');",
  "a procedure that is called by name":
    "CALL add_text(column_name => 'nick', relation => 'users');",
  "a function of the history": "SELECT make_log();",
  "a procedure in a block": block("BEGIN CALL add_text('users'); PERFORM make_log(); END"),
};

const database = await PGlite.create();
const parser = await loadPostgresqlParser();
afterAll(() => database.close());

test.each(Object.entries(blocks))("%s", async (_name, sql) => {
  await database.exec(
    "DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA public;",
  );
  await database.exec(schema + sql);
  const catalog = emptyCatalog("postgresql");
  replayMigration(catalog, "schema.sql", parser.parse(schema));
  replayMigration(catalog, "block.sql", parser.parse(sql));
  expect(catalog.holes).toEqual([]);
  expect(objectsIn(catalog)).toEqual(await objectsOnServer());
});

function objectsIn(catalog: Catalog): readonly string[] {
  const tables = [...catalog.tables.values()].flatMap(({ name, columns, constraints }) => [
    `table ${name.schema}.${name.name}: ${[...columns.keys()].toSorted().join(" ")}`,
    ...[...constraints.keys()].map((key) => `constraint ${name.name}.${key}`),
  ]);
  const indexes = [...catalog.indexes.values()].map(({ name }) => `index ${name}`);
  const types = [...catalog.types.values()].map(({ name, definition }) => {
    const values = definition.kind === "enum" ? definition.values.join(" ") : "";
    return `type ${name.name}: ${values}`;
  });
  return [...tables, ...indexes, ...types].toSorted();
}

async function objectsOnServer(): Promise<readonly string[]> {
  const { rows } = await database.query<{ line: string }>(`
    SELECT 'table ' || n.nspname || '.' || c.relname || ': ' ||
      coalesce((SELECT string_agg(attname, ' ' ORDER BY attname COLLATE "C") FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped), '') AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'app')
    UNION ALL SELECT 'constraint ' || c.relname || '.' || k.conname FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'app') AND k.contype <> 'n'
    UNION ALL SELECT 'index ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('i', 'I') AND n.nspname IN ('public', 'app')
    UNION ALL SELECT 'type ' || t.typname || ': ' || string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder)
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.oid, t.typname`);
  return rows.map(({ line }) => line).toSorted();
}
