import { SourceError } from "../model/source-error.ts";
import { gitFailure, runGit } from "./run-git.ts";

/** The commit that a branch, tag, commit id or expression such as `HEAD~2` names in a local clone. */
export async function resolveRef(folder: string, ref: string): Promise<string> {
  const commit = await findCommit(folder, ref);
  if (commit !== null) return commit;
  const remote = /^[\w./-]+$/.test(ref)
    ? await findCommit(folder, `refs/remotes/origin/${ref}`)
    : null;
  const next =
    remote === null
      ? "Check its spelling, or fetch it: `git fetch origin`."
      : `Only the remote branch is there: use \`origin/${ref}\`.`;
  throw new SourceError(`Could not find the commit \`${ref}\` in \`${folder}\`. ${next}`);
}

/** Like `resolveRef`, but null where the clone has no such commit. What is no clone at all is an error. */
export async function findCommit(folder: string, ref: string): Promise<string | null> {
  // No name of git's starts with a dash; one that does would be read as an option by older versions.
  if (ref === "" || ref.startsWith("-") || ref.includes("\0")) return null;
  const output = await runGit(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  if (output.code === 0) return output.stdout.toString("utf8").trim();
  if (/not a git repository|dubious ownership|cannot change to/i.test(output.stderr))
    throw gitFailure(folder, `find the commit \`${ref}\``, output);
  return null;
}
