import { expect, test } from "vitest";
import { createWindowFinder } from "../../src/find-windows.ts";
import { readRecentlyMerged } from "../../src/github/recently-merged.ts";
import { readClosedIssues, readOpenIssues } from "../../src/github/window-issues.ts";
import { windowLabel } from "../../src/windows/window-label.ts";
import { startAnsweringServer } from "./answering-server.ts";
import { askGitHub, repository } from "./asked-github.ts";

test("more open windows than are read are not taken for none: the gate could not tell", () =>
  askGitHub(
    async ({ github, client, count }) => {
      const open = (): number =>
        github.openIssue({ title: "Window", body: "", labels: [windowLabel] });
      while (github.issues().length < 500) open();
      expect(await readOpenIssues(client, repository, windowLabel)).toHaveLength(500);
      open();
      const policy = { conditions: [], staleAfter: 0 };
      const find = createWindowFinder({ client, repository }, policy, []);
      expect(
        await count(async () => expect(await find?.()).toMatchObject({ state: "unknown" })),
      ).toBe(5);
      await expect(readOpenIssues(client, repository, windowLabel)).rejects.toThrow(
        /More than 500 open issues of `acme\/shop` have the label `compatibility-window`.*Take it off/,
      );
      expect(await readClosedIssues(client, repository, windowLabel, null)).toEqual([]);
    },
    { permissions: { issues: "read", contents: "read", "pull-requests": "read" } },
  ));

test("merged pull requests that were not looked at are told", async () => {
  const node = {
    number: 7,
    title: "Expand",
    body: "",
    url: "",
    updatedAt: "2026-05-02T00:00:00Z",
    mergedAt: "2026-05-02T00:00:00Z",
    author: null,
    comments: { nodes: [] },
  };
  const page = (hasNextPage: boolean) => ({
    status: 200,
    body: {
      data: {
        repository: { pullRequests: { nodes: [node], pageInfo: { hasNextPage, endCursor: "c" } } },
      },
    },
  });
  for (const isWhole of [true, false]) {
    const server = await startAnsweringServer([page(true), page(!isWhole)]);
    const asked = { branch: "main", since: "2026-05-01T00:00:00Z" };
    const read = await readRecentlyMerged(server.client, repository, asked);
    await server.close();
    expect([read.isWhole, read.merged.length]).toEqual([isWhole, isWhole ? 2 : 8]);
  }
});
