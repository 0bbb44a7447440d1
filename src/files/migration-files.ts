import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { SourceError } from "../model/source-error.ts";
import type { BlobText, Tree, TreeEntry } from "../model/tree.ts";
import { decodeBlob, largestBlob } from "./blob-text.ts";

/** How deep below a migration folder files are looked for: Flyway and sqitch nest, others hardly. */
const deepest = 4;
const mostFiles = 100_000;
const skippedFolders = new Set([".git", "node_modules"]);

/**
 * Lists the files around one migration without reading them: its folder with what lies below, and the files of
 * the folders above it up to `root` (a tool's and the project's configuration), with the workflows. Paths are relative
 * to `root`; a file's id is its path, since nothing is compared. Symbolic links are listed and not followed.
 */
export function listAround(root: string, file: string): Tree {
  const folder = dirname(file);
  // Tools that give each migration a folder of its own keep the siblings one level up.
  const top = /^(?:up|down|migration)\.sql$/i.test(basename(file)) ? dirname(folder) : folder;
  const entries: TreeEntry[] = [];
  list(root, top, deepest, entries);
  for (const above of foldersAbove(root, top)) list(root, above, 1, entries);
  const workflows = join(root, ".github", "workflows");
  if (existsSync(workflows)) list(root, workflows, 1, entries);
  return { commit: "", entries };
}

/** The folders above one, up to the root; of a folder elsewhere only the next. */
function foldersAbove(root: string, folder: string): readonly string[] {
  const next = dirname(folder);
  if (next === folder || folder === root) return [];
  return next.startsWith(`${root}${sep}`) ? [next, ...foldersAbove(root, next)] : [next];
}

/** Reads the text of listed files, by path. */
export function readTexts(
  root: string,
  entries: readonly TreeEntry[],
): ReadonlyMap<string, BlobText> {
  const texts = new Map<string, BlobText>();
  for (const entry of entries) {
    if (entry.type === "file") texts.set(entry.path, readText(join(root, entry.path)));
  }
  return texts;
}

/** A path as seen from a folder, with slashes. */
export function nameBelow(root: string, path: string): string {
  // Asking Node takes longer than all else that is done for a file that is already listed.
  const isBelow = path.startsWith(root) && path[root.length] === sep;
  const name = isBelow ? path.slice(root.length + 1) : relative(root, path);
  return sep === "/" ? name : name.split(sep).join("/");
}

function list(root: string, folder: string, depth: number, entries: TreeEntry[]): void {
  for (const item of attempt(folder, () => readdirSync(folder, { withFileTypes: true }))) {
    const path = join(folder, item.name);
    if (item.isDirectory()) {
      if (depth > 1 && !skippedFolders.has(item.name)) list(root, path, depth - 1, entries);
    } else if (item.isFile() || item.isSymbolicLink()) {
      if (entries.length >= mostFiles) {
        throw new SourceError(
          `\`${folder}\` lies among more than ${mostFiles} files. Put the migrations into a folder of their own.`,
        );
      }
      const name = nameBelow(root, path);
      entries.push({
        path: name,
        sha: name,
        type: item.isSymbolicLink() ? "symlink" : "file",
        size: null,
      });
    }
  }
}

function readText(path: string): BlobText {
  const { size } = attempt(path, () => statSync(path));
  if (size > largestBlob) return { state: "too-large", bytes: size };
  return decodeBlob(attempt(path, () => readFileSync(path)));
}

function attempt<Value>(path: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const causes: Readonly<Record<string, string>> = {
      ENOENT: "it does not exist",
      ENOTDIR: "a part of the path is no folder",
      EISDIR: "it is a folder: name the files",
      EACCES: "its permissions forbid it",
    };
    throw new SourceError(`Could not read \`${path}\`: ${causes[code] ?? String(error)}.`, {
      cause: error,
    });
  }
}
