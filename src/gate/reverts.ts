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
    for (const target of revertedCommits(commit, commits)) undone.add(target);
  }
  return null;
}

function reverts(
  message: string,
  expand: { readonly number: number; readonly title: string; readonly mergeCommit: string },
): boolean {
  const sha = shaLine(message);
  if (sha !== null && expand.mergeCommit.startsWith(sha)) return true;
  if (revertedNumber(message) === expand.number) return true;
  const title = revertedTitle(message);
  return title !== null && withoutNumber(title) === withoutNumber(expand.title);
}

/** The listed commits that another one says it takes back: by id, by pull request, by title. */
function revertedCommits(by: CommitMessage, commits: readonly CommitMessage[]): readonly string[] {
  const sha = shaLine(by.message);
  const number = revertedNumber(by.message);
  const title = revertedTitle(by.message);
  const wanted = title === null ? null : withoutNumber(title);
  const earlier = commits.slice(0, commits.indexOf(by));
  const found = [
    earlier.find((commit) => sha !== null && commit.sha.startsWith(sha)),
    earlier.findLast((commit) => number !== null && mergedNumber(commit.message) === number),
    // A merge commit brings the commit of this title with it.
    earlier.findLast((commit) => withoutNumber(firstLine(commit.message)) === wanted),
  ];
  return found.flatMap((commit) => (commit === undefined ? [] : [commit.sha]));
}

function shaLine(message: string): string | null {
  return /^this reverts commit ([0-9a-f]{7,40})\b/im.exec(message)?.[1] ?? null;
}

/** "Reverts owner/repo#12", as GitHub's button writes into the description. */
function revertedNumber(message: string): number | null {
  const number = /\breverts\s+(?:[\w.-]+\/[\w.-]+)?#(\d{1,9})\b/i.exec(message)?.[1];
  return number === undefined ? null : Number(number);
}

/** The pull request that a merge or squash commit names in its first line. */
function mergedNumber(message: string): number | null {
  const line = firstLine(message);
  const number = (/^Merge pull request #(\d{1,9})\b/.exec(line) ??
    /\(#(\d{1,9})\)$/.exec(line))?.[1];
  return number === undefined ? null : Number(number);
}

/** The quoted title of `Revert "…"`, also when GitHub merged it with a number behind; `Reapply "…"` takes the revert back. */
function revertedTitle(message: string): string | null {
  const line = firstLine(message);
  const end = line.lastIndexOf('"');
  if (/^revert "/i.test(line) && end > 8) return line.slice(8, end);
  return /^reapply "/i.test(line) && end > 9 ? `Revert "${line.slice(9, end)}"` : null;
}

function withoutNumber(title: string): string {
  return title.replace(/\s*\(#\d+\)\s*$/, "").trim();
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").trimEnd();
}
