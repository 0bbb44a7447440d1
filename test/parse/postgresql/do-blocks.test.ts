import { describe, expect, test } from "vitest";
import { emptyCatalog } from "../../../src/catalog/catalog.ts";
import { loadPostgresqlParser } from "../../../src/parse/postgresql/parser.ts";
import { startRun } from "../../../src/run-statement.ts";

const parser = await loadPostgresqlParser();

describe("DO blocks", () => {
  test("each statement inside counts, at its own line", () => {
    const text = `SELECT 'é';
DO $body$
DECLARE n int := 3;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    CREATE TYPE mood AS ENUM ('sad');
  ELSIF n > 5 THEN
    ALTER TABLE users
      DROP COLUMN a,
      DROP COLUMN b;
  ELSE
    RAISE NOTICE 'nothing';
  END IF;
  SELECT count(*) INTO n FROM users;
  SET LOCAL lock_timeout = '5s';
EXCEPTION WHEN duplicate_object THEN
  DROP TABLE c;
END $body$;
DROP TABLE d;`;
    const block = { line: 2, endLine: 18 };
    expect(parser.parse(text)).toMatchObject([
      { line: 1 },
      { line: 6, endLine: 6, changes: [{ kind: "create-type" }], block },
      {
        line: 8,
        endLine: 10,
        changes: [
          { kind: "drop-column", column: "a" },
          { kind: "drop-column", column: "b" },
        ],
        block,
      },
      { line: 15, changes: [], session: { name: "lock_timeout", local: true }, block },
      { line: 17, changes: [{ kind: "drop-table" }], block },
      { line: 19, changes: [{ kind: "drop-table" }] },
    ]);
  });

  test("a statement keeps the conditions and handlers that it stands in", () => {
    const text = `DO $$ BEGIN
IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'a' AND schemaname = 'public') THEN
  BEGIN
    CREATE TABLE a ();
  EXCEPTION WHEN duplicate_table THEN
    DROP TABLE b;
  END;
ELSIF (SELECT count(*) FROM users) = 0 THEN
  DROP TABLE c;
END IF;
END $$`;
    const sought = { kind: "table", schema: "public", name: "a", furtherConditions: false };
    const none = { kind: "not", condition: { kind: "exists", object: sought } };
    const attempt = { catches: ["duplicate_table"] };
    const first = (holds: boolean) => ({ kind: "condition", condition: none, holds });
    expect(parser.parse(text)).toMatchObject([
      { line: 4, guards: [first(true), { kind: "attempt", attempt }] },
      { line: 6, guards: [first(true), { kind: "handler", attempt }] },
      {
        line: 9,
        guards: [
          first(false),
          { kind: "condition", condition: { kind: "undecided" }, holds: true },
        ],
      },
    ]);
  });

  test("a template in a condition leaves it open", () => {
    const text =
      "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = '{{ .Table }}') THEN DROP TABLE {{ .Table }}; END IF; END $$";
    expect(parser.parse(text)).toMatchObject([
      { changes: [{ kind: "unknown" }], guards: [{ condition: { kind: "undecided" } }] },
    ]);
  });

  test("loops and texts that multiply are bounded", () => {
    const loops = "FOR i IN 1..900 LOOP ".repeat(40);
    const text = `DO $$ DECLARE v text := 'a'; BEGIN ${loops} EXECUTE 'DROP TABLE a' || i; ${"END LOOP; ".repeat(40)}
${"v := v || v; ".repeat(60)} EXECUTE v; END $$`;
    const changes = parser.parse(text).flatMap((statement) => statement.changes);
    expect(changes.length).toBeLessThan(10_000);
    expect(changes.at(-1)).toMatchObject({ kind: "unknown" });
  });

  test("blocks inside of blocks are read to a depth", () => {
    const nested = (depth: number): string =>
      `DO $$ ${"BEGIN ".repeat(depth)} DROP TABLE a; ${"END; ".repeat(depth)} $$`;
    expect(parser.parse(nested(20))).toMatchObject([{ changes: [{ kind: "drop-table" }] }]);
    expect(parser.parse(nested(2000))).toMatchObject([{ changes: [{ kind: "unknown" }] }]);
  });

  test("control flow alone is one statement without changes", () => {
    const text =
      "DO $$ BEGIN\n IF EXISTS (SELECT 1 FROM users) THEN RAISE EXCEPTION 'x'; END IF;\nEND $$";
    expect(parser.parse(text)).toEqual([
      { line: 1, endLine: 3, sql: text, changes: [], session: null },
    ]);
  });

  test("EXECUTE of constants is read, of anything else it is unknown", () => {
    const text = `DO $$ DECLARE t text; BEGIN
EXECUTE 'DROP TABLE a; DROP TABLE b';
EXECUTE 'ALTER TABLE c ' || 'DROP COLUMN d';
EXECUTE format('DROP TABLE %I.%s; COMMENT ON TABLE e IS %L', 'App', 'f', 'it''s 5 %');
EXECUTE format('DROP TABLE %I', t);
EXECUTE t USING 5;
FOR t IN EXECUTE 'SELECT drop_all()' LOOP NULL; END LOOP;
END $$`;
    expect(parser.parse(text)).toMatchObject([
      { line: 2, changes: [{ kind: "drop-table", table: { name: "a" } }] },
      { line: 2, changes: [{ kind: "drop-table", table: { name: "b" } }] },
      { line: 3, changes: [{ kind: "drop-column", column: "d" }] },
      { line: 4, changes: [{ kind: "drop-table", table: { schema: "App", name: "f" } }] },
      { line: 4, changes: [{ kind: "set-comment" }] },
      {
        line: 5,
        changes: [
          { kind: "unknown", reason: expect.stringContaining("`format('DROP TABLE %I', t)`") },
        ],
      },
      { line: 6, changes: [{ kind: "unknown" }] },
      { line: 7, changes: [{ kind: "unknown", object: "drop_all" }] },
    ]);
  });

  test("what is not known in a loop is told once, as long as nothing decides whether it runs", () => {
    const loop = (inside: string): string =>
      `DO $$ DECLARE t text; s text := now(); BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP ${inside} END LOOP; END $$`;
    const execute = "EXECUTE format('ALTER TABLE %I ADD COLUMN x text DEFAULT %L', t, s);";
    expect(parser.parse(loop(execute))).toHaveLength(1);
    expect(parser.parse(loop(`IF t = 'a' THEN ${execute} END IF;`))).toHaveLength(2);
  });

  test("functions that expressions call are told", () => {
    const text = `DO $$ DECLARE x int := start(); c CURSOR FOR SELECT opened(); BEGIN
x := a[1] + compute(5);
IF check_it() THEN NULL; END IF;
PERFORM perform_it(), now();
CALL move_rows();
RAISE NOTICE '%', raised();
END $$`;
    const objects = parser
      .parse(text)
      .flatMap(({ line, changes }) =>
        changes.map((change) => [line, change.kind, "object" in change ? change.object : ""]),
      );
    expect(objects).toEqual([
      [1, "unknown", "start"],
      [1, "unknown", "opened"],
      [2, "unknown", "compute"],
      [3, "unknown", "check_it"],
      [4, "unknown", "perform_it"],
      [5, "unknown", "move_rows"],
      [6, "unknown", "raised"],
    ]);
  });

  test("a batch in a loop is not bounded", () => {
    const text =
      "DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM users LOOP DELETE FROM users WHERE id = 5; END LOOP; DELETE FROM users WHERE id = 6; END $$";
    expect(parser.parse(text).flatMap(({ changes }) => changes)).toMatchObject([
      { kind: "delete-rows", bounded: false },
      { kind: "delete-rows", bounded: true },
    ]);
  });

  test("templates inside", () => {
    const text = `DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM t WHERE s = '{{ .Schema }}') THEN
    ALTER TABLE "{{ index .Options "Namespace" }}"."users" DROP COLUMN a;
  END IF;
  DROP TABLE {{ .Table }};
END $$`;
    expect(parser.parse(text)).toMatchObject([
      {
        line: 4,
        changes: [{ kind: "drop-column", table: { schema: '{{ index .Options "Namespace" }}' } }],
      },
      { line: 6, changes: [{ kind: "unknown" }] },
    ]);
  });

  test("one that does not parse is unknown as a whole, with PostgreSQL's message", () => {
    expect(parser.parse("DO $$ BEGIN DROP TABL a; END $$;\nDROP TABLE b")).toMatchObject([
      {
        line: 1,
        changes: [
          { kind: "unknown", reason: expect.stringContaining('syntax error at or near "TABL"') },
        ],
      },
      { line: 2, changes: [{ kind: "drop-table" }] },
    ]);
  });

  test("in quotes, with types of the database", () => {
    const text =
      "DO 'DECLARE u users%ROWTYPE; m app.mood; BEGIN\nDROP TABLE a; END' LANGUAGE plpgsql";
    expect(parser.parse(text)).toMatchObject([{ line: 2, changes: [{ kind: "drop-table" }] }]);
  });
});

describe("how sure it is that a statement of a DO block runs", () => {
  const create = "CREATE TABLE a ();";
  test.each<[body: string, certainties: readonly string[]]>([
    [create, ["always"]],
    [`IF true THEN ${create} END IF;`, ["always"]],
    [`IF true THEN NULL; ELSE ${create} END IF;`, []],
    [`IF now() > '2000-01-01' THEN ${create} END IF;`, ["maybe"]],
    [`CASE 1 WHEN 1 THEN ${create} END CASE;`, ["maybe"]],
    [`FOR i IN 1..3 LOOP ${create} END LOOP;`, ["always", "always", "always"]],
    [`FOR i IN 1..n() LOOP ${create} END LOOP;`, ["maybe"]],
    [`RETURN; ${create}`, []],
    [`IF true THEN RETURN; END IF; ${create}`, []],
    [`IF now() > '2000-01-01' THEN RETURN; END IF; ${create}`, ["maybe"]],
    [`IF true THEN IF now() > '2000-01-01' THEN RETURN; END IF; END IF; ${create}`, ["maybe"]],
    [`LOOP RETURN; END LOOP; ${create}`, ["maybe"]],
    [`<<out>> BEGIN EXIT out; ${create} END;`, []],
    [`<<out>> BEGIN IF true THEN EXIT out; END IF; END; ${create}`, ["maybe"]],
    [`FOR i IN 1..2 LOOP CONTINUE WHEN true; ${create} END LOOP;`, []],
    [`FOR i IN 1..2 LOOP CONTINUE; END LOOP; ${create}`, ["always"]],
    [
      `FOR i IN 1..2 LOOP IF true THEN IF now() IS NULL THEN CONTINUE; END IF; END IF; ${create} END LOOP;`,
      ["maybe", "maybe"],
    ],
    [`FOR i IN 1..2 LOOP EXIT WHEN now() IS NULL; ${create} END LOOP;`, ["maybe"]],
    [`BEGIN ${create} EXCEPTION WHEN duplicate_table THEN NULL; END;`, ["if-new"]],
    [`BEGIN ${create} EXCEPTION WHEN SQLSTATE '42P07' THEN NULL; END;`, ["if-new"]],
    [`BEGIN ${create} EXCEPTION WHEN others THEN NULL; END;`, ["maybe"]],
    [`BEGIN ${create} PERFORM 1 / 0; EXCEPTION WHEN duplicate_table THEN NULL; END;`, ["maybe"]],
    [`BEGIN EXECUTE '${create}'; EXCEPTION WHEN duplicate_table THEN NULL; END;`, ["maybe"]],
    [`BEGIN NULL; EXCEPTION WHEN others THEN ${create} END;`, ["maybe"]],
    [`BEGIN NULL; EXCEPTION WHEN others THEN NULL; END; ${create}`, ["always"]],
    [`BEGIN NULL; EXCEPTION WHEN others THEN RETURN; END; ${create}`, ["maybe"]],
  ])("%s", (body, certainties) => {
    const catalog = emptyCatalog("postgresql");
    const run = startRun(catalog, { parser, safe: [], baseCatalog: catalog });
    const effects = parser
      .parse(`DO $$ BEGIN ${body} END $$`)
      .flatMap((statement) => [...run.effectsOf(statement)])
      .filter(({ change }) => change.kind === "create-table");
    expect(effects.map(({ certainty }) => certainty)).toEqual(certainties);
  });

  test("a search path under a condition leaves the names behind it open", () => {
    const text =
      "DO $$ BEGIN IF true THEN PERFORM set_config('search_path', 'a', false); END IF; END $$";
    const [statement] = parser.parse(text);
    expect(statement?.changes).toMatchObject([
      {
        kind: "unknown",
        reason: expect.stringContaining("The search path is set under a condition"),
      },
    ]);
    expect(statement?.session).toBeNull();
  });

  test("its own COMMIT and ROLLBACK count", () => {
    const found = parser.parse(`DO $$ BEGIN ${create} ROLLBACK; ${create} COMMIT; END $$`);
    expect(found.map(({ session }) => session?.kind ?? null)).toEqual([
      null,
      "rollback",
      null,
      "commit",
    ]);
  });
});
