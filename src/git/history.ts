import { SourceError } from "../model/source-error.ts";
import type { CommitRange, Containment } from "../model/source.ts";
import { gitFailure, readGit, runGit } from "./run-git.ts";

/** A longer history between two commits is told as unknown. */
const mostCommits = 2_000;

/** The best common ancestor; null where there is none. A shallow clone that ends before it is an error. */
export async function readMergeBase(
  folder: string,
  base: string,
  head: string,
): Promise<string | null> {
  const action = `find the merge base of ${quote(base)} and ${quote(head)}`;
  const output = await runGit(folder, ["merge-base", base, head]);
  if (output.code === 0) return output.stdout.toString("utf8").trim();
  if (output.code !== 1) throw gitFailure(folder, action, output);
  if (await isShallow(folder))
    throw new SourceError(
      `Could not ${action} in \`${folder}\`: this shallow clone ends before it. Run \`git fetch --unshallow\`.`,
    );
  return null;
}

/** Whether `commit` contains `ancestor`; `unknown` where the clone lacks one of them or the history between. */
export async function readContainment(
  folder: string,
  ancestor: string,
  commit: string,
): Promise<Containment> {
  for (const sha of [ancestor, commit])
    if (!(await hasCommit(folder, sha)))
      return {
        state: "unknown",
        reason: `The clone lacks commit ${quote(sha)}. Run \`git fetch\`.`,
      };
  if (await isAncestor(folder, ancestor, commit)) return { state: "contains" };
  if (await isShallow(folder))
    return {
      state: "unknown",
      reason: `This shallow clone does not show whether ${quote(commit)} contains ${quote(ancestor)}. Run \`git fetch --unshallow\`.`,
    };
  const behind = await isAncestor(folder, commit, ancestor);
  return { state: "lacks", relation: behind ? "behind" : "diverged" };
}

/** The commits that `to` contains and `from` does not, oldest first; more than 2,000 are `unknown`. */
export async function readCommits(folder: string, from: string, to: string): Promise<CommitRange> {
  for (const sha of [from, to])
    if (!(await hasCommit(folder, sha)))
      return {
        state: "unknown",
        reason: `The clone lacks commit ${quote(sha)}. Run \`git fetch\`.`,
      };
  if (await isShallow(folder))
    return {
      state: "unknown",
      reason: `This shallow clone does not show all commits up to ${quote(to)}. Run \`git fetch --unshallow\`.`,
    };
  const log = await readGit(folder, `read the commits from ${quote(from)} to ${quote(to)}`, [
    "log",
    "-z",
    "--reverse",
    "--topo-order",
    `--max-count=${mostCommits + 1}`,
    "--no-show-signature",
    "--no-patch",
    "--no-color",
    "--encoding=UTF-8",
    "--format=tformat:%H%n%B",
    `${from}..${to}`,
  ]);
  const records = log
    .toString("utf8")
    .split("\0")
    .filter((record) => record !== "");
  if (records.length > mostCommits)
    return {
      state: "unknown",
      reason: `More than ${mostCommits} commits lie between ${quote(from)} and ${quote(to)}.`,
    };
  const commits = records.map((record) => {
    const end = record.indexOf("\n");
    return { sha: record.slice(0, end), message: record.slice(end + 1).trimEnd() };
  });
  return { state: "read", commits };
}

async function isAncestor(folder: string, ancestor: string, commit: string): Promise<boolean> {
  const output = await runGit(folder, ["merge-base", "--is-ancestor", ancestor, commit]);
  if (output.code > 1)
    throw gitFailure(folder, `compare ${quote(ancestor)} with ${quote(commit)}`, output);
  return output.code === 0;
}

async function hasCommit(folder: string, sha: string): Promise<boolean> {
  const output = await runGit(folder, ["cat-file", "-e", `${sha}^{commit}`]);
  if (/not a git repository|dubious ownership|cannot change to/i.test(output.stderr))
    throw gitFailure(folder, `find commit ${quote(sha)}`, output);
  return output.code === 0;
}

async function isShallow(folder: string): Promise<boolean> {
  const answer = await readGit(folder, "tell whether the clone is shallow", [
    "rev-parse",
    "--is-shallow-repository",
  ]);
  return answer.toString("utf8").trim() === "true";
}

function quote(sha: string): string {
  return `\`${sha.slice(0, 7)}\``;
}
