import { executeGraphql } from "../graphql/execute.ts";
import { archiveAt } from "../rest/archives.ts";
import { routes } from "../rest/routes.ts";
import type { World } from "../world.ts";
import { ApiError, notFound } from "./api-error.ts";
import { checkRequest, checkResponse } from "./contract.ts";
import { answers } from "./faults.ts";
import type { Fault, FaultQueue } from "./faults.ts";
import { paginate } from "./pagination.ts";
import { matchRoute } from "./route.ts";
import type { RouteMatch } from "./route.ts";
import type { WireRequest, WireResponse } from "./server.ts";
import { isAllowed } from "./tokens.ts";
import type { Permission, Token } from "./tokens.ts";

/** One request as the log keeps it. */
export interface LoggedRequest {
  readonly kind: "rest" | "graphql";
  readonly method: string;
  /** With its query, as it was asked. */
  readonly path: string;
  /** `GET /repos/{owner}/{repo}`, `graphql PullRequest`; null for an unknown route. */
  readonly operation: string | null;
  readonly body: unknown;
  /** Null where the connection was cut. */
  status: number | null;
  /** Whether a fault took the place of the answer. */
  isFault: boolean;
}

/** What a test looks at and turns. */
export interface ApiState {
  readonly requests: LoggedRequest[];
  readonly unknownRoutes: string[];
  readonly contractViolations: string[];
  readonly faults: FaultQueue;
  readonly tokens: Map<string, Token>;
  /** Requests that are left before the primary rate limit. */
  requestsLeft: number;
  beforeRequest: ((request: LoggedRequest) => void | Promise<void>) | null;
}

const hourlyRequests = 1000;

/** Serves the first world, and the others to tokens that see them. */
export function createApi(
  worlds: readonly [World, ...World[]],
  state: ApiState,
): (request: WireRequest) => Promise<WireResponse> {
  const [first] = worlds;
  return async (request) => {
    const url = new URL(request.url);
    url.pathname = apiPath(url.pathname);
    // Another host than the API's at GitHub: it asks for no token and counts for no limit.
    for (const one of worlds) {
      const archive = await archiveAt(one, url.pathname);
      if (archive !== null) return { ...archive, headers: { date: one.clock.now().toUTCString() } };
    }
    const isGraphql = url.pathname === "/graphql";
    const world = worldOf(request, url);
    const match = isGraphql ? null : matchRoute(routes, request.method, restPath(world, url));
    const operation = isGraphql ? graphqlOperation(request.body) : (match?.route.operation ?? null);
    const logged: LoggedRequest = {
      kind: isGraphql ? "graphql" : "rest",
      method: request.method,
      path: `${url.pathname}${url.search}`,
      operation,
      body: request.body,
      status: null,
      isFault: false,
    };
    state.requests.push(logged);
    await state.beforeRequest?.(logged);

    const text = isGraphql
      ? `graphql ${queryText(request.body)}`
      : `${request.method} ${logged.path}`;
    const fault = state.faults.take({ operation, text });
    await fault?.before?.();
    logged.isFault = fault?.status !== undefined || fault?.reset === true;
    const response = await (
      logged.isFault && fault !== null ? faultResponse(fault) : answer(request, url, world, match)
    ).catch((error: unknown) => refusal(error, operation ?? text));
    logged.status = response.reset === true ? null : response.status;
    const date = world.clock.now().toUTCString();
    return { ...response, headers: { date, ...rateHeaders(isGraphql), ...response.headers } };
  };

  /** The repository that is asked for, where the token sees it; else the first, which then has another name. */
  function worldOf(request: WireRequest, url: URL): World {
    const asked = namedRepository(request, url);
    const token = state.tokens.get(bearerOf(request) ?? "");
    return (
      worlds.find((one) => {
        const name = `${one.owner}/${one.name}`;
        const isSeen = one === first || token?.others?.includes(name) === true;
        return isSeen && name.toLowerCase() === asked;
      }) ?? first
    );
  }

  async function answer(
    request: WireRequest,
    url: URL,
    world: World,
    match: RouteMatch | null,
  ): Promise<WireResponse> {
    const isGraphql = url.pathname === "/graphql";
    const token = authenticate(request);
    if (state.requestsLeft <= 0) {
      return faultResponse(isGraphql ? answers.graphqlRateLimit() : answers.primaryRateLimit());
    }
    state.requestsLeft -= 1;
    if (isGraphql) return executeGraphql(world, token, request, state);
    if (match === null) {
      state.unknownRoutes.push(`${request.method} ${url.pathname}`);
      throw new ApiError(501, `The fake GitHub has no route ${request.method} ${url.pathname}`);
    }
    return answerRest(request, url, world, match, token);
  }

  async function answerRest(
    request: WireRequest,
    url: URL,
    world: World,
    { route, parameters }: RouteMatch,
    token: Token,
  ): Promise<WireResponse> {
    violated(
      route.operation,
      checkRequest(route.operation, parameters, url.searchParams, request.body),
    );
    const parameter = (name: string): string => {
      const value = parameters.get(name);
      if (value === undefined) throw new Error(`${route.operation} has no parameter ${name}.`);
      return value;
    };
    const named = `${parameter("owner")}/${parameter("repo")}`.toLowerCase();
    if (named !== `${world.owner}/${world.name}`.toLowerCase()) throw notFound();
    if (!isAllowed(token, route.permissions, world.isPrivate)) {
      throw new ApiError(403, "Resource not accessible by integration", {
        headers: { "x-accepted-github-permissions": acceptedPermissions(route.permissions) },
      });
    }
    const headers: Record<string, string> = {};
    const response = await route.handle({
      world,
      token,
      query: url.searchParams,
      accept: request.headers.accept ?? "",
      body: request.body,
      parameter,
      page: (items, limits) => {
        const page = paginate(
          items,
          new URL(`${world.apiUrl}${url.pathname}${url.search}`),
          limits,
        );
        if (page.link !== null) headers["link"] = page.link;
        return page.items;
      },
      setHeader: (name, value) => {
        headers[name] = value;
      },
    });
    if (response.contentType === undefined) {
      violated(route.operation, checkResponse(route.operation, response.status, response.body));
    }
    return { ...response, headers };
  }

  function authenticate(request: WireRequest): Token {
    const value = bearerOf(request);
    if (value === undefined) throw new ApiError(401, "Requires authentication");
    const token = state.tokens.get(value);
    if (token === undefined) throw new ApiError(401, "Bad credentials");
    return token;
  }

  function violated(operation: string, violations: readonly string[]): void {
    if (violations.length === 0) return;
    const messages = violations.map((violation) => `${operation}: ${violation}`);
    state.contractViolations.push(...messages);
    throw new ApiError(500, `Against GitHub's description: ${messages.join("; ")}`);
  }

  /** Refusals pass; a fault of the fake itself is told as a violation, so that no test overlooks it. */
  function refusal(error: unknown, operation: string): WireResponse {
    if (error instanceof ApiError) {
      return { status: error.status, body: error.body, headers: error.headers };
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    state.contractViolations.push(`${operation}: the fake GitHub failed: ${message}`);
    return { status: 500, body: { message: `The fake GitHub failed: ${message}` }, headers: {} };
  }

  function rateHeaders(isGraphql: boolean): Record<string, string> {
    return {
      "x-github-media-type": "github.v3; format=json",
      "x-github-request-id": `FAKE:${state.requests.length}`,
      "x-ratelimit-limit": String(hourlyRequests),
      "x-ratelimit-remaining": String(Math.max(0, state.requestsLeft)),
      "x-ratelimit-used": String(hourlyRequests - Math.max(0, state.requestsLeft)),
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 3600),
      "x-ratelimit-resource": isGraphql ? "graphql" : "core",
    };
  }
}

async function faultResponse(
  fault: Pick<Fault, "status" | "headers" | "body" | "reset">,
): Promise<WireResponse> {
  return {
    status: fault.status ?? 500,
    headers: fault.headers ?? {},
    body: fault.body ?? null,
    ...(typeof fault.body === "string" ? { contentType: "text/html; charset=utf-8" } : {}),
    ...(fault.reset === true ? { reset: true } : {}),
  };
}

/** A server of one's own has `/api/v3` and `/api/graphql`. */
function apiPath(path: string): string {
  return path === "/api/graphql" ? "/graphql" : path.replace(/^\/api\/v3(?=\/)/, "");
}

/** Page links name the repository by its id. */
function restPath(world: World, url: URL): string {
  return url.pathname.replace(/^\/repositories\/\d+/, `/repos/${world.owner}/${world.name}`);
}

function bearerOf(request: WireRequest): string | undefined {
  return /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
}

/** `owner/name` in lower case, from the path or the variables of a query; null where none is named. */
function namedRepository(request: WireRequest, url: URL): string | null {
  const path = /^\/repos\/([^/]+\/[^/]+)/.exec(url.pathname)?.[1];
  if (path !== undefined) return decodeURIComponent(path).toLowerCase();
  const { body } = request;
  if (typeof body !== "object" || body === null || !("variables" in body)) return null;
  const variables = body.variables as { readonly owner?: unknown; readonly name?: unknown } | null;
  return `${String(variables?.owner)}/${String(variables?.name)}`.toLowerCase();
}

function acceptedPermissions(permissions: readonly Permission[]): string {
  return permissions.map((permission) => permission.replace("-", "_").replace(":", "=")).join("; ");
}

function queryText(body: unknown): string {
  return typeof body === "object" && body !== null && "query" in body ? String(body.query) : "";
}

function graphqlOperation(body: unknown): string {
  const name = /\b(?:query|mutation)\s+(\w+)/.exec(queryText(body))?.[1];
  return name === undefined ? "graphql" : `graphql ${name}`;
}
