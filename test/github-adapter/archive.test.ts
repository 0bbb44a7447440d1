import { expect, test } from "vitest";
import { archiveBounds, readArchive } from "../../src/github/archive.ts";
import { createClient } from "../../src/github/client.ts";
import { createGitHubSource } from "../../src/github/source.ts";
import { startFakeGitHub, type FakeGitHub } from "../github/fake-github.ts";

const repository = { owner: "acme", name: "shop" };
const silent = { debug: () => undefined, warn: () => undefined };

async function withCode(
  files: Readonly<Record<string, string>>,
  use: (github: FakeGitHub, client: ReturnType<typeof createClient>) => Promise<void>,
): Promise<void> {
  const github = await startFakeGitHub({ files });
  try {
    await use(github, createClient({ token: github.token, apiUrl: github.url, log: silent }));
    expect(github.contractViolations).toEqual([]);
  } finally {
    await github.close();
  }
}

/** What is asked of GitHub to search all files of some commits, in order. */
async function search(
  github: FakeGitHub,
  client: ReturnType<typeof createClient>,
  commits: readonly string[],
) {
  const source = createGitHubSource(client, repository);
  const found: string[][] = [];
  github.clearRequests();
  for (const commit of commits) {
    const { entries } = await source.readTree(commit);
    const result = await source.searchFiles(commit, entries, ["full_name"]);
    found.push(
      result.state === "searched" ? result.found.map(({ path }) => path) : [result.reason],
    );
  }
  const asked = github.requests.map(({ operation }) => operation ?? "");
  return { found, asked: asked.filter((one) => !one.includes("/git/trees/")) };
}

const deep = `${"deep/".repeat(40)}file.ts`;

test("every file of a commit comes by its path, however long that is", async () => {
  const files = { "app/a.ts": "a", [deep]: "b", "ünï/c d.ts": "c" };
  await withCode(files, async (github, client) => {
    const seen: Record<string, string> = {};
    await readArchive(
      client,
      repository,
      await github.tip(),
      () => true,
      (path, bytes) => {
        seen[path] = bytes.toString("utf8");
      },
    );
    expect(seen).toEqual(files);
  });
});

test.each([
  ["sent", 100],
  ["unpacked", 1_000],
] as const)("an archive over the bound of what is %s is refused", async (bound, bytes) => {
  await withCode({ "app/a.ts": "x".repeat(5_000) }, async (github, client) => {
    const bounds = { ...archiveBounds, [bound]: bytes };
    const read = readArchive(
      client,
      repository,
      await github.tip(),
      () => true,
      () => undefined,
      bounds,
    );
    await expect(read).rejects.toThrow(/it has more than 0\.\d+ MB\. Judge it in a clone/);
  });
});

test("the first commit costs an archive, another one the files in which it differs", async () => {
  const files = { "app/a.ts": "SELECT Full_Name", "app/b.ts": "b", "app/c.ts": "c" };
  await withCode(files, async (github, client) => {
    const first = await github.tip();
    const second = await github.commit(
      "main",
      { "app/b.ts": "full_name", "app/a.ts": null },
      "Next",
    );
    const { found, asked } = await search(github, client, [first, second, first]);
    expect(found).toEqual([["app/a.ts"], ["app/b.ts"], ["app/a.ts"]]);
    expect(asked).toEqual(["GET /repos/{owner}/{repo}/tarball/{ref}", "graphql Blobs"]);
  });
});

test("what attributes leave out of the archive or change in it is read by itself", async () => {
  const attributes =
    "hidden/* export-ignore\nwide/* working-tree-encoding=UTF-16\ncrlf/* eol=crlf\n";
  const files = {
    ".gitattributes": attributes,
    "hidden/a.ts": "full_name",
    "wide/b.ts": "full_name\n",
    "crlf/c.ts": "full_name\n",
  };
  await withCode(files, async (github, client) => {
    const { found } = await search(github, client, [await github.tip()]);
    expect(found).toEqual([["crlf/c.ts", "hidden/a.ts", "wide/b.ts"]]);
  });
});

test("more files than one request reads that are not in the archive cannot be told", async () => {
  const many = Array.from({ length: 501 }, (_, number) => [`hidden/${number}.ts`, `${number}`]);
  const files = { ".gitattributes": "hidden/* export-ignore\n", ...Object.fromEntries(many) };
  await withCode(files, async (github, client) => {
    const { found } = await search(github, client, [await github.tip()]);
    expect(found[0]?.[0]).toContain("501 of the files");
  });
});
