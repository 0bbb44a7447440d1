import type { Client } from "./client.ts";
import { statusOf, toSourceError } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/**
 * The commit that a (short) commit id or a tag names; null where there is none, or more than one. At most one request.
 * A branch that has the name of another commit does not count for it.
 */
export async function resolveCommit(
  client: Client,
  repository: RepositoryName,
  name: string,
): Promise<string | null> {
  const id = name.toLowerCase();
  if (/^[0-9a-f]{40}$/.test(id)) return id;
  const isShort = /^[0-9a-f]{7,39}$/.test(id);
  try {
    const { data } = await client.rest.repos.getCommit({
      owner: repository.owner,
      repo: repository.name,
      ref: isShort ? id : `tags/${name}`,
      per_page: 1,
    });
    return !isShort || data.sha.startsWith(id) ? data.sha : null;
  } catch (error) {
    if ([404, 409, 422].includes(statusOf(error) ?? 0)) return null;
    throw toSourceError(error, {
      action: `look up \`${name}\` in ${quoteRepository(repository)}`,
      permission: "contents: read",
    });
  }
}
