import type { Tree, TreeEntry } from "../model/tree.ts";
import { readGit } from "./run-git.ts";

/** The whole tree of a commit. */
export async function readTree(folder: string, commit: string): Promise<Tree> {
  const listing = await readGit(folder, `read the tree of commit \`${commit.slice(0, 7)}\``, [
    "ls-tree",
    "-r",
    "-z",
    "-l",
    "--full-tree",
    commit,
  ]);
  const records = listing.toString("utf8").split("\0");
  return { commit, entries: records.filter((record) => record !== "").map(toEntry) };
}

/** `100644 blob <sha>     123<TAB>path`; a submodule's size is `-`, one that the clone lacks `BAD`. */
function toEntry(record: string): TreeEntry {
  const tab = record.indexOf("\t");
  const [mode = "", type = "", sha = "", size = ""] = record.slice(0, tab).split(/ +/);
  return {
    path: record.slice(tab + 1),
    sha,
    type: type === "commit" ? "submodule" : mode === "120000" ? "symlink" : "file",
    size: /^\d+$/.test(size) ? Number(size) : null,
  };
}
