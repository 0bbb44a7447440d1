import { describe, expect, test } from "vitest";
import { ownersOfPath } from "../../src/facts/code-owners.ts";
import { parseIdentity, renderIdentity } from "../../src/windows/identity.ts";
import { parseShownPlans, renderShownPlans } from "../../src/windows/shown-plans.ts";
import { parseWindowLines } from "../../src/windows/window-lines.ts";

const shape = (column: string) => ({ schema: "public", relation: "users", column });

const hostile = "a --> <b> `|` \u202e";

test("names cannot end the hidden line that they stand in", () => {
  const pair = { old: shape(hostile), new: shape("-->") };
  const identity = { ...pair, expand: 1, openedAt: "2026-05-03T13:00:00Z", owners: ["mona"] };
  const line = renderIdentity(identity);
  expect(line.indexOf("-->")).toBe(line.length - 3);
  expect(parseIdentity(`before\n${line}\nafter`)).toEqual(identity);
  expect(parseShownPlans(renderShownPlans([pair]).join("\n"))).toEqual([pair]);
});

test.each(["", "null", "[]", '{"expand":"1"}', '{"expand":1,"old":1}', "{"])(
  "a broken marker %j is no window",
  (json) => {
    expect(parseIdentity(`<!-- expand-contract:window ${json} -->`)).toBeNull();
  },
);

describe("a line of a description", () => {
  test.each([
    [
      "Compatibility-Window: users.a -> users.b",
      [{ kind: "opens", old: "users.a", new: "users.b" }],
    ],
    ["- **compatibility-window:** `a` → `b`", [{ kind: "opens", old: "a", new: "b" }]],
    [
      "Compatibility-Window: #45, #46 and #47",
      [45, 46, 47].map((number) => ({ kind: "refers", number })),
    ],
    ["Compatibility-Window: none", []],
    ["Window: 22:00 -> 23:00", []],
  ])("%j", (line, expected) => {
    expect(parseWindowLines([line])).toEqual(expected);
  });
});

describe("the owners of a migration", () => {
  const path = "db/migrations/002_add.sql";

  test.each([
    ["* @all\n*.sql @sql", ["sql"]],
    ["/db/ @octavia @acme/data # ours\n*.ts @web", ["octavia", "acme/data"]],
    ["db/* @shallow", []],
    ["db/migrations/* @deep", ["deep"]],
    ["* @all\n/db/", []],
    ["* someone@example.com @mona", ["mona"]],
  ])("%j", (codeOwners, owners) => {
    expect(ownersOfPath(codeOwners, path)).toEqual(owners);
  });
});
