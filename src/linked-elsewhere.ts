import type { DeploymentPorts } from "./deployments/ports.ts";
import { readEvidence } from "./deployments/read-evidence.ts";
import type { FoundElsewhere, FoundLink } from "./facts/link-facts.ts";
import { requiredEnvironments } from "./facts/required-environments.ts";
import { linkName } from "./gate/link-names.ts";
import { readTipOf } from "./github/branch-tip.ts";
import { readPatches } from "./github/patches.ts";
import { createGitHubSource } from "./github/source.ts";
import type { ConfiguredRepository } from "./model/configuration.ts";
import type { Link } from "./model/link.ts";
import { SourceError } from "./model/source-error.ts";

/**
 * Looks up links to pull requests of other repositories. Only those that the configuration names count: anybody could
 * make a repository in which a pull request of the right kind is merged and deployed.
 */
export async function findElsewhere(
  ports: DeploymentPorts,
  repositories: readonly ConfiguredRepository[],
  links: readonly Link[],
  horizon: number,
): Promise<readonly FoundLink[]> {
  const byRepository = new Map<string, Link[]>();
  for (const link of links) {
    const name = (link.repository ?? "").toLowerCase();
    byRepository.set(name, [...(byRepository.get(name) ?? []), link]);
  }
  const found = await Promise.all(
    [...byRepository].map(([name, own]) => {
      const configured = repositories.find((one) => one.name.toLowerCase() === name);
      return configured === undefined
        ? own.map((link) => foundLink(link, { state: "elsewhere" }))
        : readRepository(ports, configured, own, horizon);
    }),
  );
  return found.flat();
}

async function readRepository(
  ports: DeploymentPorts,
  configured: ConfiguredRepository,
  links: readonly Link[],
  horizon: number,
): Promise<readonly FoundLink[]> {
  const [owner = "", name = ""] = configured.name.split("/");
  const repository = { owner, name };
  const client = ports.elsewhere;
  try {
    const branch = await readTipOf(client, repository, configured.branch);
    if (branch === null)
      throw new SourceError(
        `There is no branch \`${configured.branch ?? ""}\` in \`${configured.name}\`. Correct \`repositories\` in the configuration.`,
      );
    const { pullRequests, deployments } = await readEvidence(
      { ...ports, client, repository },
      {
        pullRequests: [...new Set(links.map(({ number }) => number))],
        environments: configured.environments.map((environment) => ({
          environment,
          source: configured.deployments,
        })),
        horizon,
      },
    );
    const required = requiredEnvironments(
      { environments: configured.environments, processes: [] },
      deployments,
    );
    const isIn = <Place extends { readonly environment: string }>(place: Place): Place => ({
      ...place,
      environment: `${place.environment} of ${configured.name}`,
    });
    const elsewhere: FoundElsewhere = {
      source: createGitHubSource(client, repository),
      tip: branch.sha,
      ground: { branch: branch.name, environments: required.map(isIn) },
      deployments: deployments.map(isIn),
      readPatches: ({ number }) => readPatches(client, repository, number),
    };
    return links.map((link) => ({
      ...foundLink(link, pullRequests.get(link.number) ?? { state: "not-found" }),
      elsewhere,
    }));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const reason = `${error.message} Give the input \`read-token\` a token that may read \`${configured.name}\`: contents, pull-requests and deployments.`;
    return links.map((link) => foundLink(link, { state: "unknown", reason }));
  }
}

function foundLink(link: Link, pullRequest: FoundLink["pullRequest"]): FoundLink {
  return { link, name: linkName(link), pullRequest };
}
