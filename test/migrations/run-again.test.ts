import { expect, test } from "vitest";
import { diffMigrations } from "../../src/migrations/diff-migrations.ts";
import { isRunAgain } from "../../src/migrations/run-again.ts";
import type { LayoutName } from "../../src/model/layout.ts";
import { migrationsOf, type Files } from "./repository.ts";

const one = "CREATE TABLE a (id int);";
const two = "CREATE TABLE b (id int);";

test.each<[name: string, layout: LayoutName, base: Files, head: Files, runsAgain: boolean]>([
  ["another number", "sql", { "migrations/1_a.sql": one }, { "migrations/2_a.sql": one }, true],
  ["another name", "sql", { "migrations/1_a.sql": one }, { "migrations/1_b.sql": one }, true],
  ["another name", "goose", { "migrations/1_a.sql": one }, { "migrations/1_b.sql": one }, false],
  ["another number", "goose", { "migrations/1_a.sql": one }, { "migrations/2_a.sql": one }, true],
  [
    "another name",
    "flyway",
    { "migrations/V1__a.sql": one },
    { "migrations/V1__b.sql": one },
    false,
  ],
  ["a description", "flyway", { "migrations/R__a.sql": one }, { "migrations/R__b.sql": one }, true],
])("%s, in %s: %o to %o runs again: %s", (_name, layout, base, head, runsAgain) => {
  const before = migrationsOf(layout, base);
  const changes = diffMigrations(before, migrationsOf(layout, head));
  expect(changes.map(({ status }) => status)).toEqual(["renamed"]);
  expect(changes.map((change) => isRunAgain(change, changes, before))).toEqual([runsAgain]);
});

test.each<[name: string, head: Files, runsAgain: readonly boolean[]]>([
  ["whole", { "b/1_a.sql": one, "b/2_b.sql": two }, [false, false]],
  ["in part", { "b/1_a.sql": one }, [true]],
])("a folder that moved %s", (_name, head, runsAgain) => {
  const before = migrationsOf("sql", { "a/1_a.sql": one, "a/2_b.sql": two }, "a");
  const kept = runsAgain.length === 1 ? before.slice(1) : [];
  const after = [...kept, ...migrationsOf("sql", head, "b")];
  const changes = diffMigrations(before, after);
  expect(changes.map((change) => isRunAgain(change, changes, before))).toEqual(runsAgain);
});

test.each<
  [name: string, head: readonly [tag: string, when: number][], runsAgain: readonly boolean[]]
>([
  [
    "the newest time goes up",
    [
      ["0000_a", 1],
      ["0001_b", 3],
    ],
    [true],
  ],
  [
    "an old time goes behind the newest",
    [
      ["0001_b", 2],
      ["0000_a", 3],
    ],
    [true],
  ],
  [
    "an old time stays before the newest",
    [
      ["0000_a", 1.5],
      ["0001_b", 2],
    ],
    [],
  ],
  [
    "the order alone changes",
    [
      ["0001_b", 2],
      ["0000_a", 1],
    ],
    [],
  ],
])("in Drizzle's journal %s", (_name, head, runsAgain) => {
  const filesWith = (entries: readonly (readonly [string, number])[]): Files => ({
    "migrations/0000_a.sql": one,
    "migrations/0001_b.sql": two,
    "migrations/meta/_journal.json": JSON.stringify({
      entries: entries.map(([tag, when]) => ({ tag, when })),
    }),
  });
  const before = migrationsOf(
    "drizzle",
    filesWith([
      ["0000_a", 1],
      ["0001_b", 2],
    ]),
  );
  const changes = diffMigrations(before, migrationsOf("drizzle", filesWith(head)));
  expect(changes.map((change) => isRunAgain(change, changes, before))).toEqual(runsAgain);
});
