import { describe, expect, test } from "vitest";
import { findRevert } from "../../src/gate/reverts.ts";

const expand = { number: 12, title: "Add users.display_name", mergeCommit: "a".repeat(40) };
const commit = (letter: string, message: string) => ({ sha: letter.repeat(40), message });

/** The history after the expand, oldest first, and the commit that takes it back. */
const histories: readonly (readonly [
  name: string,
  messages: readonly string[],
  reverting: number | null,
])[] = [
  ["nothing", [], null],
  ["other work", ["Fix a typo", "Add a report"], null],
  ["git's own line", ["Oops\n\nThis reverts commit aaaaaaa."], 0],
  [
    "the whole id",
    [`Revert "Add users.display_name"\n\nThis reverts commit ${"a".repeat(40)}.`],
    0,
  ],
  [
    "GitHub's button, squashed",
    ['Revert "Add users.display_name" (#13)\n\nReverts acme/shop#12'],
    0,
  ],
  ["GitHub's button, titled as squashed", ['Revert "Add users.display_name (#12)" (#13)'], 0],
  [
    "a merge commit of the button's pull request",
    ["Merge pull request #13 from acme/revert-12\n\nReverts #12"],
    0,
  ],
  ["the revert of another", ['Revert "Add users.age" (#13)\n\nReverts acme/shop#11'], null],
  ["a number that only begins alike", ["Reverts acme/shop#123"], null],
  [
    "reverted and brought back",
    ['Revert "Add users.display_name" (#13)', 'Revert "Revert "Add users.display_name"" (#14)'],
    null,
  ],
  [
    "brought back as git names it",
    ['Revert "Add users.display_name" (#13)', 'Reapply "Add users.display_name" (#14)'],
    null,
  ],
  [
    "brought back by a pull request that names the first one by number",
    ["Take it back (#13)\n\nReverts acme/shop#12", "Bring it back (#14)\n\nReverts acme/shop#13"],
    null,
  ],
  [
    "reverted and brought back by merge commits",
    [
      `Revert "Add users.display_name"\n\nThis reverts commit ${"a".repeat(40)}, reversing`,
      "Merge pull request #13 from acme/revert-12",
      `Revert "Revert "Add users.display_name""\n\nThis reverts commit ${"c".repeat(40)}, reversing`,
      "Merge pull request #14 from acme/revert-13",
    ],
    null,
  ],
  [
    "reverted, brought back, reverted again",
    [
      'Revert "Add users.display_name" (#13)',
      'Revert "Revert "Add users.display_name"" (#14)',
      'Revert "Add users.display_name" (#15)',
    ],
    2,
  ],
  [
    "brought back by git's own line",
    [`This reverts commit ${"a".repeat(40)}.`, `This reverts commit ${"b".repeat(40)}.`],
    null,
  ],
];

describe("a revert of the expand", () => {
  test.each(histories)("%s", (_name, messages, reverting) => {
    const commits = messages.map((message, position) => commit("bcdef"[position] ?? "0", message));
    const found = findRevert(commits, expand);
    expect(found).toEqual(reverting === null ? null : commits[reverting]);
  });
});
