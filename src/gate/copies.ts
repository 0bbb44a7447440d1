import type { PatchedFile } from "../model/pull-request.ts";
import type { CommitMessage } from "../model/source.ts";

/** A pull request, as far as a copy of it on another branch can be told. */
export interface Original {
  readonly number: number;
  readonly title: string;
  readonly mergeCommit: string;
}

/** More are not looked at: each is a request. */
const mostCopies = 3;

/**
 * The commits (oldest first) that say they are a pull request brought to another branch, newest first: by git's own line
 * ("(cherry picked from commit …)"), by its number or by its title. What they say is a hint where to look, never proof.
 */
export function likelyCopies(
  commits: readonly CommitMessage[],
  original: Original,
): readonly CommitMessage[] {
  return commits
    .filter(({ message }) => mayCopy(message, original))
    .toReversed()
    .slice(0, mostCopies);
}

function mayCopy(message: string, { number, title, mergeCommit }: Original): boolean {
  const line = message.split("\n")[0] ?? "";
  if (/^(?:revert|reapply) "/i.test(line)) return false;
  const picked = [...message.matchAll(/cherry[- ]picked from (?:commit )?([0-9a-f]{7,40})\b/gi)];
  return (
    picked.some(([, sha = ""]) => mergeCommit.startsWith(sha.toLowerCase())) ||
    (number > 0 && new RegExp(`#${number}\\b`).test(message)) ||
    line.replace(/\s*\(#\d+\)\s*$/, "").trim() === title.trim()
  );
}

/**
 * Whether two diffs take and add the same lines in the same files. Where a hunk stands, and what stands around it, may
 * differ: branches do. A file without a patch (binary or too large) must come out as the same blob.
 */
export function isSamePatch(one: readonly PatchedFile[], other: readonly PatchedFile[]): boolean {
  if (one.length === 0 || one.length !== other.length) return false;
  const others = new Map(other.map((file) => [file.path, file]));
  return one.every((file) => {
    const twin = others.get(file.path);
    if (twin === undefined || file.status !== twin.status) return false;
    if (file.previousPath !== twin.previousPath) return false;
    if (file.sha !== null && file.sha === twin.sha) return true;
    const lines = changedLines(file.patch);
    return lines !== null && lines === changedLines(twin.patch);
  });
}

function changedLines(patch: string | null): string | null {
  if (patch === null) return null;
  return patch
    .split("\n")
    .filter((line) => /^[-+]/.test(line))
    .join("\n");
}
