import { runGit } from "./run-git.ts";

/** One file of the difference between two commits, renames found as GitHub finds them (half the content is equal). */
export interface FileDifference {
  readonly status: "added" | "modified" | "removed" | "renamed" | "changed";
  readonly path: string;
  readonly previousPath: string | null;
  /** The blob after the change; of a removed file the blob that it had. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly isBinary: boolean;
}

const statuses: Readonly<Record<string, FileDifference["status"]>> = {
  A: "added",
  M: "modified",
  D: "removed",
  R: "renamed",
  T: "changed",
};

const options = ["-r", "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index"];

/** The files that differ, by path. */
export async function diffFiles(
  directory: string,
  base: string,
  head: string,
): Promise<readonly FileDifference[]> {
  const { stdout } = await runGit(directory, [
    "diff-tree",
    ...options,
    "--raw",
    "--numstat",
    "-z",
    base,
    head,
  ]);
  const fields = stdout.toString().split("\0");
  let position = 0;
  const next = (): string => fields[position++] ?? "";

  const files: Omit<FileDifference, "additions" | "deletions" | "isBinary">[] = [];
  while (fields[position]?.startsWith(":") === true) {
    const [, , before = "", after = "", letter = ""] = next().split(" ");
    const status = statuses[letter.slice(0, 1)];
    if (status === undefined) throw new Error(`git told a change of the unknown kind ${letter}.`);
    const previousPath = status === "renamed" ? next() : null;
    files.push({ status, path: next(), previousPath, sha: status === "removed" ? before : after });
  }
  return files.map((file) => {
    const [added = "", removed = ""] = next().split("\t");
    if (file.status === "renamed") position += 2;
    return {
      ...file,
      additions: Number(added.replace("-", "0")),
      deletions: Number(removed.replace("-", "0")),
      isBinary: added === "-",
    };
  });
}

/** The hunks of each file of `diffFiles`, in its order; an empty text where git shows none (binary, mode only). */
export async function diffPatches(
  directory: string,
  base: string,
  head: string,
  files: readonly FileDifference[],
  contextLines = 3,
): Promise<readonly string[]> {
  const { stdout } = await runGit(directory, [
    "diff-tree",
    ...options,
    "-p",
    `-U${contextLines}`,
    base,
    head,
  ]);
  // Lines of content start with a blank, a sign or a backslash, so this can only be a header.
  const sections = `\n${stdout.toString()}`.split("\ndiff --git ").slice(1);
  let position = 0;
  return files.map((file) => {
    const own = sections.slice(position, position + (file.status === "changed" ? 2 : 1));
    position += own.length;
    return own.map(hunksOf).join("\n");
  });
}

function hunksOf(section: string): string {
  const start = section.indexOf("\n@@ ");
  return start === -1 ? "" : section.slice(start + 1).replace(/\n$/, "");
}

/** One line of a hunk with its numbers on both sides (null: not there). */
export interface PatchLine {
  readonly left: number | null;
  readonly right: number | null;
}

/** The lines that a patch shows: those a review may comment on. */
export function patchLines(patch: string): readonly PatchLine[] {
  const lines: PatchLine[] = [];
  let left = 0;
  let right = 0;
  for (const line of patch.split("\n")) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (header !== null) {
      left = Number(header[1]);
      right = Number(header[2]);
    } else if (line.startsWith("+")) lines.push({ left: null, right: right++ });
    else if (line.startsWith("-")) lines.push({ left: left++, right: null });
    else if (!line.startsWith("\\")) lines.push({ left: left++, right: right++ });
  }
  return lines;
}
