import type { LiveDeployment } from "../model/deployment.ts";
import type { Client } from "./client.ts";
import type { Operation } from "./errors.ts";
import { liveDeployment } from "./live-deployment.ts";
import type { DeploymentStatusRecord } from "./live-deployment.ts";
import { query } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** An environment without any success among so many requests' deployments is told as unknown. */
const mostRounds = 10;

/**
 * What runs in each environment, in the order asked for: one request for all of them, and more only while one
 * has no success that is old enough among its newest 100 deployments, or a deployment has more than ten statuses. A token without
 * `deployments: read` is an error that says so: someone must grant it.
 */
export async function readLiveDeployments(
  client: Client,
  repository: RepositoryName,
  environments: readonly string[],
): Promise<readonly LiveDeployment[]> {
  const listings = environments.map((environment) => newListing(environment));
  await readListings(client, repository, listings);
  return listings.map(toLiveDeployment);
}

/** Reads on until every listing tells what runs, or the bound is reached. */
export async function readListings(
  client: Client,
  repository: RepositoryName,
  listings: readonly Listing[],
): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const request = nextRequest(listings);
    if (request === null) return;
    const data = await query<ListingData>(
      client,
      deploymentsOperation(repository, listings),
      listingQuery(request),
      { ...repository, ...request.variables },
    );
    takeListings(listings, data.repository);
    takeStatuses(listings, data);
  }
}

export function deploymentsOperation(
  repository: RepositoryName,
  listings: readonly Listing[],
): Operation {
  const names = listings.map(({ environment }) => `\`${environment}\``).join(", ");
  return {
    action: `read the deployments to ${names} of ${quoteRepository(repository)}`,
    permission: "deployments: read",
  };
}

/** Which deployments of an environment count, and how many of them are needed. */
export interface ListingBounds {
  readonly accepts: (deployment: DeploymentNode) => boolean;
  /** Reading goes on to a success that is as old, in milliseconds. */
  readonly until: number;
}

/** What was read so far of one environment: the deployments that count. */
export interface Listing extends ListingBounds {
  readonly environment: string;
  readonly deployments: DeploymentNode[];
  /** Where the next page starts; undefined before the first, null after the last. */
  next: string | null | undefined;
}

/** Where nothing is said, every deployment counts, and the newest that succeeded is enough. */
export function newListing(
  environment: string,
  { accepts = () => true, until = Infinity }: Partial<ListingBounds> = {},
): Listing {
  return { environment, accepts, until, deployments: [], next: undefined };
}

export function toLiveDeployment(listing: Listing): LiveDeployment {
  const { environment, deployments } = listing;
  const cut = deployments.find(({ statuses }) => statuses.pageInfo.hasNextPage);
  if (cut !== undefined)
    return {
      state: "unknown",
      environment,
      reason: `The deployment of \`${cut.commitOid.slice(0, 7)}\` to \`${environment}\` has more statuses than are read.`,
    };
  const records = deployments.map((node) => ({
    id: node.databaseId ?? 0,
    sha: node.commitOid,
    createdAt: node.createdAt,
    abandoned: node.state === "ABANDONED",
    statuses: toStatuses(node),
  }));
  return liveDeployment(environment, records, listing.next === null);
}

/** GitHub promises no order: the latest status tells which end is the new one, its time settles the rest. */
function toStatuses(node: DeploymentNode): DeploymentStatusRecord[] {
  const newestFirst = node.statuses.nodes[0]?.id === node.latestStatus?.id;
  const nodes = newestFirst ? node.statuses.nodes.toReversed() : node.statuses.nodes;
  return nodes
    .map(({ state, environment, createdAt }) => ({
      state: stateNames[state],
      environment: environment === "" ? null : environment,
      createdAt,
    }))
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}

const stateNames = {
  ERROR: "error",
  FAILURE: "failure",
  INACTIVE: "inactive",
  IN_PROGRESS: "in_progress",
  PENDING: "pending",
  QUEUED: "queued",
  SUCCESS: "success",
  WAITING: "waiting",
} as const;

/** The parts of the next GraphQL request. */
export interface ListingRequest {
  /** ", $e0: String!, …", to follow other variables. */
  readonly parameters: string;
  /** Fields of the repository. */
  readonly fields: string;
  /** Fields of the query. */
  readonly statusFields: string;
  readonly variables: Readonly<Record<string, string | null>>;
}

/** What is still needed to tell what runs; null where nothing is. */
export function nextRequest(listings: readonly Listing[]): ListingRequest | null {
  const parameters: string[] = [];
  const fields: string[] = [];
  const statusFields: string[] = [];
  const variables: Record<string, string | null> = {};
  listings.forEach((listing, position) => {
    const found = listing.deployments.some(({ statuses }) =>
      statuses.nodes.some(
        ({ state, createdAt }) => state === "SUCCESS" && Date.parse(createdAt) <= listing.until,
      ),
    );
    if (listing.next !== null && !found) {
      parameters.push(`$e${position}: String!, $a${position}: String`);
      fields.push(
        `e${position}: deployments(environments: [$e${position}], first: 100, after: $a${position}, orderBy: { field: CREATED_AT, direction: DESC }) { ...deployments }`,
      );
      variables[`e${position}`] = listing.environment;
      variables[`a${position}`] = listing.next ?? null;
    }
  });
  cutDeployments(listings).forEach((node, position) => {
    parameters.push(`$d${position}: ID!, $s${position}: String`);
    statusFields.push(
      `d${position}: node(id: $d${position}) { ... on Deployment { id statuses(first: 100, after: $s${position}) { ...statuses } } }`,
    );
    variables[`d${position}`] = node.id;
    variables[`s${position}`] = node.statuses.pageInfo.endCursor;
  });
  if (fields.length + statusFields.length === 0) return null;
  return {
    parameters: parameters.map((parameter) => `, ${parameter}`).join(""),
    fields: fields.join("\n    "),
    statusFields: statusFields.join("\n  "),
    variables,
  };
}

function cutDeployments(listings: readonly Listing[]): DeploymentNode[] {
  return listings.flatMap(({ deployments }) =>
    deployments.filter(({ statuses }) => statuses.pageInfo.hasNextPage),
  );
}

export function listingQuery({ parameters, fields, statusFields }: ListingRequest): string {
  return `query Deployments($owner: String!, $name: String!${parameters}) {
  repository(owner: $owner, name: $name) {
    id
    ${fields}
  }
  ${statusFields}
}
${fields === "" ? statusesFragment : deploymentsFragment}`;
}

const statusesFragment = `fragment statuses on DeploymentStatusConnection {
  nodes { id state environment createdAt }
  pageInfo { hasNextPage endCursor }
}`;

export const deploymentsFragment = `fragment deployments on DeploymentConnection {
  nodes {
    id databaseId commitOid createdAt state task payload creator { login }
    latestStatus { id }
    statuses(first: 10) { ...statuses }
  }
  pageInfo { hasNextPage endCursor }
}
${statusesFragment}`;

/** Under `e<position>`. */
export type ListingNodes = Readonly<Record<`e${number}`, Page<DeploymentNode> | undefined>>;

interface ListingData {
  readonly repository: ListingNodes;
  readonly [node: `d${number}`]: {
    readonly id: string;
    readonly statuses: Page<StatusNode>;
  } | null;
}

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface DeploymentNode {
  readonly id: string;
  readonly databaseId: number | null;
  readonly commitOid: string;
  readonly createdAt: string;
  readonly state: string | null;
  readonly task: string | null;
  /** JSON. */
  readonly payload: string | null;
  /** A bot's login lacks the `[bot]` that people read. */
  readonly creator: { readonly login: string } | null;
  readonly latestStatus: { readonly id: string } | null;
  statuses: Page<StatusNode>;
}

interface StatusNode {
  readonly id: string;
  readonly state: keyof typeof stateNames;
  readonly environment: string | null;
  readonly createdAt: string;
}

/** Adds an answer's pages to the listings. */
export function takeListings(listings: readonly Listing[], nodes: ListingNodes): void {
  listings.forEach((listing, position) => {
    const page = nodes[`e${position}`];
    if (page === undefined) return;
    listing.deployments.push(...page.nodes.filter(listing.accepts));
    listing.next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  });
}

function takeStatuses(listings: readonly Listing[], data: ListingData): void {
  cutDeployments(listings).forEach((deployment, position) => {
    const page = data[`d${position}`]?.statuses;
    if (page === undefined) return;
    deployment.statuses = {
      nodes: [...deployment.statuses.nodes, ...page.nodes],
      pageInfo: page.pageInfo,
    };
  });
}
