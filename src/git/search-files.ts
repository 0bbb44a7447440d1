import { SourceError } from "../model/source-error.ts";
import type { FileSearch } from "../model/source.ts";
import type { TreeEntry } from "../model/tree.ts";
import { readBlobs } from "./blobs.ts";
import { gitFailure, readGit, runGit } from "./run-git.ts";

/**
 * Searches the files of a commit by `git grep`, and reads those that hold a text. Files that attributes call binary are
 * searched like all others: an attribute must not hide code.
 */
export async function searchFiles(
  folder: string,
  commit: string,
  entries: readonly TreeEntry[],
  texts: readonly string[],
): Promise<FileSearch> {
  const action = `search the files of commit \`${commit.slice(0, 7)}\``;
  try {
    // With its folder named, git searches from the root wherever it is started.
    const directory = await readGit(folder, action, ["rev-parse", "--absolute-git-dir"]);
    const gitDirectory = `--git-dir=${directory.toString("utf8").trim()}`;
    const options = [
      "--text",
      "--files-with-matches",
      "--null",
      "--ignore-case",
      "--fixed-strings",
    ];
    const patterns = texts.map((text) => `${text}\n`).join("");
    const args = [gitDirectory, "grep", ...options, "-f", "-", commit];
    const output = await runGit(folder, args, patterns);
    // Code 1 means that no file holds one.
    if (output.code > 1) throw gitFailure(folder, action, output);
    const paths = new Set(
      output.stdout
        .toString("utf8")
        .split("\0")
        .map((name) => name.slice(commit.length + 1)),
    );
    const hits = entries.filter(({ path }) => paths.has(path));
    const blobs = await readBlobs(folder, hits);
    const found = hits.flatMap(({ path, sha }) => {
      const blob = blobs.get(sha);
      return blob?.state === "text" || blob?.state === "invalid-utf8"
        ? [{ path, text: blob.text }]
        : [];
    });
    return { state: "searched", found };
  } catch (error) {
    if (error instanceof SourceError) return { state: "unknown", reason: error.message };
    throw error;
  }
}
