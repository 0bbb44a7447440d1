import { createClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { createEvent } from "./events.ts";
import type { EventRequest, WorkflowEvent } from "./events.ts";
import type { FileChanges } from "./git/fast-import.ts";
import { createGitRepository } from "./git/repository.ts";
import type { GitRepository } from "./git/repository.ts";
import { createApi } from "./http/api.ts";
import type { ApiState, LoggedRequest } from "./http/api.ts";
import { createFaultQueue } from "./http/faults.ts";
import type { Fault } from "./http/faults.ts";
import { startServer } from "./http/server.ts";
import type { WireRequest, WireResponse } from "./http/server.ts";
import { workflowPermissions } from "./http/tokens.ts";
import type { Permissions, Token } from "./http/tokens.ts";
import { recordPushes } from "./pushes.ts";
import { createScenario } from "./scenario/scenario.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { githubLimits } from "./world.ts";
import type { Limits, World } from "./world.ts";

export { answers } from "./http/faults.ts";
export { readOnlyPermissions, workflowPermissions } from "./http/tokens.ts";

export interface FakeGitHubOptions {
  /** `acme/shop` where it is not told. */
  readonly repository?: `${string}/${string}`;
  readonly defaultBranch?: string;
  /** The first commit's files; null for a repository without a commit. */
  readonly files?: FileChanges | null;
  /** Private where it is not told: then every read needs its permission. */
  readonly isPrivate?: boolean;
  /** ISO time at which the fake's clock starts. */
  readonly now?: string;
  /** What `github.token` may do; the sample workflow's permissions where it is not told. */
  readonly permissions?: Permissions;
  readonly limits?: Partial<Limits>;
  /** The address that links in comments point to. */
  readonly serverUrl?: string;
}

/** A GitHub with one repository, to be asked over HTTP and moved by the verbs of its scenario. */
export interface FakeGitHub extends Scenario {
  /** GITHUB_API_URL */
  readonly url: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  /** GITHUB_SERVER_URL */
  readonly serverUrl: string;
  /** GITHUB_REPOSITORY */
  readonly repository: string;
  readonly defaultBranch: string;
  /** A token of github-actions[bot]. */
  readonly token: string;
  readonly git: GitRepository;
  /** Every request so far. */
  readonly requests: readonly LoggedRequest[];
  /** Routes, fields and mutations that were asked for and are not modelled. A test asserts that there are none. */
  readonly unknownRoutes: readonly string[];
  /** Requests and answers against GitHub's description, wrong queries, and faults of the fake itself. Likewise. */
  readonly contractViolations: readonly string[];
  readonly now: () => Date;
  readonly advance: Clock["advance"];
  readonly createToken: (options: {
    readonly login?: string;
    readonly permissions?: Permissions;
    /** Other repositories that it sees, with the same permissions. */
    readonly others?: readonly string[];
  }) => string;
  /** Another private repository on the same server and clock, to be moved by the same verbs. */
  readonly addRepository: (
    repository: `${string}/${string}`,
    files: FileChanges,
  ) => Promise<Scenario>;
  /** Lets the next matching request meet a fault, or run something before it is answered. */
  readonly faultOnce: (fault: Fault) => void;
  /** Faults that nothing has met yet. */
  readonly faultsLeft: () => readonly Fault[];
  /** Runs before each request is answered; null switches it off. */
  readonly beforeRequest: (hook: ((request: LoggedRequest) => void | Promise<void>) | null) => void;
  /** How many requests are left before the primary rate limit. */
  readonly setRequestsLeft: (requests: number) => void;
  /** Forgets the log, so that the next requests can be counted. */
  readonly clearRequests: () => void;
  /** An event as a workflow run gets it. */
  readonly event: (request: EventRequest) => Promise<WorkflowEvent>;
  readonly close: () => Promise<void>;
}

export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const state: ApiState = {
    requests: [],
    unknownRoutes: [],
    contractViolations: [],
    faults: createFaultQueue(),
    tokens: new Map(),
    requestsLeft: 1000,
    beforeRequest: null,
  };
  let api: ((request: WireRequest) => Promise<WireResponse>) | null = null;
  const server = await startServer(async (request) => {
    if (api === null) throw new Error("The fake GitHub is still starting.");
    return api(request);
  });
  const world = await createWorld(options, server.url);
  const worlds: [World, ...World[]] = [world];
  api = createApi(worlds, state);
  const scenario = createScenario(world);
  const { files = { "README.md": "# Shop\n" }, permissions = workflowPermissions } = options;
  if (files !== null) await scenario.commit(world.defaultBranch, files, "Initial commit");

  const createToken: FakeGitHub["createToken"] = ({
    login = "github-actions[bot]",
    permissions: granted = workflowPermissions,
    others = [],
  }) => {
    const value = `token-${state.tokens.size + 1}`;
    const token: Token = { value, login, permissions: granted, others };
    state.tokens.set(token.value, token);
    return token.value;
  };

  return {
    ...scenario,
    url: server.url,
    graphqlUrl: `${server.url}/graphql`,
    serverUrl: world.serverUrl,
    repository: `${world.owner}/${world.name}`,
    defaultBranch: world.defaultBranch,
    token: createToken({ permissions }),
    git: world.git,
    requests: state.requests,
    unknownRoutes: state.unknownRoutes,
    contractViolations: state.contractViolations,
    now: world.clock.now,
    advance: world.clock.advance,
    createToken,
    addRepository: async (repository, own) => {
      const other = { ...(await createWorld({ repository }, server.url)), clock: world.clock };
      worlds.push(other);
      const moves = createScenario(other);
      await moves.commit(other.defaultBranch, own, "Initial commit");
      return moves;
    },
    faultOnce: state.faults.add,
    faultsLeft: state.faults.left,
    beforeRequest: (hook) => {
      state.beforeRequest = hook;
    },
    setRequestsLeft: (requests) => {
      state.requestsLeft = requests;
    },
    clearRequests: () => {
      state.requests.length = 0;
    },
    event: (request) => createEvent(world, request),
    close: async () => {
      await server.close();
      for (const one of worlds) await one.git.remove();
    },
  };
}

async function createWorld(options: FakeGitHubOptions, apiUrl: string): Promise<World> {
  const [owner = "", name = ""] = (options.repository ?? "acme/shop").split("/");
  const start = options.now ?? "2026-05-01T09:00:00Z";
  let lastId = 1000;
  let lastNumber = 0;
  const nextId = () => (lastId += 1);
  const clock = createClock(start);
  const recorded = recordPushes(await createGitRepository(), clock, nextId);
  return {
    owner,
    name,
    defaultBranch: options.defaultBranch ?? "main",
    isPrivate: options.isPrivate ?? true,
    serverUrl: options.serverUrl ?? "https://github.com",
    apiUrl,
    createdAt: start,
    git: recorded.git,
    pushes: recorded.pushes,
    clock,
    limits: { ...githubLimits, ...options.limits },
    pullRequests: new Map(),
    issues: new Map(),
    issueComments: new Map(),
    reviews: [],
    labelEvents: [],
    mergeQueue: [],
    reviewComments: [],
    statuses: new Map(),
    deployments: new Map(),
    workflowRuns: new Map(),
    releases: [],
    users: new Map(),
    roles: new Map(),
    differences: new Map(),
    patches: new Map(),
    testMerges: new Map(),
    nextId,
    nextNumber: () => (lastNumber += 1),
  };
}
