import type { Client } from "./client.ts";
import { attempt } from "./errors.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

export type Reaction = "+1" | "confused" | "eyes";

/** Answers a comment by a reaction; one that is there already stays. One request. */
export async function react(
  client: Client,
  repository: RepositoryName,
  commentId: string,
  reaction: Reaction,
): Promise<void> {
  const operation = {
    action: `react to a comment in ${quoteRepository(repository)}`,
    permission: "pull-requests: write",
  };
  await attempt(operation, () =>
    client.rest.reactions.createForIssueComment({
      owner: repository.owner,
      repo: repository.name,
      comment_id: Number(commentId),
      content: reaction,
    }),
  );
}
