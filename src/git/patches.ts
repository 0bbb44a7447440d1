import type { PatchedFile } from "../model/pull-request.ts";
import { SourceError } from "../model/source-error.ts";
import { readGit, runGit } from "./run-git.ts";

/** Git's own id of a tree without files: what a first commit is compared with. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** What a commit brought to its first parent, file by file: for a merge commit all that was merged. */
export async function readPatches(folder: string, commit: string): Promise<readonly PatchedFile[]> {
  const parents = await runGit(folder, ["rev-parse", "--verify", "--quiet", `${commit}^1`]);
  const parent = parents.code === 0 ? parents.stdout.toString("utf8").trim() : emptyTree;
  const options = ["-r", "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index"];
  const action = `read the diff of commit \`${commit.slice(0, 7)}\``;
  const raw = await readGit(folder, action, [
    "diff-tree",
    ...options,
    "--raw",
    "-z",
    parent,
    commit,
  ]);
  const patch = await readGit(folder, action, ["diff-tree", ...options, "-p", parent, commit]);
  const files = parseRaw(raw.toString("utf8"));
  // A header alone starts a line with these words: lines of content have a mark in front.
  const patches = patch
    .toString("utf8")
    .split(/^diff --git .*\n/m)
    .slice(1);
  if (patches.length !== files.length) {
    throw new SourceError(
      `Could not ${action}: git told ${files.length} files and ${patches.length} patches.`,
    );
  }
  return files.map((file, position) => ({ ...file, patch: hunksOf(patches[position] ?? "") }));
}

/** Reads `:100644 100644 <old> <new> M\0path\0`, with a second path for renames. */
function parseRaw(text: string): readonly Omit<PatchedFile, "patch">[] {
  const fields = text.split("\0");
  const files: Omit<PatchedFile, "patch">[] = [];
  for (let at = 0; at < fields.length; at += 1) {
    const header = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/.exec(fields[at] ?? "");
    if (header === null) continue;
    const [, sha = "", letter = ""] = header;
    const first = fields[(at += 1)] ?? "";
    const renamed = letter === "R" || letter === "C";
    files.push({
      path: renamed ? (fields[(at += 1)] ?? "") : first,
      previousPath: renamed ? first : null,
      sha: letter === "D" ? null : sha,
      status:
        letter === "A" || letter === "C"
          ? "added"
          : letter === "D"
            ? "removed"
            : letter === "R"
              ? "renamed"
              : "modified",
    });
  }
  return files;
}

/** The hunks without the header; null where git shows none (binary, or only a rename). */
function hunksOf(patch: string): string | null {
  const start = patch.search(/^@@ /m);
  return start === -1 ? null : patch.slice(start);
}
