import { beforeAll, describe, expect, test } from "vitest";
import { evaluate, type Evaluation } from "../src/evaluate.ts";
import { loadParsers } from "../src/facts/load-parsers.ts";
import { diffMigrations } from "../src/migrations/diff-migrations.ts";
import type { Configuration } from "../src/model/configuration.ts";
import type { LayoutName } from "../src/model/layout.ts";
import type { Parsers } from "../src/read-statements.ts";
import { defaults } from "./judge-memory.ts";
import { folderOf, migrationsOf, type Files } from "./migrations/repository.ts";

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers([folderOf("sql")]);
});

const users = "CREATE TABLE users (id bigint PRIMARY KEY, full_name text);\n";
const base = { "migrations/1_users.sql": users };

/** Evaluates a folder of which some files differ between base and head. */
function evaluateFiles(
  before: Files,
  after: Files,
  layout: LayoutName = "sql",
  rules: Configuration["rules"] = {},
): Evaluation {
  const migrations = migrationsOf(layout, before);
  const changes = diffMigrations(migrations, migrationsOf(layout, after));
  const history = { folder: folderOf(layout), base: migrations, changes };
  return evaluate([history], { ...defaults, rules }, parsers);
}

/** Every judged change: file, line, object, compatibility, requirement. */
function judged({ files }: Evaluation): readonly string[] {
  return files.flatMap((file) =>
    file.statements.flatMap(({ line, changes }) =>
      changes.map(
        (one) =>
          `${file.path}:${line} ${one.change.kind} ${one.object ?? "?"} ${one.compatibility} ${one.requirement}`,
      ),
    ),
  );
}

describe("a search path that a file leaves to the next", () => {
  const schema = "CREATE SCHEMA app;\nCREATE TABLE app.users (id bigint PRIMARY KEY);\n";
  const history = { "migrations/1_app.sql": schema };
  const reasons = (first: string, second: string, layout: LayoutName = "sql"): readonly string[] =>
    evaluateFiles(
      history,
      { ...history, "migrations/2_one.sql": first, "migrations/3_two.sql": second },
      layout,
    ).files.flatMap(({ path, statements }) =>
      statements.flatMap(({ changes }) =>
        changes.flatMap(({ change }) =>
          change.kind === "unknown" ? [`${path}: ${change.reason}`] : [],
        ),
      ),
    );
  const first =
    "CREATE TABLE public.users (id int);\nSELECT set_config('search_path', 'app', false);\n";

  test("a name that it makes another object is unclear, once for each file", () => {
    expect(reasons(first, "DROP TABLE users;\nDROP TABLE orders;\n")).toEqual([
      "migrations/3_two.sql: `migrations/2_one.sql` leaves the search path at `app`: where the tool runs both files in one session, this is `app.users` rather than `public.users`. Write the schema before the name, or end that file with `RESET search_path`.",
    ]);
  });

  test.each([
    ["a name with its schema", first, "DROP TABLE public.users;\n"],
    ["a file with a path of its own", first, "SET search_path = public;\nDROP TABLE users;\n"],
    [
      "a path for the transaction alone",
      first,
      "BEGIN;\nSET LOCAL search_path = public;\nDROP TABLE users;\nCOMMIT;\n",
    ],
    ["a path that is taken back", `${first}RESET search_path;\n`, "DROP TABLE users;\n"],
    ["a path that is discarded", `${first}DISCARD ALL;\n`, "DROP TABLE users;\n"],
    [
      "a path of one transaction",
      "BEGIN;\nSET LOCAL search_path = app;\nCOMMIT;\n",
      "DROP TABLE users;\n",
    ],
    [
      "a path that a rollback takes back",
      "BEGIN;\nSET search_path = app;\nROLLBACK;\n",
      "DROP TABLE users;\n",
    ],
  ])("%s is clear", (_, one, other) => {
    expect(reasons(one, other)).toEqual([]);
  });

  test("it goes on through files that set none", () => {
    const files = { "migrations/2_one.sql": first, "migrations/3_two.sql": "SELECT 1;\n" };
    const last = { "migrations/4_three.sql": "CREATE TABLE orders (id int);\n" };
    expect(judged(evaluateFiles(history, { ...history, ...files, ...last }))).toContain(
      "migrations/4_three.sql:1 unknown public.orders unknown none",
    );
  });
});

describe("what a folder's changes do", () => {
  test("statements are judged with their lines, names resolved by the history", () => {
    const found = evaluateFiles(base, {
      ...base,
      "migrations/2_change.sql":
        "SET search_path = public;\n\nALTER TABLE users ADD COLUMN age integer;\nALTER TABLE users DROP COLUMN full_name;\n",
    });
    expect(judged(found)).toEqual([
      "migrations/2_change.sql:3 add-column public.users.age additive none",
      "migrations/2_change.sql:4 drop-column public.users.full_name destructive expand",
    ]);
    expect(
      found.contracts.map(({ object, path, line, folder }) => [object, path, line, folder]),
    ).toEqual([["public.users.full_name", "migrations/2_change.sql", 4, "migrations"]]);
    expect(found.plan.map(({ object }) => object)).toEqual(["public.users.full_name"]);
  });

  test("each change is judged by the schema as those before it leave it, across files", () => {
    const found = evaluateFiles(base, {
      ...base,
      "migrations/2_add.sql": "CREATE TABLE tags (id bigint, name text);\n",
      "migrations/3_drop.sql": "ALTER TABLE tags DROP COLUMN name;\nDROP TABLE tags;\n",
    });
    expect(found.contracts).toEqual([]);
    expect(judged(found).map((line) => line.split(" ").at(-1))).toEqual(["none", "none", "none"]);
  });

  test("what is not in the history at all counts as live", () => {
    const found = evaluateFiles(base, { ...base, "migrations/2_drop.sql": "DROP TABLE orders;\n" });
    expect(judged(found)).toEqual([
      "migrations/2_drop.sql:1 drop-table public.orders destructive expand",
    ]);
  });

  test.each([
    "BEGIN;\nCREATE TEMP TABLE users (id int);\nROLLBACK;\n",
    "BEGIN;\nCREATE TEMP TABLE users (id int) ON COMMIT DROP;\nCOMMIT;\n",
  ])("a temporary table that is gone with its transaction hides no live one: %j", (start) => {
    const found = evaluateFiles(base, {
      ...base,
      "migrations/2.sql": `${start}DROP TABLE users;\n`,
    });
    expect(found.contracts.map(({ object, line }) => [object, line])).toEqual([
      ["public.users", 4],
    ]);
  });

  test("a temporary table that lasts may be dropped", () => {
    const text = "CREATE TEMP TABLE users (id int);\nDROP TABLE users;\n";
    expect(evaluateFiles(base, { ...base, "migrations/2.sql": text }).contracts).toEqual([]);
  });

  test("a change that nobody can read is unknown, and the rest is judged all the same", () => {
    const found = evaluateFiles(base, {
      ...base,
      "migrations/2_both.sql": "ALTER TABEL users;\nALTER TABLE users DROP COLUMN full_name;\n",
    });
    expect(judged(found)).toEqual([
      "migrations/2_both.sql:1 unknown ? unknown none",
      "migrations/2_both.sql:2 drop-column public.users.full_name destructive expand",
    ]);
  });

  test("a dialect that was never told makes every statement unknown, with the next step", () => {
    const migrations = migrationsOf("sql", {}).concat();
    const folder = { ...folderOf("sql"), dialect: null };
    const added = migrationsOf("sql", { "migrations/1.sql": "DROP TABLE a;\n" }).map((one) => ({
      ...one,
      folder,
    }));
    const history = { folder, base: migrations, changes: diffMigrations([], added) };
    const [file] = evaluate([history], defaults, new Map()).files;
    const [finding] = file?.statements[0]?.changes[0]?.findings ?? [];
    expect(finding?.message).toContain("set `dialect` for it under `migrations`");
  });

  test("a rule that the configuration switches off asks for nothing", () => {
    const after = { ...base, "migrations/2_drop.sql": "DROP TABLE users;\n" };
    const off = { "drop-table": "off" } as const;
    expect(evaluateFiles(base, after, "sql", off).contracts).toEqual([]);
  });

  test("changes of two folders do not see each other", () => {
    const history = (path: string, after: Files) => ({
      folder: folderOf("sql", path),
      base: [],
      changes: diffMigrations([], migrationsOf("sql", after, path)),
    });
    const found = evaluate(
      [
        history("a", { "a/1.sql": "CREATE TABLE users (id bigint);\n" }),
        history("b", { "b/1.sql": "DROP TABLE users;\n" }),
      ],
      defaults,
      parsers,
    );
    expect(found.contracts.map(({ folder, object }) => [folder, object])).toEqual([
      ["b", "public.users"],
    ]);
  });
});

describe("what of an edited migration runs", () => {
  test("comments and blanks are no change", () => {
    const after = {
      "migrations/1_users.sql":
        "-- Everyone who has an account.\nCREATE TABLE users (\n  id bigint PRIMARY KEY, /* key */ full_name text\n);\n",
    };
    // The blanks inside the statement differ, too.
    const before = {
      "migrations/1_users.sql": "CREATE TABLE users ( id bigint PRIMARY KEY, full_name text );\n",
    };
    expect(evaluateFiles(before, after)).toEqual({
      files: [],
      plan: [],
      contracts: [],
      additions: [],
    });
  });

  test("a comment that is a directive is one", () => {
    const text = "-- +goose Up\nCREATE TABLE t (id bigint);\n";
    const [file] = evaluateFiles(
      { "migrations/1_t.sql": text },
      { "migrations/1_t.sql": `-- +goose NO TRANSACTION\n${text}` },
      "goose",
    ).files;
    expect(file).toMatchObject({ status: "edited", transaction: false, statements: [] });
    expect(file?.findings.map(({ rule }) => rule)).toEqual(["edited-history"]);
  });

  test("only statements that are new", () => {
    const after = { "migrations/1_users.sql": `${users}DROP TABLE orders;\n` };
    expect(judged(evaluateFiles(base, after))).toEqual([
      "migrations/1_users.sql:2 drop-table public.orders destructive expand",
    ]);
  });

  test("a statement that a marker puts on the way up", () => {
    const found = evaluateFiles(
      {
        "migrations/1_a.sql":
          "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE b;\n",
      },
      { "migrations/1_a.sql": "-- +goose Up\nCREATE TABLE a (id int);\nDROP TABLE b;\n" },
      "goose",
    );
    expect(judged(found)).toEqual(["migrations/1_a.sql:3 drop-table public.b destructive expand"]);
  });

  test("a deleted migration drops nothing", () => {
    const [file] = evaluateFiles({ ...base, "migrations/2.sql": "DROP TABLE a;\n" }, base).files;
    expect(file).toMatchObject({ status: "deleted", path: "migrations/2.sql", statements: [] });
  });

  test("a whole repeatable migration", () => {
    const found = evaluateFiles(
      { "migrations/R__a.sql": "TRUNCATE a;\nSELECT 1;\n" },
      { "migrations/R__a.sql": "TRUNCATE a;\nSELECT 2;\n" },
      "flyway",
    );
    expect(judged(found)).toEqual(["migrations/R__a.sql:1 truncate public.a destructive expand"]);
  });
});

describe("transactions", () => {
  test.each<[layout: LayoutName, text: string, inTransaction: boolean]>([
    ["sql", "CREATE INDEX CONCURRENTLY i ON users (id);", false],
    ["sql", "BEGIN;\nCREATE INDEX CONCURRENTLY i ON users (id);\nCOMMIT;", true],
    ["dbmate", "-- migrate:up\nCREATE INDEX CONCURRENTLY i ON users (id);", true],
    [
      "dbmate",
      "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON users (id);",
      false,
    ],
  ])("%s: %s", (layout, text, inTransaction) => {
    const up = layout === "dbmate" ? "-- migrate:up\n" : "";
    const before = { "migrations/1_users.sql": `${up}${users}` };
    const [file] = evaluateFiles(
      before,
      { ...before, "migrations/2_i.sql": `${text}\n` },
      layout,
    ).files;
    const rules = file?.statements.flatMap(({ changes }) =>
      changes.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
    );
    expect(file?.transaction).toBe(inTransaction);
    expect(rules?.includes("cannot-run-in-transaction")).toBe(inTransaction);
  });
});

describe("links beside a statement", () => {
  const drop = "ALTER TABLE users DROP COLUMN full_name;";
  test.each<[name: string, text: string, numbers: readonly number[]]>([
    ["directly above", `-- expand-contract: expand-pr=#7\n${drop}`, [7]],
    ["above, among comments", `-- expand-contract: expand-pr=#7\n-- Why.\n${drop}`, [7]],
    ["inside", `ALTER TABLE users\n-- expand-contract: expand-pr=#7\nDROP COLUMN full_name;`, [7]],
    ["with a blank line between", `-- expand-contract: expand-pr=#7\n\n${drop}`, []],
    ["below", `${drop}\n-- expand-contract: expand-pr=#7`, []],
    ["in a text", `SELECT '\n-- expand-contract: expand-pr=#7\n';\n${drop}`, []],
    ["above another statement", `-- expand-contract: expand-pr=#7\nSELECT 1;\n${drop}`, []],
  ])("%s", (_name, text, numbers) => {
    const { contracts } = evaluateFiles(base, { ...base, "migrations/2_drop.sql": `${text}\n` });
    expect(contracts.flatMap(({ links }) => links.map(({ number }) => number))).toEqual(numbers);
  });

  test("every change of the statement has them", () => {
    const text = `-- expand-contract: expand-pr=#7\nALTER TABLE users DROP COLUMN full_name, DROP COLUMN id;\n`;
    const { contracts } = evaluateFiles(base, { ...base, "migrations/2_drop.sql": text });
    expect(contracts.map(({ links }) => links.length)).toEqual([1, 1]);
  });
});
