import { expect, test } from "vitest";
import { findOverlaps } from "../../src/gate/overlaps.ts";
import type { Claim, OtherClaim } from "../../src/model/claim.ts";

const folder = {
  path: "db",
  layout: "sql",
  dialect: "postgresql",
  databaseVersion: 15,
  foundBy: "configuration",
} as const;

const own: Claim = {
  folder,
  path: "db/7_drop.sql",
  sha: "a",
  version: "7",
  contracts: ["public.users.full_name"],
};

function other(values: Partial<OtherClaim>): OtherClaim {
  return { number: 31, path: "db/9.sql", sha: "b", version: null, contracts: [], ...values };
}

const drop = (object: string) => ({ object, description: `drop ${object}` });

test.each([
  ["the same object, without its schema", other({ contracts: [drop("users.full_name")] }), 1],
  ["the table of the column", other({ contracts: [drop("Users")] }), 1],
  ["another column", other({ contracts: [drop("users.name")] }), 0],
  ["a table whose name begins alike", other({ contracts: [drop("users_old")] }), 0],
  ["the same version", other({ version: "7" }), 1],
  ["another version", other({ version: "8" }), 0],
  [
    "the same file, as in a stacked one",
    { ...other({ version: "7" }), path: own.path, sha: own.sha },
    0,
  ],
  ["both", other({ version: "7", contracts: [drop("users.full_name")] }), 2],
])("%s", (_name, theirs, count) => {
  const found = findOverlaps([own], [theirs]);
  expect(found).toHaveLength(count);
  expect(found.every(({ pullRequest }) => pullRequest === 31)).toBe(true);
});

test("a path cannot leave its quotation, and ten others are enough", () => {
  const path = "db/7_`#1`\n@all.sql";
  const many = Array.from({ length: 30 }, (_, at) => other({ number: at + 1, version: "7", path }));
  const found = findOverlaps([own], many);
  expect(found).toHaveLength(10);
  expect(found[0]?.message).not.toMatch(/\n|`#1`/);
});
