import { expect, vi } from "vitest";

import { createClient } from "../../src/github/client.ts";
import type { Client } from "../../src/github/client.ts";
import type { PullRequestMarks } from "../../src/github/pull-request.ts";
import { startFakeGitHub } from "../github/fake-github.ts";
import type { FakeGitHub, FakeGitHubOptions } from "../github/fake-github.ts";

// Real git and real pauses: a busy machine must not fail a test.
vi.setConfig({ testTimeout: 60_000 });

export const repository = { owner: "acme", name: "shop" };

export const marks: PullRequestMarks = {
  configurationPath: ".github/expand-contract.yml",
  statusContext: "expand-contract",
  commentMarker: "<!-- expand-contract -->",
  reviewMarker: "<!-- expand-contract review -->",
};

/** A fake GitHub and a client that asks it. */
export interface AskedGitHub {
  readonly github: FakeGitHub;
  readonly client: Client;
  /** A client with another token. */
  readonly clientOf: (token: string) => Client;
  /** How many requests something makes. */
  readonly count: (run: () => Promise<unknown>) => Promise<number>;
}

/** Runs a test against a GitHub of its own, and sees that it asked for nothing that GitHub does not have. */
export async function askGitHub(
  run: (asked: AskedGitHub) => Promise<void>,
  options: FakeGitHubOptions = {},
): Promise<void> {
  const github = await startFakeGitHub(options);
  const clientOf = (token: string) =>
    createClient({
      token,
      apiUrl: github.url,
      log: { debug: () => undefined, warn: () => undefined },
    });
  try {
    await run({
      github,
      client: clientOf(github.token),
      clientOf,
      count: async (counted) => {
        const before = github.requests.length;
        await counted();
        return github.requests.length - before;
      },
    });
    expect(github.unknownRoutes).toEqual([]);
    expect(github.contractViolations).toEqual([]);
    expect(github.faultsLeft()).toEqual([]);
  } finally {
    await github.close();
  }
}
