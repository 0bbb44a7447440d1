import { ApiError } from "./http/api-error.ts";
import { patchLines } from "./git/diff.ts";
import { pullRequestBase, shownPatches } from "./pull-request-facts.ts";
import type { PullRequest, ReviewComment, World } from "./world.ts";

/** A comment on a line as the API takes it. */
export interface NewReviewComment {
  readonly path: string;
  readonly body: string;
  readonly line?: number;
  readonly side?: string;
  readonly start_line?: number;
  readonly start_side?: string;
  readonly position?: number;
}

/** Makes comments of a review; all lines must be in the difference that the pull request shows, or none is made. */
export async function makeReviewComments(
  world: World,
  pull: PullRequest,
  commit: string,
  author: string,
  review: number | null,
  drafts: readonly NewReviewComment[],
  refuse: (problem: "path" | "line") => ApiError,
): Promise<readonly ReviewComment[]> {
  if (drafts.length === 0) return [];
  const base = await pullRequestBase(world, pull);
  const patches =
    base === null ? new Map<string, string>() : await shownPatches(world, base, pull.headSha);
  const createdAt = world.clock.tick();
  return drafts.map((draft) => {
    const patch = patches.get(draft.path);
    if (patch === undefined) throw refuse("path");
    const side = draft.side === "LEFT" ? "LEFT" : "RIGHT";
    const line = draft.line ?? lineAtPosition(patch, draft.position);
    const startLine = draft.start_line ?? null;
    if (line === null || !isShown(patch, line, side)) throw refuse("line");
    if (startLine !== null && (startLine >= line || !isShown(patch, startLine, side)))
      throw refuse("line");
    return {
      id: world.nextId(),
      review,
      pullRequest: pull.number,
      author,
      body: draft.body,
      path: draft.path,
      commit,
      line,
      startLine,
      side,
      diffHunk: patch.split("\n").slice(0, 4).join("\n"),
      createdAt,
      isResolved: false,
      isDeleted: false,
    };
  });
}

function isShown(patch: string, line: number, side: "LEFT" | "RIGHT"): boolean {
  return patchLines(patch).some((shown) => (side === "LEFT" ? shown.left : shown.right) === line);
}

/** The older way to name a line: how many lines below the first hunk's header it stands. */
function lineAtPosition(patch: string, position: number | undefined): number | null {
  if (position === undefined) return null;
  const lines = patch.split("\n");
  const above = lines.slice(0, position + 1).join("\n");
  return patchLines(above).at(-1)?.right ?? null;
}
