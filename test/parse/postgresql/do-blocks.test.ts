import { describe, expect, test } from "vitest";
import { loadPostgresqlParser } from "../../../src/parse/postgresql/parser.ts";

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
      [5, "unknown", null],
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
  test.each<[body: string, certainty: string | undefined]>([
    [create, undefined],
    [`IF true THEN ${create} END IF;`, "maybe"],
    [`IF true THEN NULL; ELSE ${create} END IF;`, "maybe"],
    [`CASE 1 WHEN 1 THEN ${create} END CASE;`, "maybe"],
    [`FOR i IN 1..3 LOOP ${create} END LOOP;`, "maybe"],
    [`RETURN; ${create}`, "maybe"],
    [`IF true THEN RETURN; END IF; ${create}`, "maybe"],
    [`<<out>> BEGIN EXIT out; ${create} END;`, "maybe"],
    [`BEGIN ${create} EXCEPTION WHEN duplicate_table THEN NULL; END;`, "if-new"],
    [`BEGIN ${create} EXCEPTION WHEN SQLSTATE '42P07' THEN NULL; END;`, "if-new"],
    [`BEGIN ${create} EXCEPTION WHEN others THEN NULL; END;`, "maybe"],
    [`BEGIN ${create} PERFORM 1 / 0; EXCEPTION WHEN duplicate_table THEN NULL; END;`, "maybe"],
    [`BEGIN EXECUTE '${create}'; EXCEPTION WHEN duplicate_table THEN NULL; END;`, "maybe"],
    [`BEGIN NULL; EXCEPTION WHEN others THEN ${create} END;`, "maybe"],
    [`BEGIN NULL; EXCEPTION WHEN others THEN NULL; END; ${create}`, undefined],
  ])("%s", (body, certainty) => {
    const [statement] = parser.parse(`DO $$ BEGIN ${body} END $$`);
    expect(statement?.changes.map(({ kind }) => kind)).toEqual(["create-table"]);
    expect(statement?.certainty).toBe(certainty);
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
