import type { CommitMessage } from "../model/source.ts";

/**
 * The commit that takes a pull request's change back, among the commits that came after it (oldest first); null where
 * none does. A revert that was itself reverted does not count. Read are git's own line ("This reverts commit …") and
 * what GitHub's button writes (`Revert "title" (#13)`, "Reverts owner/repo#12").
 */
export function findRevert(
  commits: readonly CommitMessage[],
  expand: { readonly number: number; readonly title: string; readonly mergeCommit: string },
): CommitMessage | null {
  const undone = new Set<string>();
  // Newest first: a revert that is itself reverted is known to be void before it is looked at.
  for (const commit of [...commits].reverse()) {
    if (undone.has(commit.sha)) continue;
    if (reverts(commit.message, expand)) return commit;
    const target = revertedCommit(commit.message, commits);
    if (target !== null) undone.add(target);
  }
  return null;
}

function reverts(
  message: string,
  expand: { readonly number: number; readonly title: string; readonly mergeCommit: string },
): boolean {
  const sha = shaLine(message);
  if (sha !== null && expand.mergeCommit.startsWith(sha)) return true;
  if (new RegExp(`\\breverts\\s+(?:[\\w.-]+/[\\w.-]+)?#${expand.number}\\b`, "i").test(message))
    return true;
  const title = revertedTitle(message);
  return title !== null && withoutNumber(title) === withoutNumber(expand.title);
}

/** Which of the listed commits a message says it takes back. */
function revertedCommit(message: string, commits: readonly CommitMessage[]): string | null {
  const sha = shaLine(message);
  if (sha !== null) return commits.find((commit) => commit.sha.startsWith(sha))?.sha ?? null;
  const title = revertedTitle(message);
  if (title === null) return null;
  const wanted = withoutNumber(title);
  return (
    commits.findLast((commit) => withoutNumber(firstLine(commit.message)) === wanted)?.sha ?? null
  );
}

function shaLine(message: string): string | null {
  return /^this reverts commit ([0-9a-f]{7,40})\b/im.exec(message)?.[1] ?? null;
}

/** The quoted title of `Revert "…"`; also when GitHub merged it with a number behind. */
function revertedTitle(message: string): string | null {
  const line = firstLine(message);
  if (!/^revert "/i.test(line)) return null;
  const end = line.lastIndexOf('"');
  return end > 8 ? line.slice(8, end) : null;
}

function withoutNumber(title: string): string {
  return title.replace(/\s*\(#\d+\)\s*$/, "").trim();
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}
