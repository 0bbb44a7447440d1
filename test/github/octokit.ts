import { Octokit } from "@octokit/rest";
import type { FakeGitHub } from "./fake-github.ts";

/** GitHub's own client on the fake, without retries and waits. */
export function octokit(github: FakeGitHub, token = github.token): Octokit {
  const silent = (): void => undefined;
  return new Octokit({
    auth: token,
    baseUrl: github.url,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

export const repository = { owner: "acme", repo: "shop" } as const;
