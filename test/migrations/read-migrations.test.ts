import { describe, expect, it } from "vitest";
import type { LayoutName } from "../../src/model/layout.ts";
import { migrationsOf } from "./repository.ts";
import type { Files } from "./repository.ts";

interface ProblemCase {
  readonly name: string;
  readonly layout: LayoutName;
  readonly files: Files;
  /** Version and problem of every migration, in order. */
  readonly told: readonly (readonly [version: string, problem: RegExp | null])[];
}

const journal = (...entries: readonly { readonly tag: string; readonly when: number }[]): string =>
  JSON.stringify({ entries });

const cases: readonly ProblemCase[] = [
  {
    name: "a file that is not text",
    layout: "sql",
    files: { "migrations/1.sql": { state: "binary" } },
    told: [
      ["1", /`migrations\/1\.sql` is not text, so nothing in it can be read\. Save it as UTF-8\./],
    ],
  },
  {
    name: "a file that is too large",
    layout: "goose",
    files: { "migrations/1_seed.sql": { state: "too-large", bytes: 20_000_000 } },
    told: [["1", /has 20,000,000 bytes, too many to be read/]],
  },
  {
    name: "a file in another encoding, which is read all the same",
    layout: "sql",
    files: { "migrations/1.sql": { state: "invalid-utf8", text: "DROP TABLE caf\uFFFD;" } },
    told: [["1", /is not valid UTF-8/]],
  },
  {
    name: "a misnamed file runs last, as far as can be told",
    layout: "flyway",
    files: {
      "migrations/V2_missing_underscore.sql": "DROP TABLE a;",
      "migrations/V3__b.sql": "SELECT 1;",
    },
    told: [
      ["V3", null],
      [
        "V2_missing_underscore.sql",
        /has no name that Flyway runs\. Name it like `V2__description\.sql`/,
      ],
    ],
  },
  {
    name: "two files of one version, however they write it",
    layout: "golang-migrate",
    files: { "migrations/007_a.up.sql": "", "migrations/7_b.up.sql": "" },
    told: [
      [
        "007",
        /has the same version `007` as `migrations\/7_b\.up\.sql`, and golang-migrate takes one of them only/,
      ],
      ["7", /has the same version `7` as `migrations\/007_a\.up\.sql`/],
    ],
  },
  {
    name: "the same number twice is no fault where the whole name counts",
    layout: "sql",
    files: { "migrations/7_a.sql": "", "migrations/7_b.sql": "" },
    told: [
      ["7", null],
      ["7", null],
    ],
  },
  {
    name: "a symbolic link in the place of a migration",
    layout: "sql",
    files: { "migrations/1.sql": "SELECT 1;", "migrations/2.sql": { link: "symlink" } },
    told: [
      ["1", null],
      ["2.sql", /`migrations\/2\.sql` is a symbolic link, which is never followed/],
    ],
  },
  {
    name: "a submodule in the place of a migration's folder",
    layout: "prisma",
    files: { "migrations/20240101_a": { link: "submodule" } },
    told: [["20240101_a", /is a submodule, which is never followed/]],
  },
  {
    name: "the whole folder behind a link",
    layout: "sql",
    files: { migrations: { link: "submodule" } },
    told: [["migrations", /`migrations` is a submodule/]],
  },
  {
    name: "a migration in another language",
    layout: "goose",
    files: {
      "migrations/1_a.sql": "-- +goose Up\nSELECT 1;",
      "migrations/2_b.go": "package m",
      "migrations/2_b_test.go": "",
    },
    told: [
      ["1", null],
      ["2", /is a migration in Go, whose statements cannot be read here/],
    ],
  },
  {
    name: "a Drizzle file that the journal does not list, and an entry without its file",
    layout: "drizzle",
    files: {
      "migrations/meta/_journal.json": journal(
        { tag: "0000_a", when: 1 },
        { tag: "0001_gone", when: 2 },
      ),
      "migrations/0000_a.sql": "SELECT 1;",
      "migrations/0002_b.sql": "DROP TABLE a;",
    },
    told: [
      ["0000_a", null],
      [
        "0001_gone",
        /`migrations\/meta\/_journal\.json` lists `0001_gone`, but there is no such file/,
      ],
      [
        "0002_b",
        /`migrations\/0002_b\.sql` is not listed in `migrations\/meta\/_journal\.json`, so Drizzle does not run it/,
      ],
    ],
  },
  {
    name: "a Drizzle entry that is older than the one before it",
    layout: "drizzle",
    files: {
      "migrations/meta/_journal.json": journal(
        { tag: "0000_a", when: 5 },
        { tag: "0001_b", when: 4 },
      ),
      "migrations/0000_a.sql": "SELECT 1;",
      "migrations/0001_b.sql": "SELECT 2;",
    },
    told: [
      ["0000_a", null],
      ["0001_b", /Drizzle may skip it/],
    ],
  },
  {
    name: "a journal that is no JSON: the files run by name, as far as can be told",
    layout: "drizzle",
    files: {
      "migrations/meta/_journal.json": "<<<<<<< HEAD",
      "migrations/0000_a.sql": "SELECT 1;",
    },
    told: [["0000_a", /`migrations\/meta\/_journal\.json` is no journal of Drizzle/]],
  },
  {
    name: "a journal that is missing",
    layout: "drizzle",
    files: { "migrations/0000_a.sql": "SELECT 1;" },
    told: [["0000_a", /`migrations\/meta\/_journal\.json` is missing/]],
  },
  {
    name: "a Sqitch script that the plan does not list",
    layout: "sqitch",
    files: {
      "migrations/sqitch.plan": "%project=a\n",
      "migrations/deploy/drop.sql": "DROP TABLE a;",
    },
    told: [
      [
        "drop",
        /`migrations\/deploy\/drop\.sql` is not listed in `migrations\/sqitch\.plan`, so Sqitch does not run it/,
      ],
    ],
  },
];

describe("what hinders reading a migration", () => {
  it.each(cases)("$name", ({ layout, files, told }) => {
    const migrations = migrationsOf(layout, files);
    expect(migrations.map(({ version }) => version)).toEqual(told.map(([version]) => version));
    migrations.forEach(({ problems }, place) => {
      const problem = told[place]?.[1] ?? null;
      expect(problems).toEqual(problem === null ? [] : [expect.stringMatching(problem)]);
    });
  });

  it("still gives the statements of what is misnamed, unlisted or badly encoded", () => {
    const texts = cases.flatMap(({ layout, files }) =>
      migrationsOf(layout, files).flatMap(({ sections }) => sections.map(({ text }) => text)),
    );
    expect(texts.filter((text) => text.includes("DROP TABLE"))).toHaveLength(4);
  });

  it("tells a file whose content was never read", async () => {
    const { readMigrations } = await import("../../src/migrations/read-migrations.ts");
    const { folderOf, treeOf } = await import("./repository.ts");
    const [migration] = readMigrations(
      folderOf("sql"),
      treeOf({ "migrations/1.sql": "" }).entries,
      new Map(),
    );
    expect(migration?.problems).toEqual([
      expect.stringMatching(/`migrations\/1\.sql` was not read/),
    ]);
  });

  it("blanks a byte order mark and keeps every position", () => {
    const [migration] = migrationsOf("goose", {
      "migrations/1_a.sql": "\uFEFF-- +goose Up\r\nSELECT 1;",
    });
    expect(migration?.sections[0]?.text).toBe(" -- +goose Up\r\nSELECT 1;");
    expect(migration?.problems).toEqual([]);
  });
});
