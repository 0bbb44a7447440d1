import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { resolveRef } from "../../src/git/resolve-ref.ts";
import { createGitSource } from "../../src/git/source.ts";
import type { TreeEntry } from "../../src/model/tree.ts";
import { createClone } from "./clone.ts";
import type { Clone } from "./clone.ts";

const missing = "0123456789abcdef0123456789abcdef01234567";
let clone: Clone;

beforeEach(() => {
  clone = createClone();
});
afterEach(() => clone.remove());

describe("the tree of a commit", () => {
  test("lists every file with its blob, whatever its name", async () => {
    const names = [
      "plain.sql",
      'a "quoted" name.sql',
      "line\nbreak\tand tab.sql",
      "`tick` | pipe.sql",
      "größe.sql",
      "-rf.sql",
    ];
    const commit = clone.commit(
      "names",
      Object.fromEntries(names.map((name) => [name, `-- ${name}`])),
    );
    const { entries } = await createGitSource(clone.folder).readTree(commit);
    expect(entries.map(({ path }) => path).toSorted()).toEqual(names.toSorted());
    expect(entries.find(({ path }) => path === "plain.sql")).toEqual({
      path: "plain.sql",
      sha: clone.git("hash-object", "plain.sql"),
      type: "file",
      size: 12,
    });
  });

  test("is that of the root, also from a subfolder", async () => {
    mkdirSync(clone.path("db"));
    const commit = clone.commit("two", { "db/one.sql": "1", "two.sql": "2" });
    const { entries } = await createGitSource(clone.path("db")).readTree(commit);
    expect(entries.map(({ path }) => path)).toEqual(["db/one.sql", "two.sql"]);
  });

  test("tells links and submodules from files", async () => {
    symlinkSync("/etc/passwd", clone.path("link.sql"));
    clone.commit("link", { "run.sql": "select 1" });
    clone.git("update-index", "--add", "--cacheinfo", `160000,${missing},vendor`);
    clone.git("update-index", "--chmod=+x", "run.sql");
    clone.git("commit", "--quiet", "--message", "submodule");
    const { entries } = await createGitSource(clone.folder).readTree(
      clone.git("rev-parse", "HEAD"),
    );
    expect(entries.map(({ path, type }) => [path, type])).toEqual([
      ["link.sql", "symlink"],
      ["run.sql", "file"],
      ["vendor", "submodule"],
    ]);
  });

  test("says what to do where the clone lacks the commit", async () => {
    await expect(createGitSource(clone.folder).readTree(missing)).rejects.toThrow(
      `Could not read the tree of commit \`0123456\` in \`${clone.folder}\`: the clone lacks an object. Run \`git fetch\``,
    );
  });
});

describe("blobs", () => {
  test("come as text, or with the reason why not", async () => {
    const commit = clone.commit("kinds", {
      "bom.sql": "\uFEFFselect 1;\r\n",
      "empty.sql": "",
      "image.png": Buffer.from([0x89, 0, 1]),
      "latin.sql": Buffer.from("-- gr\xF6\xDFe", "latin1"),
      "seed.sql": Buffer.alloc(5_000_001, "x"),
      "two.sql": "select 2;\nselect 3;",
    });
    const source = createGitSource(clone.folder);
    const { entries } = await source.readTree(commit);
    const expected = {
      "bom.sql": { state: "text", text: "\uFEFFselect 1;\r\n" },
      "empty.sql": { state: "text", text: "" },
      "image.png": { state: "binary" },
      "latin.sql": { state: "invalid-utf8", text: "-- gr\uFFFD\uFFFDe" },
      "seed.sql": { state: "too-large", bytes: 5_000_001 },
      "two.sql": { state: "text", text: "select 2;\nselect 3;" },
    };
    const unsized = entries.map((entry): TreeEntry => ({ ...entry, size: null }));
    for (const asked of [entries, unsized]) {
      const texts = await source.readBlobs(asked);
      expect(Object.fromEntries(entries.map(({ path, sha }) => [path, texts.get(sha)]))).toEqual(
        expected,
      );
    }
  });

  test("that the clone lacks are named", async () => {
    const entry: TreeEntry = { path: "db/1.sql", sha: missing, type: "file", size: 3 };
    await expect(createGitSource(clone.folder).readBlobs([entry])).rejects.toThrow(
      "Could not read `db/1.sql`",
    );
  });
});

describe("history", () => {
  test("tells the merge base and containment", async () => {
    const root = clone.commit("root", { "1.sql": "1" });
    clone.git("checkout", "--quiet", "-b", "feature");
    const feature = clone.commit("feature", { "2.sql": "2" });
    clone.git("checkout", "--quiet", "main");
    const main = clone.commit("main", { "3.sql": "3" });
    const source = createGitSource(clone.folder);
    expect(await source.readMergeBase(main, feature)).toBe(root);
    expect(await source.readContainment(root, main)).toEqual({ state: "contains" });
    expect(await source.readContainment(main, main)).toEqual({ state: "contains" });
    expect(await source.readContainment(main, root)).toEqual({
      state: "lacks",
      relation: "behind",
    });
    expect(await source.readContainment(feature, main)).toEqual({
      state: "lacks",
      relation: "diverged",
    });
    expect(await source.readContainment(missing, main)).toEqual({
      state: "unknown",
      reason: "The clone lacks commit `0123456`. Run `git fetch`.",
    });
  });

  test("of unrelated branches has no merge base", async () => {
    const main = clone.commit("main", { "1.sql": "1" });
    clone.git("checkout", "--quiet", "--orphan", "other");
    const other = clone.commit("other", { "2.sql": "2" });
    expect(await createGitSource(clone.folder).readMergeBase(main, other)).toBeNull();
  });

  test("lists the commits between two, oldest first, with their messages", async () => {
    const root = clone.commit("root", {});
    const one = clone.commit("Add users", {});
    const two = clone.commit(`Revert "Add users"\n\nThis reverts commit ${one}.`, {});
    const source = createGitSource(clone.folder);
    expect(await source.readCommits(root, two)).toEqual({
      state: "read",
      commits: [
        { sha: one, message: "Add users" },
        { sha: two, message: `Revert "Add users"\n\nThis reverts commit ${one}.` },
      ],
    });
    expect(await source.readCommits(two, two)).toEqual({ state: "read", commits: [] });
  });

  test("tells what lies at a path", async () => {
    const commit = clone.commit("one", { "1.sql": "1" });
    const found = await createGitSource(clone.folder).readPathsAt(commit, ["1.sql", "2.sql"]);
    expect([...found]).toEqual([
      ["1.sql", clone.git("hash-object", "1.sql")],
      ["2.sql", null],
    ]);
  });

  test("that a shallow clone does not hold is not guessed", async () => {
    clone.commit("root", { "1.sql": "1" });
    clone.git("checkout", "--quiet", "-b", "feature");
    clone.commit("feature", { "2.sql": "2" });
    clone.git("checkout", "--quiet", "main");
    clone.commit("main", { "3.sql": "3" });
    const shallow = createClone();
    try {
      shallow.git(
        "fetch",
        "--quiet",
        "--depth=1",
        pathToFileURL(clone.folder).href,
        "main:one",
        "feature:two",
      );
      const [one, two] = [shallow.git("rev-parse", "one"), shallow.git("rev-parse", "two")];
      const source = createGitSource(shallow.folder);
      await expect(source.readMergeBase(one, two)).rejects.toThrow("Run `git fetch --unshallow`.");
      expect(await source.readContainment(one, two)).toEqual({
        state: "unknown",
        reason: expect.stringContaining("git fetch --unshallow"),
      });
      expect(await source.readCommits(one, two)).toMatchObject({ state: "unknown" });
    } finally {
      shallow.remove();
    }
  });
});

describe("names of commits", () => {
  test("are resolved", async () => {
    const one = clone.commit("one", {});
    const two = clone.commit("two", {});
    clone.git("tag", "--annotate", "--message", "v1", "v1", one);
    expect(await resolveRef(clone.folder, "main")).toBe(two);
    expect(await resolveRef(clone.folder, "HEAD~1")).toBe(one);
    expect(await resolveRef(clone.folder, "v1")).toBe(one);
    expect(await resolveRef(clone.folder, two.slice(0, 10))).toBe(two);
  });

  test.each(["nope", "", "--help", "-h", "--git-dir", "main:1.sql"])(
    "%j is refused",
    async (ref) => {
      clone.commit("one", { "1.sql": "1" });
      await expect(resolveRef(clone.folder, ref)).rejects.toThrow(
        `Could not find the commit \`${ref}\``,
      );
    },
  );

  test("that only the remote has are suggested", async () => {
    const commit = clone.commit("one", {});
    clone.git("update-ref", "refs/remotes/origin/release", commit);
    await expect(resolveRef(clone.folder, "release")).rejects.toThrow("use `origin/release`");
  });

  test("outside a repository fail with the reason", async () => {
    await expect(resolveRef(tmpdir(), "main")).rejects.toThrow("it is not a git repository");
    await expect(resolveRef(clone.path("nowhere"), "main")).rejects.toThrow(
      "the folder does not exist",
    );
  });

  test("are never expressions for the source", async () => {
    await expect(createGitSource(clone.folder).readTree("--output=x")).rejects.toThrow(
      "is not a commit id",
    );
  });
});

test("nothing that the repository's configuration names is started", async () => {
  const proof = clone.path(".git/started");
  const script = clone.path(".git/script");
  writeFileSync(script, `#!/bin/sh\ntouch '${proof}'\n`, { mode: 0o755 });
  writeFileSync(clone.path(".gitattributes"), "*.sql diff=sql filter=sql\n");
  const root = clone.commit("root", { "1.sql": "1" });
  const main = clone.commit("main", { "1.sql": "2" });
  for (const name of [
    "core.fsmonitor",
    "core.pager",
    "core.sshCommand",
    "diff.external",
    "diff.sql.textconv",
    "filter.sql.smudge",
    "gpg.program",
  ])
    clone.git("config", name, script);
  clone.git("config", "log.showSignature", "true");
  const source = createGitSource(clone.folder);
  const { entries } = await source.readTree(await resolveRef(clone.folder, "main"));
  await source.readBlobs(entries);
  await source.readMergeBase(root, main);
  await source.readContainment(root, main);
  await source.readCommits(root, main);
  expect(existsSync(proof)).toBe(false);
});
