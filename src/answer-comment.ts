import * as core from "@actions/core";
import type { CommentWork } from "./event.ts";
import { parseCommands } from "./gate/parse-commands.ts";
import { readPullRequest } from "./github/pull-request.ts";
import { react, type Reaction } from "./github/reactions.ts";
import { judgeAndPublish, marks, type Judged } from "./judge-and-publish.ts";
import type { PersonsComment } from "./model/pull-request.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result } from "./model/verdict.ts";
import type { RunAddress } from "./publish.ts";
import type { Target } from "./reconcile.ts";

/** One person may ask this often on one pull request in this time. */
const mostQuestions = 5;
const timeOfQuestions = 10 * 60_000;

/**
 * Judges the pull request of a comment again, and answers by a reaction: 👍 done, 😕 not understood, not allowed or too
 * often; why stands in our comment. The comment's text is read again: an event may be old.
 */
export async function answerComment(
  target: Target,
  { number, commentId }: CommentWork,
  address: RunAddress,
  touched: Set<number>,
): Promise<Judged | null> {
  const facts = await readPullRequest(target.client, target.repository, number, marks);
  const comment = facts?.comments.find(({ id }) => id === commentId);
  if (facts?.state !== "open" || comment === undefined) {
    core.info(`Comment ${commentId} on #${number} asks for nothing.`);
    return null;
  }
  if (isTooOften(comment, facts.comments)) {
    core.info(`\`${comment.author}\` asked more than ${mostQuestions} times in ten minutes.`);
    await answer(target, commentId, "confused");
    return null;
  }
  const judged = await judgeAndPublish(target, number, address, touched);
  await answer(target, commentId, reactionTo(comment, judged?.result ?? null));
  return judged;
}

function isTooOften(comment: PersonsComment, comments: readonly PersonsComment[]): boolean {
  const since = Date.parse(comment.at) - timeOfQuestions;
  const recent = comments.filter(
    ({ author, at }) => author === comment.author && Date.parse(at) > since,
  );
  return recent.length > mostQuestions;
}

function reactionTo({ id, body }: PersonsComment, result: Result | null): Reaction {
  if (parseCommands(body).some(({ kind }) => kind === "unknown")) return "confused";
  const isRefused = result?.waivers.some(
    ({ source, state }) => source.kind === "comment" && source.id === id && state !== "granted",
  );
  return isRefused === true ? "confused" : "+1";
}

/** Without the reaction the answer is still in our comment. */
async function answer(target: Target, commentId: string, reaction: Reaction): Promise<void> {
  try {
    await react(target.client, target.repository, commentId, reaction);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    core.warning(error.message);
  }
}
