import { afterEach, describe, expect, test } from "vitest";
import { startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub, FakeGitHubOptions } from "./fake-github.ts";
import { octokit, repository } from "./octokit.ts";

let github: FakeGitHub;

async function start(options: FakeGitHubOptions = {}) {
  github = await startFakeGitHub(options);
  return octokit(github).rest;
}

afterEach(async () => {
  expect(github.contractViolations).toEqual([]);
  expect(github.unknownRoutes).toEqual([]);
  await github.close();
});

function migrations(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `db/${String(index).padStart(4, "0")}.sql`,
      `SELECT ${index};\n`,
    ]),
  );
}

describe("pages", () => {
  test("hold 30 items, 100 at most, and name the next one by a link that works", async () => {
    const rest = await start();
    await github.openPullRequest({ title: "Many", files: migrations(130) });
    const pull = { ...repository, pull_number: 1 };
    const standard = await rest.pulls.listFiles(pull);
    const large = await rest.pulls.listFiles({ ...pull, per_page: 500 });
    const last = await rest.pulls.listFiles({ ...pull, per_page: 100, page: 2 });
    const all = await octokit(github).paginate(rest.pulls.listFiles, pull);

    expect(standard.data).toHaveLength(30);
    expect(standard.headers.link).toContain('rel="next"');
    expect(large.data).toHaveLength(100);
    expect(last.data).toHaveLength(30);
    expect(last.headers.link).not.toContain('rel="next"');
    expect(all.map((file) => file.filename)).toEqual(Object.keys(migrations(130)));
  });

  test("of a pull request's files end at the limit", async () => {
    const rest = await start({ limits: { pullRequestFiles: 40 } });
    await github.openPullRequest({ title: "Many", files: migrations(60) });
    const pull = { ...repository, pull_number: 1 };
    const files = await octokit(github).paginate(rest.pulls.listFiles, { ...pull, per_page: 100 });
    const { data } = await rest.pulls.get(pull);

    expect(files).toHaveLength(40);
    expect(data.changed_files).toBe(60);
  });
});

describe("a pull request's files", () => {
  test("have no patch where it is large or binary, and tell renames", async () => {
    const rest = await start({
      files: { "db/1.sql": "SELECT 1;\nSELECT 2;\nSELECT 3;\n", "db/old.sql": "DROP TABLE a;\n" },
    });
    await github.openPullRequest({
      title: "All kinds",
      files: {
        "db/1.sql": null,
        "db/01.sql": "SELECT 1;\nSELECT 2;\nSELECT 3;\n",
        "db/old.sql": null,
        "db/large.sql": "INSERT INTO t VALUES (1);\n".repeat(30_000),
        "db/binary.sql": Buffer.from([0, 1, 2]),
        "db/small.sql": "SELECT 5;\n",
      },
    });
    const { data } = await rest.pulls.listFiles({ ...repository, pull_number: 1 });
    const shown = data.map(({ filename, status, patch, previous_filename }) => [
      filename,
      status,
      patch ?? null,
      previous_filename ?? null,
    ]);

    expect(shown).toEqual([
      ["db/01.sql", "renamed", null, "db/1.sql"],
      ["db/binary.sql", "added", null, null],
      ["db/large.sql", "added", null, null],
      ["db/old.sql", "removed", "@@ -1 +0,0 @@\n-DROP TABLE a;", null],
      ["db/small.sql", "added", "@@ -0,0 +1 @@\n+SELECT 5;", null],
    ]);
  });

  test("as one diff are refused above 300", async () => {
    const rest = await start();
    await github.openPullRequest({ title: "Few", files: migrations(2) });
    await github.openPullRequest({ title: "Many", files: migrations(301) });
    const diff = (number: number) =>
      rest.pulls.get({ ...repository, pull_number: number, mediaType: { format: "diff" } });

    expect((await diff(1)).data).toContain("diff --git a/db/0000.sql b/db/0000.sql");
    await expect(diff(2)).rejects.toMatchObject({ status: 406 });
  });
});

describe("compare", () => {
  test.each([
    ["identical", "main", "main", 0, 0],
    ["ahead", "start", "main", 1, 0],
    ["behind", "main", "start", 0, 1],
    ["diverged", "main", "side", 2, 1],
  ])("tells %s", async (status, base, head, ahead, behind) => {
    const rest = await start();
    await github.branch("start", "main");
    await github.branch("side", "main");
    await github.commit("side", { "a.sql": "SELECT 1;\n" }, "First");
    await github.commit("side", { "b.sql": "SELECT 2;\n" }, "Second");
    await github.commit("main", { "c.sql": "SELECT 3;\n" }, "Other");
    const { data } = await rest.repos.compareCommitsWithBasehead({
      ...repository,
      basehead: `${base}...${head}`,
    });

    expect(data).toMatchObject({
      status,
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
    });
    expect(data.merge_base_commit.sha).toBe(
      status === "behind" || status === "diverged" || status === "ahead"
        ? await github.tip("start")
        : await github.tip("main"),
    );
  });

  test("has its files on the first page only, 300 at most", async () => {
    const rest = await start({ limits: { compareFiles: 5 } });
    await github.branch("start", "main");
    for (const name of ["one", "two", "three"]) {
      await github.commit("main", { [`${name}/a.sql`]: "", [`${name}/b.sql`]: "" }, name);
    }
    const compare = async (page: number) => {
      const { data } = await rest.repos.compareCommitsWithBasehead({
        ...repository,
        basehead: "start...main",
        per_page: 2,
        page,
      });
      return data;
    };

    expect(await compare(1).then(({ files, commits }) => [files?.length, commits.length])).toEqual([
      5, 2,
    ]);
    expect(await compare(2).then(({ files, commits }) => [files, commits.length])).toEqual([
      undefined,
      1,
    ]);
  });

  test("knows no commit that is not there, and no histories without a common ancestor", async () => {
    const rest = await start();
    const compare = (basehead: string) =>
      rest.repos.compareCommitsWithBasehead({ ...repository, basehead });
    const tree = await github.git.print("rev-parse", "main^{tree}");
    const author = { name: "mona", email: "mona@example.com", date: "2026-01-01T00:00:00Z" };
    const orphan = await github.git.commitTree({ tree, parents: [], message: "Orphan", author });

    await expect(compare(`main...${"1".repeat(40)}`)).rejects.toMatchObject({ status: 404 });
    await expect(compare(`main...${orphan}`)).rejects.toThrow(/No common ancestor/);
  });
});

describe("trees", () => {
  const files = { "db/a/1.sql": "1", "db/a/2.sql": "22", "db/b/1.sql": "1", "README.md": "#" };

  test("list files, links and submodules with modes and sizes", async () => {
    const rest = await start({
      files: { ...files, link: { symlink: "README.md" }, sub: { submodule: "1".repeat(40) } },
    });
    const { data } = await rest.git.getTree({ ...repository, tree_sha: "main", recursive: "1" });

    expect(data.sha).toBe(await github.tip());
    expect(data.truncated).toBe(false);
    expect(data.tree.map(({ path, mode, type, size }) => [path, mode, type, size])).toEqual([
      ["README.md", "100644", "blob", 1],
      ["db", "040000", "tree", undefined],
      ["db/a", "040000", "tree", undefined],
      ["db/a/1.sql", "100644", "blob", 1],
      ["db/a/2.sql", "100644", "blob", 2],
      ["db/b", "040000", "tree", undefined],
      ["db/b/1.sql", "100644", "blob", 1],
      ["link", "120000", "blob", 9],
      ["sub", "160000", "commit", undefined],
    ]);
  });

  test("are truncated above the limit, and can be walked by the ids of their folders", async () => {
    const rest = await start({ files, limits: { treeEntries: 3 } });
    const whole = await rest.git.getTree({ ...repository, tree_sha: "main", recursive: "1" });
    const top = await rest.git.getTree({ ...repository, tree_sha: "main" });
    const folder = top.data.tree.find(({ path }) => path === "db");
    const below = await rest.git.getTree({ ...repository, tree_sha: folder?.sha ?? "" });

    expect([whole.data.truncated, whole.data.tree.length]).toEqual([true, 3]);
    expect([top.data.truncated, top.data.tree.length]).toEqual([false, 2]);
    expect(below.data.tree.map(({ path }) => path)).toEqual(["a", "b"]);
  });

  test("of an empty repository give a conflict", async () => {
    const rest = await start({ files: null });
    await expect(rest.git.getTree({ ...repository, tree_sha: "main" })).rejects.toMatchObject({
      status: 409,
    });
  });
});

test("contents are told as base64, raw, as a folder, without content above 1 MB, and through a link", async () => {
  const rest = await start({
    files: {
      "a/config.yml": "x: ä\n",
      "large.sql": "-".repeat(1_100_000),
      link: { symlink: "a/config.yml" },
    },
  });
  const get = async (path: string) => (await rest.repos.getContent({ ...repository, path })).data;
  const raw = await rest.repos.getContent({
    ...repository,
    path: "a/config.yml",
    mediaType: { format: "raw" },
  });

  expect(await get("a/config.yml")).toMatchObject({
    type: "file",
    encoding: "base64",
    content: `${Buffer.from("x: ä\n").toString("base64")}\n`,
  });
  expect(raw.data).toBe("x: ä\n");
  expect(await get("a")).toMatchObject([
    { type: "file", name: "config.yml", path: "a/config.yml" },
  ]);
  expect(await get("large.sql")).toMatchObject({ encoding: "none", content: "", size: 1_100_000 });
  expect(await get("link")).toMatchObject({ type: "file", size: 6 });
  await expect(get("missing")).rejects.toMatchObject({ status: 404 });
});

test("blobs are told byte by byte", async () => {
  const bytes = Buffer.from([0x53, 0xff, 0x00, 0x0a]);
  const rest = await start({ files: { "bytes.sql": bytes } });
  const { data } = await rest.git.getTree({ ...repository, tree_sha: "main" });
  const blob = await rest.git.getBlob({ ...repository, file_sha: data.tree[0]?.sha ?? "" });

  expect(Buffer.from(blob.data.content, "base64")).toEqual(bytes);
  await expect(rest.git.getBlob({ ...repository, file_sha: "1".repeat(40) })).rejects.toMatchObject(
    {
      status: 404,
    },
  );
});
