import { repositoryRoles, type RepositoryRole } from "../model/waiver.ts";
import type { Client } from "./client.ts";
import { statusOf, toSourceError } from "./errors.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** Reads what a person may do in the repository now. One request. A stranger has the role `none`. */
export async function readRole(
  client: Client,
  repository: RepositoryName,
  login: string,
): Promise<RepositoryRole> {
  const operation = {
    action: `read the role of \`${login}\` in ${quoteRepository(repository)}`,
    permission: "metadata: read",
  };
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({
      owner: repository.owner,
      repo: repository.name,
      username: login,
    });
    // An organization's own role is named as it likes; the permission that it builds on is told beside it.
    return known(data.role_name) ?? known(data.permission) ?? "none";
  } catch (error) {
    if (statusOf(error) === 404) return "none";
    throw toSourceError(error, operation);
  }
}

function known(name: string): RepositoryRole | null {
  return repositoryRoles.find((role) => role === name) ?? null;
}
