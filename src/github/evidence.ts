import type { LiveDeployment } from "../model/deployment.ts";
import type { LinkedPullRequest } from "../model/pull-request.ts";
import type { Client } from "./client.ts";
import {
  deploymentsFragment,
  deploymentsOperation,
  nextRequest,
  readListings,
  takeListings,
  toLiveDeployment,
} from "./deployments.ts";
import type { Listing, ListingNodes } from "./deployments.ts";
import {
  linkedFields,
  linkedFragment,
  linkedOperation,
  linksPerRequest,
  readLinkedPullRequests,
  toLinkedPullRequest,
} from "./linked-pull-requests.ts";
import type { LinkedNodes } from "./linked-pull-requests.ts";
import { queryExisting } from "./query.ts";
import type { RepositoryName } from "./repository.ts";

/** What a gate's decision rests on. */
export interface EvidenceFacts {
  readonly pullRequests: ReadonlyMap<number, LinkedPullRequest>;
  /** In the order asked for. */
  readonly deployments: readonly LiveDeployment[];
}

/**
 * The linked pull requests and what runs in the environments, in one request. More only for over 50 links and for
 * long lists of deployments. A token that may not read deployments is an error: someone must grant it.
 */
export async function readEvidence(
  client: Client,
  repository: RepositoryName,
  asked: { readonly pullRequests: readonly number[]; readonly listings: readonly Listing[] },
): Promise<EvidenceFacts> {
  const numbers = asked.pullRequests.slice(0, linksPerRequest);
  const more = asked.pullRequests.slice(linksPerRequest);
  const { listings } = asked;
  const links = linkedFields(numbers);
  if (links === "" || listings.length === 0) {
    await readListings(client, repository, listings);
    return {
      pullRequests: await readLinkedPullRequests(client, repository, asked.pullRequests),
      deployments: listings.map(toLiveDeployment),
    };
  }
  const nodes = await readTogether(client, repository, numbers, links, listings);
  await readListings(client, repository, listings);
  return {
    pullRequests: new Map([
      ...numbers.map((number) => [number, toLinkedPullRequest(number, nodes)] as const),
      ...(await readLinkedPullRequests(client, repository, more)),
    ]),
    deployments: listings.map(toLiveDeployment),
  };
}

async function readTogether(
  client: Client,
  repository: RepositoryName,
  numbers: readonly number[],
  links: string,
  listings: readonly Listing[],
): Promise<LinkedNodes> {
  const request = nextRequest(listings);
  const data = await queryExisting<{ readonly repository: LinkedNodes & ListingNodes }>(
    client,
    {
      action: `${linkedOperation(repository, numbers).action} and ${deploymentsOperation(repository, listings).action}`,
      permission: "deployments: read",
    },
    evidenceQuery(links, request?.parameters ?? "", request?.fields ?? ""),
    { ...repository, ...request?.variables },
  );
  takeListings(listings, data.repository);
  return data.repository;
}

export function evidenceQuery(links: string, parameters: string, deployments: string): string {
  return `query Evidence($owner: String!, $name: String!${parameters}) {
  repository(owner: $owner, name: $name) {
    ${links}
    ${deployments}
  }
}
${linkedFragment}
${deploymentsFragment}`;
}
