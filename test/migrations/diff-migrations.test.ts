import { describe, expect, it } from "vitest";
import type { LayoutName } from "../../src/model/layout.ts";
import { changedCandidates } from "../../src/migrations/changed-folders.ts";
import { diffMigrations } from "../../src/migrations/diff-migrations.ts";
import { findCandidates } from "../../src/migrations/find-folders.ts";
import { configurationOf, migrationsOf, treeOf } from "./repository.ts";
import type { Files } from "./repository.ts";

type Told = readonly (readonly [
  status: string,
  path: string,
  from?: string | null,
  sortsBefore?: string,
])[];

interface DiffCase {
  readonly name: string;
  readonly layout: LayoutName;
  readonly base: Files;
  readonly head: Files;
  /** Status, path (of a deleted one the former), former path where it is another, version that it sorts before. */
  readonly changes: Told;
}

const one = "CREATE TABLE a (id int);";
const two = "ALTER TABLE a ADD b int;";
const drop = "DROP TABLE a;";

const cases: readonly DiffCase[] = [
  {
    name: "nothing",
    layout: "sql",
    base: { "migrations/1.sql": one },
    head: { "migrations/1.sql": one },
    changes: [],
  },
  {
    name: "added ones in the order in which they run",
    layout: "sql",
    base: { "migrations/1.sql": one },
    head: { "migrations/10.sql": two, "migrations/9.sql": drop, "migrations/1.sql": one },
    changes: [
      ["added", "migrations/9.sql"],
      ["added", "migrations/10.sql"],
    ],
  },
  {
    name: "an edited one",
    layout: "sql",
    base: { "migrations/1.sql": one },
    head: { "migrations/1.sql": `${one}\n${drop}` },
    changes: [["edited", "migrations/1.sql"]],
  },
  {
    name: "one whose comments alone differ, with both texts to compare",
    layout: "sql",
    base: { "migrations/1.sql": one },
    head: { "migrations/1.sql": `-- why\n${one}` },
    changes: [["edited", "migrations/1.sql"]],
  },
  {
    name: "no change of a down file",
    layout: "golang-migrate",
    base: { "migrations/1_a.up.sql": one, "migrations/1_a.down.sql": "" },
    head: { "migrations/1_a.up.sql": one, "migrations/1_a.down.sql": drop },
    changes: [],
  },
  {
    name: "no change of a down part, also where lines move",
    layout: "dbmate",
    base: { "migrations/1_a.sql": `-- migrate:up\n${one}\n-- migrate:down\nSELECT 1;` },
    head: { "migrations/1_a.sql": `-- migrate:up\n${one}\n\n-- migrate:down\n${drop}\n${drop}\n` },
    changes: [],
  },
  {
    name: "a transaction that was turned off",
    layout: "diesel",
    base: { "migrations/1_a/up.sql": one },
    head: {
      "migrations/1_a/up.sql": one,
      "migrations/1_a/metadata.toml": "run_in_transaction = false",
    },
    changes: [["edited", "migrations/1_a/up.sql"]],
  },
  {
    name: "a deleted one, last",
    layout: "sql",
    base: { "migrations/1.sql": one, "migrations/2.sql": two },
    head: { "migrations/2.sql": two, "migrations/3.sql": drop },
    changes: [
      ["added", "migrations/3.sql"],
      ["deleted", "migrations/1.sql"],
    ],
  },
  {
    name: "a squash into a new file",
    layout: "sql",
    base: { "migrations/1.sql": one, "migrations/2.sql": two },
    head: { "migrations/3_squashed.sql": `${one}\n${two}` },
    changes: [
      ["added", "migrations/3_squashed.sql"],
      ["deleted", "migrations/1.sql"],
      ["deleted", "migrations/2.sql"],
    ],
  },
  {
    name: "a renumbered one",
    layout: "golang-migrate",
    base: { "migrations/1_a.up.sql": one, "migrations/2_b.up.sql": two },
    head: { "migrations/1_a.up.sql": one, "migrations/3_b.up.sql": two },
    changes: [["renamed", "migrations/3_b.up.sql", "migrations/2_b.up.sql"]],
  },
  {
    name: "one renumbered below the newest",
    layout: "golang-migrate",
    base: { "migrations/2_a.up.sql": one, "migrations/3_b.up.sql": two },
    head: { "migrations/1_b.up.sql": two, "migrations/2_a.up.sql": one },
    changes: [["renamed", "migrations/1_b.up.sql", "migrations/3_b.up.sql", "2"]],
  },
  {
    name: "another name of the same version",
    layout: "goose",
    base: { "migrations/1_a.sql": `-- +goose Up\n${one}` },
    head: { "migrations/1_b.sql": `-- +goose Up\n${one}\n${drop}` },
    changes: [["edited", "migrations/1_b.sql", "migrations/1_a.sql"]],
  },
  {
    name: "another name where the whole name counts",
    layout: "prisma",
    base: { "migrations/1_a/migration.sql": one },
    head: { "migrations/1_b/migration.sql": `${one}\n${drop}` },
    changes: [
      ["added", "migrations/1_b/migration.sql"],
      ["deleted", "migrations/1_a/migration.sql"],
    ],
  },
  {
    name: "a copy of one that stays is added, for it runs again",
    layout: "sql",
    base: { "migrations/1.sql": drop },
    head: { "migrations/1.sql": drop, "migrations/2.sql": drop },
    changes: [["added", "migrations/2.sql"]],
  },
  {
    name: "empty ones are not told for each other",
    layout: "prisma",
    base: { "migrations/1_a/migration.sql": "" },
    head: { "migrations/2_b/migration.sql": "" },
    changes: [
      ["added", "migrations/2_b/migration.sql"],
      ["deleted", "migrations/1_a/migration.sql"],
    ],
  },
  {
    name: "one that comes out of order",
    layout: "flyway",
    base: {
      "migrations/V1.9__a.sql": one,
      "migrations/V1.10__b.sql": two,
      "migrations/R__views.sql": "SELECT 1;",
    },
    head: {
      "migrations/V1.9__a.sql": one,
      "migrations/V1.9.1__c.sql": drop,
      "migrations/V1.10__b.sql": two,
      "migrations/R__views.sql": "SELECT 1;",
    },
    changes: [["added", "migrations/V1.9.1__c.sql", null, "V1.10"]],
  },
  {
    name: "one out of order that the tool does not mind",
    layout: "dbmate",
    base: { "migrations/20240102_b.sql": `-- migrate:up\n${two}` },
    head: {
      "migrations/20240101_a.sql": `-- migrate:up\n${one}`,
      "migrations/20240102_b.sql": `-- migrate:up\n${two}`,
    },
    changes: [["added", "migrations/20240101_a.sql"]],
  },
  {
    name: "one out of order in a plan",
    layout: "sqitch",
    base: { "migrations/sqitch.plan": "zebra\n", "migrations/deploy/zebra.sql": one },
    head: {
      "migrations/sqitch.plan": "yak\nzebra\nant\n",
      "migrations/deploy/zebra.sql": one,
      "migrations/deploy/ant.sql": two,
      "migrations/deploy/yak.sql": drop,
    },
    changes: [
      ["added", "migrations/deploy/yak.sql", null, "zebra"],
      ["added", "migrations/deploy/ant.sql"],
    ],
  },
  {
    name: "a reworked change by its new script alone",
    layout: "sqitch",
    base: {
      "migrations/sqitch.plan": "users\nother\n@v1\n",
      "migrations/deploy/users.sql": one,
      "migrations/deploy/other.sql": two,
    },
    head: {
      "migrations/sqitch.plan": "users\nother\n@v1\nusers [users@v1]\n",
      "migrations/deploy/users@v1.sql": one,
      "migrations/deploy/users.sql": drop,
      "migrations/deploy/other.sql": two,
    },
    changes: [
      ["renamed", "migrations/deploy/users@v1.sql", "migrations/deploy/users.sql"],
      ["added", "migrations/deploy/users.sql"],
    ],
  },
  {
    name: "one behind a file that the list lacks",
    layout: "drizzle",
    base: {
      "migrations/meta/_journal.json": '{"entries":[{"tag":"0000_a","when":1}]}',
      "migrations/0000_a.sql": one,
      "migrations/0001_abandoned.sql": two,
    },
    head: {
      "migrations/meta/_journal.json":
        '{"entries":[{"tag":"0000_a","when":1},{"tag":"0001_b","when":2}]}',
      "migrations/0000_a.sql": one,
      "migrations/0001_abandoned.sql": two,
      "migrations/0001_b.sql": drop,
    },
    changes: [["added", "migrations/0001_b.sql"]],
  },
  {
    name: "a repeatable one is never out of order",
    layout: "flyway",
    base: { "migrations/V2__a.sql": one },
    head: { "migrations/V2__a.sql": one, "migrations/R__views.sql": "SELECT 1;" },
    changes: [["added", "migrations/R__views.sql"]],
  },
  {
    name: "a submodule that moved on",
    layout: "prisma",
    base: { "migrations/1_a": { link: "submodule" } },
    head: { "migrations/1_a": { link: "symlink" } },
    changes: [["edited", "migrations/1_a"]],
  },
];

function tell(base: ReturnType<typeof migrationsOf>, head: ReturnType<typeof migrationsOf>): Told {
  return diffMigrations(base, head).map(({ status, migration, previous, sortsBefore }) => {
    const path = migration?.path ?? previous?.path ?? "";
    const from =
      migration !== null && previous !== null && previous.path !== path ? previous.path : null;
    if (sortsBefore !== null) return [status, path, from, sortsBefore];
    return from === null ? [status, path] : [status, path, from];
  });
}

describe("the difference between two commits", () => {
  it.each(cases)("tells $name", ({ layout, base, head, changes }) => {
    expect(tell(migrationsOf(layout, base), migrationsOf(layout, head))).toEqual(changes);
  });

  it("tells a folder that moved, with what was edited on the way", () => {
    const base = migrationsOf(
      "golang-migrate",
      { "db/1_a.up.sql": one, "db/2_b.up.sql": two },
      "db",
    );
    const head = migrationsOf(
      "golang-migrate",
      { "new/db/1_a.up.sql": one, "new/db/2_b.up.sql": `${two}\n${drop}` },
      "new/db",
    );
    expect(tell(base, head)).toEqual([
      ["renamed", "new/db/1_a.up.sql", "db/1_a.up.sql"],
      ["edited", "new/db/2_b.up.sql", "db/2_b.up.sql"],
    ]);
  });

  it("takes a move into a folder that runs for an added migration: its statements run there anew", () => {
    const base = [
      ...migrationsOf("sql", { "one/1.sql": drop }, "one"),
      ...migrationsOf("sql", { "two/1.sql": one }, "two"),
    ];
    const head = migrationsOf("sql", { "two/1.sql": one, "two/2.sql": drop }, "two");
    expect(tell(base, head)).toEqual([
      ["added", "two/2.sql"],
      ["deleted", "one/1.sql"],
    ]);
  });

  it("tells a binary migration that changed by its blob", () => {
    const base = migrationsOf("sql", { "migrations/1.sql": { state: "too-large", bytes: 1 } });
    const head = migrationsOf("sql", { "migrations/1.sql": { state: "too-large", bytes: 2 } });
    expect(tell(base, head)).toEqual([["edited", "migrations/1.sql"]]);
    expect(tell(base, base)).toEqual([]);
  });
});

describe("the folders that differ, by names and blobs alone", () => {
  const changed = (base: Files, head: Files): readonly string[] => {
    const known = findCandidates(treeOf(base), configurationOf());
    return changedCandidates(known, findCandidates(treeOf(head), configurationOf(), known)).map(
      ({ path }) => path,
    );
  };
  const base: Files = {
    "a/migrations/1_a.up.sql": one,
    "a/migrations/1_a.down.sql": drop,
    "b/migrations/1_b.sql": one,
    "b/Cargo.toml": "",
    "README.md": "",
  };

  it.each<readonly [name: string, head: Files, expected: readonly string[]]>([
    ["nothing", {}, []],
    ["code only", { "README.md": "changed" }, []],
    ["a down file", { "a/migrations/1_a.down.sql": "changed" }, []],
    ["a tool's own file", { "b/Cargo.toml": "changed" }, []],
    ["an edited migration", { "a/migrations/1_a.up.sql": "changed" }, ["a/migrations"]],
    ["an added migration", { "b/migrations/2_c.sql": two }, ["b/migrations"]],
    ["a migration in another language", { "b/migrations/2_c.go": "package m" }, ["b/migrations"]],
    [
      "a link in a migration's place",
      { "b/migrations/1_b.sql": { link: "symlink" } },
      ["b/migrations"],
    ],
    ["a new folder", { "c/migrations/1_c.sql": one }, ["c/migrations"]],
  ])("sees %s", (_name, head, expected) => {
    expect(changed(base, { ...base, ...head })).toEqual(expected);
  });

  it("sees a folder whose files are gone", () => {
    expect(
      changed(base, { "a/migrations/1_a.up.sql": one, "a/migrations/1_a.down.sql": drop }),
    ).toEqual(["b/migrations"]);
  });
});
