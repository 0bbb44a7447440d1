import type { Client } from "./client.ts";
import { query } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** Pins an issue; a repository has three places. `id` is GraphQL's. One request. */
export async function pinIssue(
  client: Client,
  repository: RepositoryName,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<void> {
  const operation = {
    action: `pin issue #${number} of ${quoteRepository(repository)}`,
    permission: "issues: write",
  };
  await query<unknown>(client, operation, pinMutation, { id });
}

export const pinMutation = `mutation PinIssue($id: ID!) {
  pinIssue(input: { issueId: $id }) { issue { number } }
}`;
