import { readGit } from "./run-git.ts";

/** A commit of the base branch itself, which stands for the pull request that it merged. */
export interface MergedCommit {
  readonly sha: string;
  readonly title: string;
  /** In milliseconds. */
  readonly time: number;
  readonly paths: readonly string[];
}

/** The newest commits along a branch, or of them those that touched one path; newest first. */
export async function readMergedCommits(
  folder: string,
  tip: string,
  { most, path }: { readonly most: number; readonly path: string | null },
): Promise<readonly MergedCommit[]> {
  const log = await readGit(folder, `read the commits of \`${tip.slice(0, 7)}\``, [
    "log",
    "-z",
    "--first-parent",
    "-m",
    "--name-only",
    "--no-renames",
    "--no-ext-diff",
    "--no-show-signature",
    "--no-color",
    "--encoding=UTF-8",
    `--max-count=${most}`,
    "--format=tformat:%x01%H %ct %s",
    tip,
    "--",
    ...(path === null ? [] : [path]),
  ]);
  return log
    .toString("utf8")
    .split("\u0001")
    .flatMap((record) => {
      const [head = "", ...paths] = record.split(/[\0\n]+/);
      const [, sha, seconds, title = ""] = /^([0-9a-f]{40,64}) (\d+) (.*)$/.exec(head) ?? [];
      if (sha === undefined) return [];
      const time = Number(seconds) * 1000;
      return [{ sha, title, time, paths: paths.filter((one) => one !== "") }];
    });
}
