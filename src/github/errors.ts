import { SourceError } from "../model/source-error.ts";
import { utcTime } from "./utc-time.ts";

/** What is being done, for the message when it fails. */
export interface Operation {
  /** Follows "Could not": "read the deployments of `octo/shop`". */
  readonly action: string;
  /** The least that the workflow must grant: `deployments: read`. */
  readonly permission: string;
}

/** One entry of a GraphQL answer's `errors`. */
export interface QueryError {
  readonly type: string | null;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** Runs one operation; whatever GitHub or the network refuses comes out as a `SourceError` that a person can act on. */
export async function attempt<T>(operation: Operation, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toSourceError(error, operation);
  }
}

/** A failure of GitHub or the network as a `SourceError`; a fault of our own code is left as it is. */
export function toSourceError(error: unknown, operation: Operation): unknown {
  if (error instanceof SourceError) return error;
  const cause = describe(error, operation);
  return cause === null
    ? error
    : new SourceError(`Could not ${operation.action}: ${cause}`, { cause: error });
}

/** The HTTP status of a refused request; null for every other error. */
export function statusOf(error: unknown): number | null {
  const status = field(error, "status");
  return typeof status === "number" ? status : null;
}

/** GitHub's own words, in one line without the link to its documentation. */
export function messageOf(error: unknown): string {
  const message = field(error, "message");
  const line = (typeof message === "string" ? message : String(error))
    .replace(/\s+/g, " ")
    .replace(/ - https:\/\/\S+$/, "")
    .trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** The errors of a GraphQL answer, which come with HTTP 200; none for every other error. */
export function queryErrorsOf(error: unknown): readonly QueryError[] {
  const answer = field(field(error, "response"), "data") ?? field(error, "response");
  const errors = field(error, "errors") ?? field(answer, "errors");
  if (!Array.isArray(errors)) return [];
  return errors.map((entry: unknown) => {
    const type = field(entry, "type");
    const path = field(entry, "path");
    return {
      type: typeof type === "string" ? type : null,
      message: messageOf(entry),
      path: Array.isArray(path)
        ? path.filter((part) => typeof part === "string" || typeof part === "number")
        : [],
    };
  });
}

function describe(error: unknown, operation: Operation): string | null {
  const until = limitEnd(error);
  if (until !== null) return `${until} Run the job again after that.`;
  const status = statusOf(error);
  if (field(error, "name") === "GraphqlResponseError") return describeQuery(error, operation);
  if (status === null) return null;
  if (isNetworkFailure(error))
    return `no answer from \`${hostOf(error)}\` (${messageOf(error)}). Check the network and the API address, then run the job again.`;
  if (status >= 500) return `GitHub answered ${status}. Run the job again in a few minutes.`;
  if (status === 401)
    return "the token is not valid or has expired. Check the `token` input; its default is `${{ github.token }}`.";
  if (status === 403) return describeForbidden(messageOf(error), operation);
  if (status === 404)
    return `GitHub does not find it. Either it is gone, or the token lacks \`${operation.permission}\`.`;
  if (status === 409)
    return `GitHub answered "${messageOf(error)}". A repository without a commit has nothing to read.`;
  if (status === 410)
    return `GitHub answered "${messageOf(error)}". The repository has switched this feature off.`;
  return `GitHub refused it (${status}): "${messageOf(error)}".`;
}

function describeQuery(error: unknown, operation: Operation): string {
  const [first] = queryErrorsOf(error);
  if (first === undefined) return `GitHub answered "${messageOf(error)}".`;
  if (isForbiddenQuery(first))
    return describeForbidden(first.message, {
      ...operation,
      permission: permissionFor(first, operation),
    });
  if (first.type === "NOT_FOUND")
    return `GitHub does not find it ("${first.message}"). Either it is gone, or the token lacks \`${operation.permission}\`.`;
  return `GitHub answered "${first.message}". Run the job again in a few minutes.`;
}

/** One query reads things of several permissions; the path of the refused field tells which one is missing. */
function permissionFor({ path }: QueryError, operation: Operation): string {
  if (path.includes("status")) return "statuses: read";
  return path.some((part) => part === "commits" || part === "baseRef")
    ? "contents: read"
    : operation.permission;
}

function isForbiddenQuery({ type, message }: QueryError): boolean {
  return type === "FORBIDDEN" || type === "INSUFFICIENT_SCOPES" || isInaccessible(message);
}

function describeForbidden(message: string, operation: Operation): string {
  if (/\blocked\b/i.test(message))
    return `GitHub answered "${message}". Unlock the conversation, then run the job again.`;
  if (!isInaccessible(message))
    return `GitHub answered "${message}". The token needs \`${operation.permission}\`.`;
  const grant = `the token lacks \`${operation.permission}\`. Add it under \`permissions:\` in the workflow.`;
  return operation.permission.endsWith("write")
    ? `${grant} For a pull request from a fork, \`pull_request\` gives a read-only token whatever the workflow says: use \`pull_request_target\`.`
    : grant;
}

function isInaccessible(message: string): boolean {
  return /not accessible by|must have .*(access|rights|permission)|insufficient/i.test(message);
}

/** A sentence that says until when a rate limit lasts; null where none was hit. */
function limitEnd(error: unknown): string | null {
  const status = statusOf(error);
  const limited = queryErrorsOf(error).some(({ type }) => type === "RATE_LIMITED");
  if (!limited && status !== 403 && status !== 429) return null;
  const headers = field(field(error, "response"), "headers") ?? field(error, "headers");
  const retryAfter = Number(field(headers, "retry-after"));
  const secondary = /secondary rate|abuse detection/i.test(messageOf(error));
  if (secondary || retryAfter > 0) {
    const until = utcTime(new Date(Date.now() + (retryAfter > 0 ? retryAfter : 60) * 1_000));
    return `GitHub asks this token to pause until ${until} (secondary rate limit).`;
  }
  const reset = Number(field(headers, "x-ratelimit-reset"));
  if (!limited && String(field(headers, "x-ratelimit-remaining")) !== "0" && status !== 429)
    return null;
  return reset > 0
    ? `the token's requests are used up until ${utcTime(new Date(reset * 1_000))} (rate limit).`
    : "the token's requests are used up for now (rate limit).";
}

function isNetworkFailure(error: unknown): boolean {
  return field(error, "response") === undefined && statusOf(error) === 500;
}

function hostOf(error: unknown): string {
  const url = field(field(error, "request"), "url");
  return typeof url === "string" && URL.canParse(url) ? new URL(url).host : "GitHub";
}

/** A property of foreign data; undefined where there is none. */
function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name) === undefined && !(name in value)
    ? undefined
    : Reflect.get(value, name);
}
