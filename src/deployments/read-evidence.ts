import { newListing, toLiveDeployment, type Listing } from "../github/deployments.ts";
import { deploymentFilter } from "../github/deployment-filter.ts";
import { readEnvironmentNames } from "../github/environment-names.ts";
import { readEvidence as readFromGitHub, type EvidenceFacts } from "../github/evidence.ts";
import { isVacant } from "../github/vacant-environment.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { GitHubDeployments } from "../model/deployment-source.ts";
import { createNameMatcher, isPattern } from "../name-pattern.ts";
import type { DeploymentPorts, WantedEnvironment } from "./ports.ts";
import { readLive, type OtherSource } from "./read-live.ts";

/** What is asked of GitHub and of the other sources. */
export interface AskedEvidence {
  readonly pullRequests: readonly number[];
  readonly environments: readonly WantedEnvironment[];
  /** How far back earlier deployments matter, in milliseconds. */
  readonly horizon: number;
}

/**
 * The linked pull requests and what runs in the environments. Deployments that are recorded on GitHub come with the
 * pull requests in one request; a pattern costs one more, and every other source its own.
 */
export async function readEvidence(
  ports: DeploymentPorts,
  { pullRequests, environments, horizon }: AskedEvidence,
): Promise<EvidenceFacts> {
  const recorded = await Promise.all(
    environments.filter(isRecorded).map((wanted) => listingsOf(wanted, ports, horizon)),
  );
  const others = environments.filter(isOther);
  const [facts, ...live] = await Promise.all([
    readFromGitHub(ports.client, ports.repository, {
      pullRequests,
      listings: recorded.flatMap(({ listings }) => listings),
    }),
    ...others.map((wanted) => readLive(wanted, ports, horizon)),
  ]);
  return { ...facts, deployments: [...recorded.flatMap(liveOf), ...live.flat()] };
}

type RecordedEnvironment = WantedEnvironment<GitHubDeployments>;

function isRecorded(wanted: WantedEnvironment): wanted is RecordedEnvironment {
  return wanted.source.source === "deployments";
}

function isOther(wanted: WantedEnvironment): wanted is WantedEnvironment<OtherSource> {
  return wanted.source.source !== "deployments";
}

/** The environments that a name or pattern stands for. */
interface Recorded {
  readonly environment: string;
  readonly listings: readonly Listing[];
}

async function listingsOf(
  { environment, source }: RecordedEnvironment,
  { client, repository }: DeploymentPorts,
  horizon: number,
): Promise<Recorded> {
  const bounds = { accepts: deploymentFilter(source), until: horizon };
  if (!isPattern(environment)) return { environment, listings: [newListing(environment, bounds)] };
  const names = await readEnvironmentNames(client, repository);
  const meant = names.filter(createNameMatcher(environment));
  return { environment, listings: meant.map((name) => newListing(name, bounds)) };
}

function liveOf({ environment, listings }: Recorded): readonly LiveDeployment[] {
  if (!isPattern(environment)) return listings.map(toLiveDeployment);
  const inUse = listings.filter((listing) => !isVacant(listing));
  if (inUse.length > 0) return inUse.map(toLiveDeployment);
  const reason =
    listings.length === 0
      ? "no environment of the repository has such a name."
      : "nothing is deployed to any environment of such a name.";
  return [{ state: "unknown", environment, reason }];
}
