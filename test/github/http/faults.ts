/** What a request meets instead of, or before, its answer. */
export interface Fault {
  /**
   * Which requests: an operation (`POST statuses/{sha}`, `GET /repos/{owner}/{repo}`), `graphql`, `graphql` and
   * words that the query holds (`graphql deployments(`), `*`, or an expression on
   * `POST /repos/acme/shop/statuses/abc` or on `graphql` and the query's text.
   */
  readonly route: string | RegExp;
  /** Without a status (and without `reset`) the request goes on after `before`. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as HTML, everything else as JSON. */
  readonly body?: unknown;
  /** The connection is cut without an answer. */
  readonly reset?: boolean;
  /** How many requests it meets: 1 where it is not told. */
  readonly times?: number;
  /** How many matching requests pass before it. */
  readonly after?: number;
  /** Runs before the answer, e.g. to push while someone reads. */
  readonly before?: () => void | Promise<void>;
}

export interface FaultQueue {
  readonly add: (fault: Fault) => void;
  /** The fault that a request meets now; null for none. */
  readonly take: (request: FaultTarget) => Fault | null;
  /** Faults that nothing has met: a test that set one wants to know. */
  readonly left: () => readonly Fault[];
}

export interface FaultTarget {
  /** `POST /repos/{owner}/{repo}/statuses/{sha}`, `graphql PullRequest`; null for an unknown route. */
  readonly operation: string | null;
  /** What an expression is tested on. */
  readonly text: string;
}

export function createFaultQueue(): FaultQueue {
  const waiting: { fault: Fault; times: number; after: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, times: fault.times ?? 1, after: fault.after ?? 0 });
    },
    take: (target) => {
      for (const entry of waiting) {
        if (entry.times === 0 || !matches(entry.fault.route, target)) continue;
        if (entry.after > 0) {
          entry.after -= 1;
          continue;
        }
        entry.times -= 1;
        return entry.fault;
      }
      return null;
    },
    left: () => waiting.filter((entry) => entry.times > 0).map((entry) => entry.fault),
  };
}

function matches(route: string | RegExp, target: FaultTarget): boolean {
  if (route instanceof RegExp) return route.test(target.text);
  if (route === "*") return true;
  if (/^graphql\b/.test(route)) {
    const isGraphql = target.operation?.startsWith("graphql") === true;
    return isGraphql && target.text.includes(route.slice("graphql".length).trim());
  }
  const operation = route.replace(/^([A-Z]+) (?!\/)/, "$1 /repos/{owner}/{repo}/");
  return operation === target.operation;
}

type Answer = Pick<Fault, "status" | "headers" | "body" | "reset">;

/** Answers that GitHub gives when something is wrong, word by word. */
export const answers = {
  primaryRateLimit: (resetInSeconds = 3600): Answer => ({
    status: 403,
    headers: {
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + resetInSeconds),
    },
    body: {
      message: "API rate limit exceeded for installation ID 20260501.",
      documentation_url:
        "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting",
      status: "403",
    },
  }),
  secondaryRateLimit: (retryAfterSeconds: number | null = 60, status: 403 | 429 = 403): Answer => ({
    status,
    headers: retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) },
    body: {
      message:
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      documentation_url:
        "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
      status: String(status),
    },
  }),
  forbidden: (): Answer => ({
    status: 403,
    body: {
      message: "Resource not accessible by integration",
      documentation_url: "https://docs.github.com/rest",
      status: "403",
    },
  }),
  notFound: (): Answer => ({
    status: 404,
    body: {
      message: "Not Found",
      documentation_url: "https://docs.github.com/rest",
      status: "404",
    },
  }),
  serverError: (status: 500 | 502 | 503 | 504 = 502): Answer => ({
    status,
    body: "<!DOCTYPE html><html><body><p>We had issues producing the response to your request.</p></body></html>",
  }),
  /** The primary limit in GraphQL comes with HTTP 200. */
  graphqlRateLimit: (resetInSeconds = 3600): Answer => ({
    status: 200,
    headers: {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + resetInSeconds),
    },
    body: {
      errors: [
        {
          type: "RATE_LIMITED",
          message: "API rate limit exceeded for installation ID 20260501.",
        },
      ],
    },
  }),
  graphqlError: (message: string, type?: string): Answer => ({
    status: 200,
    body: { data: null, errors: [{ ...(type === undefined ? {} : { type }), message }] },
  }),
  graphqlTimeout: (): Answer => ({
    status: 502,
    body: {
      data: null,
      errors: [
        {
          message:
            "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `0000:00` when reporting this issue.",
        },
      ],
    },
  }),
  connectionReset: (): Answer => ({ reset: true }),
} as const;
