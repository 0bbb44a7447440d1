import { setTimeout as sleep } from "node:timers/promises";

import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import type { ThrottlingOptions } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";

const ThrottledOctokit = Octokit.plugin(retry, throttling);

export type Client = InstanceType<typeof ThrottledOctokit>;

/** Where the client tells of waits and requests. */
export interface Log {
  readonly debug: (message: string) => void;
  readonly warn: (message: string) => void;
}

export interface ClientOptions {
  readonly token: string;
  /** `https://api.github.com`, or `https://host/api/v3` of a server of your own. */
  readonly apiUrl: string;
  readonly log: Log;
  /** Takes the place of the built-in `fetch`, for runners behind a proxy. */
  readonly fetch?: typeof globalThis.fetch;
}

const requestTimeout = 30_000;
/** In seconds: a limit that lasts longer is told instead of waited for. */
const longestWait = 60;
const limitRetries = 2;
const serverErrorRetries = 2;
/** GitHub asks for a second between writes. In milliseconds. */
const pauseBetweenWrites = 1_000;

/**
 * A client for GitHub's REST and GraphQL. A rate limit is waited for twice at most, and only where it ends within
 * a minute; a server error is tried again twice. A write that would double when repeated asks for no retry itself.
 */
export function createClient(options: ClientOptions): Client {
  const { log } = options;
  const fetch = options.fetch ?? globalThis.fetch;
  const waitForLimit =
    (limit: string) => (retryAfter: number, _: unknown, __: unknown, count: number) => {
      const waits = count < limitRetries && retryAfter <= longestWait;
      if (waits) log.warn(`GitHub's ${limit} is reached; trying again in ${retryAfter} s.`);
      return waits;
    };
  const client = new ThrottledOctokit({
    auth: options.token,
    baseUrl: options.apiUrl.replace(/\/+$/, ""),
    userAgent: "expand-contract",
    log: { debug: log.debug, info: log.debug, warn: log.warn, error: log.debug },
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: init.signal ?? AbortSignal.timeout(requestTimeout) }),
    },
    retry: {
      retries: serverErrorRetries,
      doNotRetry: [400, 401, 403, 404, 406, 409, 410, 422, 429, 451],
    },
    throttle: {
      write: unpaced,
      notifications: unpaced,
      onRateLimit: waitForLimit("rate limit"),
      onSecondaryRateLimit: waitForLimit("secondary rate limit"),
    },
  });
  paceWrites(client);
  return client;
}

type LimiterGroup = Exclude<ThrottlingOptions["write"], undefined>;

/**
 * The throttling plugin spaces GraphQL requests by a second and comments by three, as if all of them were
 * writes. Ours only read, so its two queues let everything pass and `paceWrites` spaces the true writes.
 */
const unpaced = {
  key: () => ({ schedule: (_: unknown, task: () => Promise<void>) => task() }),
} as unknown as LimiterGroup;

function paceWrites(client: Client): void {
  let next = 0;
  client.hook.before("request", async ({ method, url }) => {
    if (method === "GET" || method === "HEAD" || url.endsWith("/graphql")) return;
    const now = Date.now();
    const start = Math.max(now, next);
    next = start + pauseBetweenWrites;
    if (start > now) await sleep(start - now);
  });
}
