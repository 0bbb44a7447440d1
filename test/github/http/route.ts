import type { World } from "../world.ts";
import type { Permission, Token } from "./tokens.ts";

export interface RestRequest<Body> {
  readonly world: World;
  readonly token: Token;
  readonly query: URLSearchParams;
  readonly accept: string;
  /** Valid by GitHub's description. */
  readonly body: Body;
  /** A part of the path, decoded. */
  readonly parameter: (name: string) => string;
  /** The slice of a list that the query asks for; says by a Link header where the rest is. */
  readonly page: <Item>(items: readonly Item[], limits?: PageLimits) => readonly Item[];
  readonly setHeader: (name: string, value: string) => void;
}

export interface PageLimits {
  /** Without `per_page`; 30 where it is not told. */
  readonly standard?: number;
  /** 100 where it is not told. */
  readonly largest?: number;
}

export interface RestResponse {
  readonly status: number;
  /** Text and bytes are sent as they are, everything else as JSON. */
  readonly body: unknown;
  readonly contentType?: string;
}

/** One operation of GitHub's REST API. */
export interface Route {
  /** As in the description: `GET /repos/{owner}/{repo}/pulls`. */
  readonly operation: string;
  /** Any one of them is enough; none are needed for what every token may see. */
  readonly permissions: readonly Permission[];
  readonly handle: (request: RestRequest<unknown>) => Promise<RestResponse>;
}

/** Bodies are checked against the description before a handler runs: the one place that trusts that. */
export function route<Body = null>(
  operation: string,
  permissions: readonly Permission[],
  handle: (request: RestRequest<Body>) => Promise<RestResponse>,
): Route {
  return {
    operation: operation.replace(" ", " /repos/{owner}/{repo}").trimEnd(),
    permissions,
    handle: handle as Route["handle"],
  };
}

export function ok(body: unknown): RestResponse {
  return { status: 200, body };
}

export function created(body: unknown): RestResponse {
  return { status: 201, body };
}

export interface RouteMatch {
  readonly route: Route;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Parameters that may hold slashes: they take the rest of the path, up to the template's next part. */
const wideParameters = new Set(["{path}", "{ref}", "{basehead}", "{branch}"]);

/** The route of a method and path. A literal part wins over a parameter. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | null {
  const matches = routes.flatMap((candidate) => {
    const [routeMethod = "", template = ""] = candidate.operation.split(" ");
    if (routeMethod !== method) return [];
    const parameters = matchPath(template.split("/"), path.split("/"));
    return parameters === null ? [] : [{ route: candidate, parameters }];
  });
  matches.sort((a, b) => literalParts(b.route) - literalParts(a.route));
  return matches[0] ?? null;
}

function literalParts({ operation }: Route): number {
  return operation.split("/").filter((part) => !part.startsWith("{")).length;
}

function matchPath(
  template: readonly string[],
  path: readonly string[],
): Map<string, string> | null {
  const parameters = new Map<string, string>();
  let position = 0;
  for (const [index, part] of template.entries()) {
    if (!part.startsWith("{")) {
      if (path[position++] !== part) return null;
      continue;
    }
    const after = template.length - index - 1;
    const end = wideParameters.has(part) ? path.length - after : position + 1;
    if (end <= position || end > path.length) return null;
    const value = path.slice(position, end).map(decodeURIComponent).join("/");
    if (value === "" && part !== "{path}") return null;
    parameters.set(part.slice(1, -1), value);
    position = end;
  }
  return position === path.length ? parameters : null;
}
