import { expect, describe, test } from "vitest";
import type { LintJson } from "../../src/report/json-lint.ts";
import { addDisplayName, atWork, dropFullName, users } from "./command-line.ts";

const history = { "db/migrations/001_users.sql": users };
const drop = "db/migrations/002_drop.sql";

function parse(out: string): LintJson {
  return JSON.parse(out) as LintJson;
}

describe("lint", () => {
  test("judges by the version that the repository pins, and says so where several differ", () =>
    atWork(async ({ write, run }) => {
      const change = "db/migrations/002_notes.sql";
      write({
        ...history,
        [change]: "CREATE TABLE notes (note text COMPRESSION pglz);\n",
        "compose.yml": "services:\n  db:\n    image: postgres:16\n",
      });
      expect(await run("lint", change)).toMatchObject({ code: 0, err: "" });
      write({
        ".github/workflows/test.yml":
          "jobs:\n  test:\n    services:\n      db: { image: postgres:13 }\n",
      });
      const { code, out, err } = await run("lint", change);
      expect(code).toBe(1);
      expect(out).toContain("PostgreSQL 13 does not know COMPRESSION");
      expect(err).toBe(
        "Judged by PostgreSQL 13, the lowest of `.github/workflows/test.yml` (13) and `compose.yml` (16). Name another with database-version in the configuration.\n",
      );
    }));

  test("judges the named file with the earlier ones as history, and exits with 1", () =>
    atWork(async ({ write, run }) => {
      write({
        ...history,
        [drop]: dropFullName,
        "db/migrations/003_later.sql": "DROP TABLE users;\n",
      });
      const { code, out, err } = await run("lint", "--format", "json", drop);
      expect([code, err]).toEqual([1, ""]);
      expect(parse(out)).toMatchObject({
        schemaVersion: 1,
        files: [
          {
            path: drop,
            layout: "sql",
            dialect: "postgresql",
            transaction: false,
            statements: [
              {
                line: 1,
                endLine: 1,
                changes: [
                  {
                    kind: "drop-column",
                    object: "public.users.full_name",
                    compatibility: "destructive",
                    phase: "contract",
                    lock: "ACCESS EXCLUSIVE",
                    findings: expect.arrayContaining([
                      expect.objectContaining({ rule: "drop-column", severity: "error" }),
                    ]) as unknown,
                  },
                ],
              },
            ],
          },
        ],
        summary: { additive: 0, destructive: 1, unknown: 0, errors: 1 },
      });
    }));

  test("exits with 0 where running code keeps working", () =>
    atWork(async ({ write, run }) => {
      write({
        ...history,
        "db/migrations/002_add.sql": `SET lock_timeout = '5s';\n${addDisplayName}`,
      });
      const { code, out } = await run("lint", "db/migrations/002_add.sql");
      expect(code).toBe(0);
      expect(out).toContain("additive");
    }));

  test("takes several files of several folders, and what one makes the next may drop", () =>
    atWork(async ({ write, run }) => {
      write({
        ...history,
        "db/migrations/002_tags.sql": "CREATE TABLE tags (id serial);\n",
        "db/migrations/003_drop.sql": "DROP TABLE tags;\n",
        "other/migrations/001_x.sql": "CREATE TABLE x (id serial);\n",
      });
      const { code, out } = await run(
        "lint",
        "--format=json",
        "db/migrations/002_tags.sql",
        "db/migrations/003_drop.sql",
        "other/migrations/001_x.sql",
      );
      expect(code).toBe(0);
      expect(parse(out).files.map(({ path }) => path)).toEqual([
        "db/migrations/002_tags.sql",
        "db/migrations/003_drop.sql",
        "other/migrations/001_x.sql",
      ]);
    }));

  test("never leaves a part of a file out: what cannot be read is unknown, with its line", () =>
    atWork(async ({ write, run }) => {
      write({ ...history, [drop]: `ALTER TABEL users;\n${dropFullName}` });
      const { code, out } = await run("lint", "--format", "json", drop);
      expect(code).toBe(1);
      const [file] = parse(out).files;
      expect(
        file?.statements.map(({ line, changes }) => [
          line,
          changes[0]?.kind,
          changes[0]?.compatibility,
        ]),
      ).toEqual([
        [1, "unknown", "unknown"],
        [2, "drop-column", "destructive"],
      ]);
      expect(file?.statements[0]?.changes[0]?.message).toContain("TABEL");
    }));

  test.each([
    ["db/migrate/20240501120000_drop.rb", "is a migration in Ruby (Rails)"],
    ["notes.md", "is no SQL file"],
  ])("a file that is no SQL is told, not passed: %s", (path, told) =>
    atWork(async ({ write, run }) => {
      write({ ...history, [path]: "drop everything\n" });
      const { code, out } = await run("lint", "--format", "json", path);
      expect(code).toBe(1);
      const [file] = parse(out).files;
      expect(file?.statements[0]?.changes[0]?.compatibility).toBe("unknown");
      expect(file?.statements[0]?.changes[0]?.message).toContain(told);
    }),
  );

  test("a way down is not judged beside its migration, and by itself where it alone is named", () =>
    atWork(async ({ write, run }) => {
      const [up, down] = ["db/migrations/001_users.up.sql", "db/migrations/001_users.down.sql"];
      write({ [up]: users, [down]: "DROP TABLE users;\n" });
      const both = await run("lint", "--format", "json", up, down);
      expect([both.code, parse(both.out).files.map(({ path }) => path)]).toEqual([0, [up]]);
      const alone = await run("lint", "--format", "json", down);
      expect([alone.code, parse(alone.out).files.map(({ path }) => path)]).toEqual([1, [down]]);
    }));

  test("says how it reads a dialect that nothing tells; --dialect names one", () =>
    atWork(async ({ write, run }) => {
      write({ "db/migrations/001_a.sql": "CREATE TABLE a (id bigint);\n" });
      const told = await run("lint", "db/migrations/001_a.sql");
      expect([told.code, told.err]).toEqual([0, expect.stringContaining("read as PostgreSQL")]);
      const named = await run(
        "lint",
        "--dialect",
        "sqlite",
        "--format",
        "json",
        "db/migrations/001_a.sql",
      );
      expect([named.err, parse(named.out).files[0]?.dialect]).toEqual(["", "sqlite"]);
    }));

  test("the configuration on disk counts, or the one that is named", () =>
    atWork(async ({ write, run }) => {
      const off = "rules:\n  drop-column: off\n";
      write({ ...history, [drop]: dropFullName, "other.yml": off });
      expect((await run("lint", drop)).code).toBe(1);
      expect((await run("lint", "--config", "other.yml", drop)).code).toBe(0);
      write({ ".github/expand-contract.yml": off });
      expect((await run("lint", drop)).code).toBe(0);
    }));
});

describe("what lint cannot tell exits with 2, and says the next step", () => {
  test.each<[args: readonly string[], message: RegExp]>([
    [["lint"], /missing required argument 'file'/],
    [["lint", "nothing.sql"], /`nothing\.sql` does not exist\. Name files that do\./],
    [
      ["lint", "db/migrations"],
      /`db\/migrations` is no file\. Name the migration files themselves\./,
    ],
    [["lint", "--config", "nothing.yml", drop], /`nothing\.yml` does not exist/],
    [["lint", "--config", "broken.yml", drop], /broken\.yml:1: `enviroments`: unknown key/],
    [["lint", "--format", "xml", drop], /Allowed choices are text, json, markdown, sarif, github/],
    [["lint", "--dialect", "oracle", drop], /Allowed choices are postgresql/],
    [["lint", "--unknown", drop], /unknown option '--unknown'/],
    [["judge"], /unknown command 'judge'/],
  ])("%j", (args, message) =>
    atWork(async ({ write, run }) => {
      write({ ...history, [drop]: dropFullName, "broken.yml": "enviroments: [production]\n" });
      const { code, out, err } = await run(...args);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(message);
    }),
  );
});

describe("formats", () => {
  const shown: readonly (readonly [format: string, text: RegExp])[] = [
    ["text", /full_name/],
    ["json", /^\{\n {2}"schemaVersion": 1/],
    ["markdown", /\| .*full_name/],
    ["sarif", /"\$schema"/],
    ["github", /^::error .*file=db\/migrations\/002_drop\.sql,line=1/m],
  ];
  test.each(shown)("%s", (format, text) =>
    atWork(async ({ write, run }) => {
      write({ ...history, [drop]: dropFullName });
      const { code, out } = await run("lint", "--format", format, drop);
      expect(code).toBe(1);
      expect(out).toMatch(text);
      expect(out.endsWith("\n")).toBe(true);
      // Colours are for terminals.
      expect(out).not.toContain("\u001b[");
    }),
  );

  test("text fits 100 columns", () =>
    atWork(async ({ write, run }) => {
      write({ ...history, [drop]: dropFullName });
      const { out } = await run("lint", drop);
      expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    }));
});
