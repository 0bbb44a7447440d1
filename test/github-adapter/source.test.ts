import { describe, expect, test } from "vitest";

import { createGitHubSource } from "../../src/github/source.ts";
import type { TreeEntry } from "../../src/model/tree.ts";
import { answers } from "../github/fake-github.ts";
import { askGitHub, repository } from "./asked-github.ts";

const missing = "0123456789abcdef0123456789abcdef01234567";

describe("the tree of a commit", () => {
  test("takes one request, and no second one", () =>
    askGitHub(
      async ({ github, client, count }) => {
        const source = createGitHubSource(client, repository);
        const sha = await github.tip();
        expect(
          await count(async () => {
            const { entries } = await source.readTree(sha);
            expect(entries.map(({ path, type, size }) => [path, type, size])).toEqual([
              ["db/a\nb.sql", "file", 9],
              ["db/link.sql", "symlink", 8],
              ["run.sh", "file", 2],
              ["vendor", "submodule", null],
            ]);
            await source.readTree(sha);
          }),
        ).toBe(1);
      },
      {
        files: {
          "db/a\nb.sql": "select 1;",
          "db/link.sql": { symlink: "../x.sql" },
          "run.sh": { executable: "ls" },
          vendor: { submodule: missing },
        },
      },
    ));

  test("over GitHub's limit is walked", () =>
    askGitHub(
      async ({ github, client, count }) => {
        let paths: string[] = [];
        const requests = await count(async () => {
          const { entries } = await createGitHubSource(client, repository).readTree(
            await github.tip(),
          );
          paths = entries.map(({ path }) => path).toSorted();
        });
        expect(paths).toEqual(["a/1", "a/2", "a/3", "b/c/1", "b/c/2", "b/d/1", "b/d/2", "z"]);
        expect(requests).toBeLessThanOrEqual(7);
      },
      {
        limits: { treeEntries: 4 },
        files: {
          "a/1": "1",
          "a/2": "2",
          "a/3": "3",
          "b/c/1": "1",
          "b/c/2": "2",
          "b/d/1": "1",
          "b/d/2": "2",
          z: "z",
        },
      },
    ));

  test("of an empty repository or a missing commit is an error that says so", () =>
    askGitHub(
      async ({ client }) => {
        await expect(createGitHubSource(client, repository).readTree(missing)).rejects.toThrow(
          "Could not read the tree of commit `0123456` of `acme/shop`: ",
        );
      },
      { files: null },
    ));
});

describe("blobs", () => {
  test("come as text, or with the reason why not", () =>
    askGitHub(
      async ({ github, client, count }) => {
        const source = createGitHubSource(client, repository);
        const { entries } = await source.readTree(await github.tip());
        let texts: ReadonlyMap<string, unknown> = new Map();
        // One for the small ones, one for the large one, one for the bytes that are no UTF-8.
        expect(await count(async () => (texts = await source.readBlobs(entries)))).toBe(3);
        expect(Object.fromEntries(entries.map(({ path, sha }) => [path, texts.get(sha)]))).toEqual({
          "bom.sql": { state: "text", text: "\uFEFFselect 1;\r\n" },
          "copy.sql": { state: "text", text: "\uFEFFselect 1;\r\n" },
          "empty.sql": { state: "text", text: "" },
          "image.png": { state: "binary" },
          "large.sql": { state: "text", text: "x".repeat(600_000) },
          "latin.sql": { state: "invalid-utf8", text: "gr\uFFFD\uFFFDe" },
          "seed.sql": { state: "too-large", bytes: 5_000_001 },
        });
        expect(await count(() => source.readBlobs(entries))).toBe(0);
      },
      {
        files: {
          "bom.sql": "\uFEFFselect 1;\r\n",
          "copy.sql": "\uFEFFselect 1;\r\n",
          "empty.sql": "",
          "image.png": Buffer.from([0x89, 0, 1]),
          "large.sql": "x".repeat(600_000),
          "latin.sql": Buffer.from("gr\xF6\xDFe", "latin1"),
          "seed.sql": "x".repeat(5_000_001),
        },
      },
    ));

  test("of a size that the tree did not tell are read as well", () =>
    askGitHub(
      async ({ github, client }) => {
        const source = createGitHubSource(client, repository);
        const { entries } = await source.readTree(await github.tip());
        const unsized = entries.map((entry): TreeEntry => ({ ...entry, size: null }));
        expect([...(await source.readBlobs(unsized)).values()]).toEqual([
          { state: "text", text: "y".repeat(600_000) },
          { state: "too-large", bytes: 5_000_001 },
        ]);
      },
      { files: { "1.sql": "y".repeat(600_000), "2.sql": "x".repeat(5_000_001) } },
    ));

  const many = Object.fromEntries(
    Array.from({ length: 1_200 }, (_, file) => [`${file}.sql`, `select ${file};`]),
  );

  test("are read 500 at a time", () =>
    askGitHub(
      async ({ github, client, count }) => {
        const source = createGitHubSource(client, repository);
        const { entries } = await source.readTree(await github.tip());
        let texts: ReadonlyMap<string, unknown> = new Map();
        expect(await count(async () => (texts = await source.readBlobs(entries)))).toBe(3);
        for (const { path, sha } of entries)
          expect(texts.get(sha)).toEqual({ state: "text", text: many[path] });
      },
      { files: many },
    ));

  test("are read in halves where the server takes too long", () =>
    askGitHub(
      async ({ github, client, count }) => {
        const source = createGitHubSource(client, repository);
        const { entries } = await source.readTree(await github.tip());
        github.faultOnce({ route: "graphql Blobs", ...answers.graphqlTimeout() });
        const requests = await count(async () => {
          expect((await source.readBlobs(entries.slice(0, 400))).size).toBe(400);
        });
        expect(requests).toBe(3);
      },
      { files: many },
    ));

  test("that are gone are named", () =>
    askGitHub(async ({ client }) => {
      const entry: TreeEntry = { path: "db/1.sql", sha: missing, type: "file", size: 3 };
      await expect(createGitHubSource(client, repository).readBlobs([entry])).rejects.toThrow(
        "Could not read `db/1.sql` of `acme/shop`: GitHub has no blob",
      );
    }));
});

describe("history", () => {
  test("tells the merge base and containment, one request each", () =>
    askGitHub(async ({ github, client, count }) => {
      const root = await github.tip();
      await github.branch("feature", "main");
      const feature = await github.commit("feature", { a: "a" }, "Feature");
      const main = await github.commit("main", { b: "b" }, "Main");
      const source = createGitHubSource(client, repository);
      expect(
        await count(async () => {
          expect(await source.readMergeBase(main, feature)).toBe(root);
          expect(await source.readContainment(root, main)).toEqual({ state: "contains" });
          expect(await source.readContainment(main, root)).toEqual({
            state: "lacks",
            relation: "behind",
          });
          expect(await source.readContainment(feature, main)).toEqual({
            state: "lacks",
            relation: "diverged",
          });
          expect(await source.readContainment(main, main)).toEqual({ state: "contains" });
        }),
      ).toBe(4);
      expect(await source.readContainment(root, missing)).toEqual({
        state: "unknown",
        reason: expect.stringContaining("one of the two commits is gone"),
      });
      await expect(source.readMergeBase(root, missing)).rejects.toThrow("GitHub does not find it");
    }));

  test("lists the commits between two, oldest first, over all pages", () =>
    askGitHub(async ({ github, client, count }) => {
      const from = await github.tip();
      for (let number = 1; number <= 101; number += 1)
        await github.commit("main", { a: `${number}` }, `Number ${number}\n\nbody`);
      const to = await github.tip();
      const source = createGitHubSource(client, repository);
      let range: unknown;
      expect(await count(async () => (range = await source.readCommits(from, to)))).toBe(2);
      const messages = Array.from({ length: 101 }, (_, at) =>
        expect.objectContaining({
          message: expect.stringMatching(new RegExp(`^Number ${at + 1}\n`)),
        }),
      );
      expect(range).toEqual({ state: "read", commits: messages });
      expect(await source.readCommits(to, to)).toEqual({ state: "read", commits: [] });
      expect(await source.readCommits(from, missing)).toMatchObject({ state: "unknown" });
    }));

  test("tells what lies at a path, in one request", () =>
    askGitHub(
      async ({ github, client, count }) => {
        const source = createGitHubSource(client, repository);
        const sha = await github.tip();
        const { entries } = await source.readTree(sha);
        let found: ReadonlyMap<string, string | null> = new Map();
        const paths = ['db/"1".sql', "db/2.sql"];
        expect(await count(async () => (found = await source.readPathsAt(sha, paths)))).toBe(1);
        expect([...found]).toEqual([
          ['db/"1".sql', entries[0]?.sha],
          ["db/2.sql", null],
        ]);
        await expect(source.readPathsAt(missing, paths)).rejects.toThrow("the commit is gone");
      },
      { files: { 'db/"1".sql': "select 1;" } },
    ));
});
