import { expect, test } from "vitest";
import { shortPaths } from "../../src/report/short-paths.ts";

test("a path is shown by the shortest end that tells it from the others", () => {
  expect([
    ...shortPaths([
      "db/migrations/0042_rename.sql",
      "prisma/migrations/20240501_add/migration.sql",
      "prisma/migrations/20240502_drop/migration.sql",
      "db/migrations/0042_rename.sql",
    ]),
  ]).toEqual([
    ["db/migrations/0042_rename.sql", "0042_rename.sql"],
    ["prisma/migrations/20240501_add/migration.sql", "20240501_add/migration.sql"],
    ["prisma/migrations/20240502_drop/migration.sql", "20240502_drop/migration.sql"],
  ]);
});

test("paths that are alike for long are shown whole", () => {
  const paths = ["a/1/2/3/4/m.sql", "b/1/2/3/4/m.sql"];
  expect([...shortPaths(paths)]).toEqual(paths.map((path) => [path, path]));
});
