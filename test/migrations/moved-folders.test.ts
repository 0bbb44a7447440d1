import { describe, expect, test } from "vitest";
import { changedCandidates } from "../../src/migrations/changed-folders.ts";
import { findCandidates } from "../../src/migrations/find-folders.ts";
import { followMoves, pairMovedFolders } from "../../src/migrations/moved-folders.ts";
import { configurationOf, treeOf, type Files } from "./repository.ts";

const a = { "a/migrations/001_users.sql": "users", "a/migrations/002_age.sql": "age" };

/** Pairs as `base -> heads`, `-` where there is none. */
function pairsOf(base: Files, head: Files): readonly string[] {
  const [before, after] = [treeOf(base), treeOf(head)];
  const known = findCandidates(before, configurationOf());
  const expected = [...known, ...followMoves(known, before, after)];
  const changed = changedCandidates(known, findCandidates(after, configurationOf(), expected));
  return pairMovedFolders(changed).map(({ base: from, heads }) => {
    const to = heads.filter(({ entries }) => entries.length > 0).map(({ path }) => path);
    return `${from?.path ?? "-"} -> ${to.join(" ") || "-"}`;
  });
}

/** The same files below another folder, edited where told. */
function movedTo(folder: string, files: Files, edit = ""): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path.replace("a/migrations", folder),
      `${String(text)}${edit}`,
    ]),
  );
}

const cases: readonly (readonly [
  name: string,
  base: Files,
  head: Files,
  pairs: readonly string[],
])[] = [
  ["a file was added", a, { ...a, "a/migrations/003.sql": "x" }, ["a/migrations -> a/migrations"]],
  ["a new folder beside it", a, { ...a, "b/migrations/001.sql": "x" }, ["- -> b/migrations"]],
  ["a move", a, movedTo("b/migrations", a), ["a/migrations -> b/migrations"]],
  [
    "a move with every file edited",
    a,
    movedTo("b/migrations", a, " "),
    ["a/migrations -> b/migrations"],
  ],
  ["a move to a name that says nothing", a, movedTo("b/things", a), ["a/migrations -> b/things"]],
  ["the same, edited", a, movedTo("b/things", a, " "), ["a/migrations -> b/things"]],
  [
    "a move among many new files",
    a,
    {
      ...movedTo("b/migrations", a),
      ...Object.fromEntries([3, 4, 5, 6, 7].map((n) => [`b/migrations/00${n}_x.sql`, `x${n}`])),
    },
    ["a/migrations -> b/migrations"],
  ],
  [
    "a squash in another place",
    a,
    { "b/migrations/0001_init.sql": "all" },
    ["a/migrations -> b/migrations"],
  ],
  [
    "a move to two places",
    a,
    { "b/migrations/001_users.sql": "users", "c/migrations/002_age.sql": "age" },
    ["a/migrations -> b/migrations c/migrations"],
  ],
  [
    "a file that left for a folder that stays by itself",
    { ...a, "b/migrations/001_x.sql": "x" },
    {
      "a/migrations/001_users.sql": "users",
      "b/migrations/001_x.sql": "x",
      "b/migrations/002_age.sql": "age",
    },
    ["a/migrations -> a/migrations", "b/migrations -> b/migrations"],
  ],
  ["a folder that was deleted", a, { "README.md": "x" }, ["a/migrations -> -"]],
  [
    "old files put away where nothing runs, beside a squash",
    a,
    { ...movedTo("a/old", a), "a/migrations/010_all.sql": "all" },
    ["a/migrations -> a/migrations"],
  ],
  [
    "one of two databases given up, with the same names",
    { ...movedTo("db/mysql/migrations", a, " in MySQL"), ...movedTo("db/pg/migrations", a) },
    movedTo("db/migrations", a),
    ["db/mysql/migrations -> -", "db/pg/migrations -> db/migrations"],
  ],
  ["a copy", a, { ...a, ...movedTo("b/migrations", a) }, ["- -> b/migrations"]],
];

describe("where a folder's migrations went", () => {
  test.each(cases)("%s", (_name, base, head, pairs) => {
    expect(pairsOf(base, head)).toEqual(pairs);
  });
});
