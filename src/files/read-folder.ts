import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import { SourceError } from "../model/source-error.ts";
import type { BlobText, TreeEntry } from "../model/tree.ts";
import { decodeBlob, largestBlob } from "./blob-text.ts";

/** The files below a folder on disk. */
export interface FolderListing {
  /** Sorted by path; paths start at the folder. */
  readonly entries: readonly TreeEntry[];
  /** By path: every entry of type `file`. */
  readonly texts: ReadonlyMap<string, BlobText>;
}

const filesAtOnce = 64;
/** Never part of anyone's migrations, and often huge. */
const skippedFolders: readonly string[] = [".git", "node_modules"];

/**
 * Reads all files below a folder, without a git repository. Symbolic links are listed and not followed; `.git`
 * and `node_modules` are left out. The object id of a file over 5 MB is made from its path and size, since it is
 * not read.
 */
export async function readFolder(root: string): Promise<FolderListing> {
  const paths = await listPaths(root);
  paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  const entries: TreeEntry[] = [];
  const texts = new Map<string, BlobText>();
  for (let start = 0; start < paths.length; start += filesAtOnce) {
    const batch = paths.slice(start, start + filesAtOnce).map((found) => readEntry(root, found));
    for (const { entry, text } of await Promise.all(batch)) {
      entries.push(entry);
      if (text !== null) texts.set(entry.path, text);
    }
  }
  return { entries, texts };
}

interface FoundPath {
  readonly path: string;
  readonly isLink: boolean;
}

async function listPaths(root: string): Promise<FoundPath[]> {
  const found: FoundPath[] = [];
  const open = [""];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const items: Dirent[] = await readable(join(root, folder), (path) =>
      readdir(path, { withFileTypes: true }),
    );
    for (const item of items) {
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (item.isDirectory() && !skippedFolders.includes(item.name)) open.push(path);
      if (item.isFile() || item.isSymbolicLink())
        found.push({ path, isLink: item.isSymbolicLink() });
    }
  }
  return found;
}

async function readEntry(
  root: string,
  { path, isLink }: FoundPath,
): Promise<{ readonly entry: TreeEntry; readonly text: BlobText | null }> {
  if (isLink)
    return {
      entry: { path, sha: objectId(Buffer.from(path)), type: "symlink", size: null },
      text: null,
    };
  const { size } = await readable(join(root, path), (file) => stat(file));
  if (size > largestBlob) {
    const sha = objectId(Buffer.from(`${path}\n${size}`));
    return { entry: { path, sha, type: "file", size }, text: { state: "too-large", bytes: size } };
  }
  const bytes = await readable(join(root, path), (file) => readFile(file));
  const entry: TreeEntry = { path, sha: objectId(bytes), type: "file", size: bytes.byteLength };
  return { entry, text: decodeBlob(bytes) };
}

/** The id that git gives a blob of these bytes. */
function objectId(bytes: Buffer): string {
  return createHash("sha1").update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex");
}

async function readable<T>(path: string, read: (path: string) => Promise<T>): Promise<T> {
  try {
    return await read(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    const cause =
      code === "ENOENT"
        ? "it does not exist"
        : code === "ENOTDIR"
          ? "it is not a folder"
          : code === "EACCES" || code === "EPERM"
            ? "its permissions forbid it"
            : String(error);
    throw new SourceError(`Could not read \`${path}\`: ${cause}.`, { cause: error });
  }
}
