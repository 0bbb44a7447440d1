import type { EarlierDeployment } from "../model/deployment.ts";
import type { Client } from "./client.ts";
import { attempt, statusOf, toSourceError } from "./errors.ts";
import type { Operation } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** The newest commit of a branch; null where there is no such branch. One request. */
export async function readBranchTip(
  client: Client,
  repository: RepositoryName,
  branch: string,
): Promise<string | null> {
  try {
    const { data } = await client.rest.repos.getBranch({
      owner: repository.owner,
      repo: repository.name,
      branch,
    });
    return data.commit.sha;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw toSourceError(error, operationOf(repository, branch));
  }
}

/** What was pushed to a branch, newest first: at most the last 100 pushes, of any kind. One request. */
export async function readPushes(
  client: Client,
  repository: RepositoryName,
  branch: string,
): Promise<readonly EarlierDeployment[]> {
  const { data } = await attempt(operationOf(repository, branch), () =>
    client.rest.repos.listActivities({
      owner: repository.owner,
      repo: repository.name,
      ref: `refs/heads/${branch}`,
      per_page: 100,
    }),
  );
  return data
    .filter(({ activity_type: kind }) => kind !== "branch_deletion")
    .map(({ after, timestamp }) => ({ sha: after, since: timestamp }));
}

function operationOf(repository: RepositoryName, branch: string): Operation {
  return {
    action: `read the branch \`${branch}\` of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
}
