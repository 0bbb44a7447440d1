import { describe, expect, test } from "vitest";

import { commentableLines } from "../../src/github/diff-lines.ts";
import { namedNumbers } from "../../src/github/merge-group.ts";

test("a comment can stand on the lines of the new file that a patch shows", () => {
  const patch = [
    "@@ -1,3 +1,4 @@ CREATE TABLE users (",
    " a",
    "+b",
    " c",
    " d",
    "@@ -10 +11 @@",
    "-@@ -1 +99 @@ in the text",
    "+x",
    "@@ -20,2 +20,0 @@",
    "-y",
    "-z",
  ].join("\n");
  expect(commentableLines(patch)).toEqual([
    { first: 1, last: 4 },
    { first: 11, last: 11 },
  ]);
  expect(commentableLines("@@ -0,0 +1 @@\n+one line")).toEqual([{ first: 1, last: 1 }]);
  expect(commentableLines("")).toEqual([]);
});

describe("the numbers that a merge group names", () => {
  test.each<readonly [string, readonly string[], readonly number[]]>([
    ["refs/heads/gh-readonly-queue/main/pr-104-0a1b2c", [], [104]],
    [
      "refs/heads/gh-readonly-queue/release/v1/pr-7-0a1b2c",
      ["Add users (#5)", "Drop names (#7)\n\nSee #3"],
      [7, 5],
    ],
    [
      "refs/heads/gh-readonly-queue/main/pr-9-0a",
      ["Merge pull request #8 from octo/pr-1-ab\n\nAdd users", "Merge pull request #9 from octo/b"],
      [9, 8],
    ],
    ["refs/heads/main", ["After #12 (see #13) it is safe", "(#99999999999)", "(#0)"], []],
  ])("%s", (headRef, messages, numbers) => {
    expect(namedNumbers(headRef, messages)).toEqual(numbers);
  });
});
