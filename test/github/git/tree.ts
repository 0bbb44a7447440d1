import { runGit } from "./run-git.ts";

export interface ListedEntry {
  /** From the tree that was listed. */
  readonly path: string;
  /** `100644`, `100755`, `120000` (symbolic link), `160000` (submodule), `040000` (folder). */
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  /** In bytes; null for folders and submodules. */
  readonly size: number | null;
}

/** The entries of a tree or of a commit's tree; recursive: also those of its folders, each after its folder. */
export async function listTree(
  directory: string,
  treeish: string,
  isRecursive: boolean,
): Promise<readonly ListedEntry[]> {
  const { stdout } = await runGit(directory, [
    "ls-tree",
    "--long",
    "-z",
    ...(isRecursive ? ["-r", "-t"] : []),
    treeish,
  ]);
  const lines = stdout.toString().split("\0");
  return lines.slice(0, -1).map((line) => {
    const match = /^(\d{6}) (blob|tree|commit) ([0-9a-f]{40}) +(\d+|-)\t([^]*)$/.exec(line);
    if (match === null) throw new Error(`git ls-tree told a line that it should not: ${line}`);
    const [, mode = "", type, sha = "", size = "-", path = ""] = match;
    return {
      path,
      mode,
      type: type as ListedEntry["type"],
      sha,
      size: size === "-" ? null : Number(size),
    };
  });
}
