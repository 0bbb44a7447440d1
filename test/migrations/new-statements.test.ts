import { describe, expect, test } from "vitest";
import { sameTexts, statementOrigins } from "../../src/migrations/new-statements.ts";

/** Migrations as `base > head` statements by letter, and what each head statement is. */
const cases: readonly (readonly [
  name: string,
  versions: readonly string[],
  origins: readonly string[],
])[] = [
  ["an added file", [" > a b"], ["new new"]],
  ["an edited file", ["a b > a c b"], ["kept new kept"]],
  ["statements in another order", ["a b > b a"], ["kept kept"]],
  ["a statement twice that stood once", ["a > a a"], ["kept new"]],
  ["a deleted file", ["a b > "], [""]],
  ["a squash", ["a > ", "b > ", " > a b"], ["", "", "moved moved"]],
  ["a squash with something new", ["a > ", "b > ", " > a c b"], ["", "", "moved new moved"]],
  ["a copy of a statement that stays", ["a > a", " > a"], ["kept", "new"]],
  ["more copies than were taken away", ["a > ", " > a a"], ["", "moved new"]],
  ["a statement from one edited file to another", ["a b > b", "c > c a"], ["kept", "kept moved"]],
];

describe("how a statement came to be there", () => {
  test.each(cases)("%s", (_name, versions, origins) => {
    const migrations = versions.map((version) => {
      const [base = [], head = []] = version
        .split(">")
        .map((side) => side.trim().split(/\s+/).filter(Boolean));
      return { base, head, repeatable: false };
    });
    expect(statementOrigins(migrations).map((one) => one.join(" "))).toEqual(origins);
  });

  test("what the tool runs again whenever its file changes is new, all of it", () => {
    const repeatable = { base: ["a"], head: ["a", "b"], repeatable: true };
    expect(statementOrigins([repeatable])).toEqual([["new", "new"]]);
  });
});

test.each([
  [["a", "b"], ["a", "b"], true],
  [["a", "b"], ["b", "a"], false],
  [["a"], ["a", "b"], false],
  [[], [], true],
])("%j and %j hold the same statements: %s", (base, head, same) => {
  expect(sameTexts(base, head)).toBe(same);
});
