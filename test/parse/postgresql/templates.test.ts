import { describe, expect, test } from "vitest";
import { loadPostgresqlParser } from "../../../src/parse/postgresql/parser.ts";

const parser = await loadPostgresqlParser();

describe("templates", () => {
  const namespace = `{{ index .Options "Namespace" }}`;

  test.each([namespace, "${flyway.schema}", ":app", `:"app"`, "{{.Schema}}"])(
    "%s as a schema is kept as written",
    (schema) => {
      expect(parser.parse(`ALTER TABLE ${schema}.users\n  DROP COLUMN a;`)).toMatchObject([
        {
          line: 1,
          endLine: 2,
          sql: `ALTER TABLE ${schema}.users\n  DROP COLUMN a`,
          changes: [{ kind: "drop-column", table: { schema, name: "users" }, column: "a" }],
        },
      ]);
    },
  );

  test("inside of a quoted name it means the same", () => {
    const [statement] = parser.parse(`DROP INDEX "${namespace}"."i"; SELECT {{ x }}`);
    expect(statement?.changes).toMatchObject([{ index: { schema: namespace, name: "i" } }]);
  });

  test("as a part of a name it stays in the name", () => {
    const text =
      "CREATE TABLE ${prefix}_users (a int);\nDROP TABLE pre_${x};\nDROP TABLE a_{{x}}_b, {{x}}{{y}}_c";
    expect(parser.parse(text).flatMap(({ changes }) => changes)).toMatchObject([
      { kind: "create-table", table: { name: "${prefix}_users" } },
      { kind: "drop-table", table: { name: "pre_${x}" } },
      { kind: "drop-table", table: { name: "a_{{x}}_b" } },
      { kind: "drop-table", table: { name: "{{x}}{{y}}_c" } },
    ]);
  });

  test.each([
    ["DROP TABLE ${table}", "${table}"],
    ["ALTER TABLE users DROP COLUMN {{ .Column }}", "{{ .Column }}"],
    ["ALTER TABLE users ALTER a TYPE :kind", ":kind"],
    ["ALTER TABLE users ADD a text DEFAULT ${value}", "${value}"],
    ["DROP TABLE app.%(name)s", "%(name)s"],
  ])("%s is unknown, and named", (sql, template) => {
    expect(parser.parse(sql)).toMatchObject([
      { sql, changes: [{ kind: "unknown", reason: expect.stringContaining(`\`${template}\``) }] },
    ]);
  });

  test("as a value it hides nothing", () => {
    const text =
      "INSERT INTO users VALUES (:'name', ${age}, %(x)s);\nGRANT SELECT ON users TO ${role};\nSET search_path TO ${schema};";
    expect(parser.parse(text)).toMatchObject([
      { changes: [{ kind: "insert-rows" }] },
      { changes: [{ kind: "grant", grantees: ["${role}"] }] },
      { session: { name: "search_path", values: ["${schema}"] } },
    ]);
  });

  test("casts, slices and text that looks like a template are left alone", () => {
    const text = "SELECT a::int, b[1:n], '${x} {{ y }}' FROM t;\nDROP TABLE a";
    expect(parser.parse(text)).toMatchObject([
      { changes: [] },
      { changes: [{ kind: "drop-table" }] },
    ]);
  });

  test("a condition is told, and what it guards is read all the same", () => {
    const text =
      "{{if .postgres}}\nDROP TABLE a;\n{{else}}\nDROP TABLE b;\n{{end}}\n{{/* note */}}";
    expect(parser.parse(text)).toMatchObject([
      { line: 1, changes: [{ kind: "unknown" }] },
      { line: 2, changes: [{ kind: "drop-table", table: { name: "a" } }] },
      { line: 3, changes: [{ kind: "unknown" }] },
      { line: 4, changes: [{ kind: "drop-table", table: { name: "b" } }] },
    ]);
  });

  test("a template in place of a statement is unknown", () => {
    expect(parser.parse(`{{ addColumn "a" "b" }};\nDROP TABLE a`)).toMatchObject([
      { line: 1, changes: [{ kind: "unknown", reason: expect.stringContaining("addColumn") }] },
      { line: 2, changes: [{ kind: "drop-table" }] },
    ]);
  });
});

describe("psql", () => {
  test("commands that steer psql are nothing", () => {
    const text =
      "\\set ON_ERROR_STOP on\n\\timing\n\\echo 'x;\n\\pset pager off\nDROP TABLE a;\n\\q\n";
    expect(parser.parse(text)).toMatchObject([{ line: 5, sql: "DROP TABLE a" }]);
  });

  test.each([
    "\\i other.sql",
    "\\ir other.sql",
    "\\include other.sql",
    "\\if :x",
    "\\connect other",
    "\\! rm -rf /",
    "\\gexec",
    "\\lo_import x",
  ])("%s is unknown", (command) => {
    expect(parser.parse(`DROP TABLE a;\n${command}\nDROP TABLE b;`)).toMatchObject([
      { line: 1, changes: [{ kind: "drop-table" }] },
      { line: 2, sql: command, changes: [{ kind: "unknown" }] },
      { line: 3, changes: [{ kind: "drop-table" }] },
    ]);
  });

  test("\\copy", () => {
    expect(
      parser.parse(
        `\\copy app."T" (a, b) from 'x.csv' csv\n\\copy t to 'x.csv'\n\\copy (select 1) to x`,
      ),
    ).toMatchObject([
      { line: 1, changes: [{ kind: "insert-rows", table: { schema: "app", name: "T" } }] },
    ]);
  });

  test("a command that sends a statement ends it", () => {
    expect(parser.parse("SELECT 1 AS a \\gset\nDROP TABLE a;")).toMatchObject([
      { sql: "SELECT 1 AS a" },
      { sql: "DROP TABLE a", line: 2 },
    ]);
  });

  test("COPY data is no SQL", () => {
    const text =
      "COPY app.t (a, b) FROM stdin;\n1\tDROP TABLE x;\n2\t'\n\\.\n\nDROP TABLE a;\nCOPY t FROM STDIN WITH (FORMAT csv);\r\nx\r\n\\.\r\nDROP TABLE b";
    expect(parser.parse(text)).toMatchObject([
      { line: 1, changes: [{ kind: "insert-rows", table: { schema: "app", name: "t" } }] },
      { line: 6, changes: [{ kind: "drop-table" }] },
      { line: 7, changes: [{ kind: "insert-rows" }] },
      { line: 10, changes: [{ kind: "drop-table" }] },
    ]);
  });
});
