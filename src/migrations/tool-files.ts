import type { TreeEntry } from "../model/tree.ts";
import { ancestorsOf, directoryOf, joinPath, nameOf } from "./file-paths.ts";
import type { FolderShape } from "./folder-candidate.ts";
import { layouts } from "./layouts/index.ts";
import { projectFileNames } from "./project-dialect.ts";

/** Files in or above a folder of migrations that tell its tool by being there. */
const signNames = new Set([
  "migration_lock.toml",
  "_journal.json",
  "snapshot.json",
  "atlas.sum",
  "sqitch.plan",
  ".gmrc",
  ".gmrc.js",
  "config.toml",
  "diesel.toml",
  "flyway.conf",
  "flyway.toml",
  "refinery.toml",
  "Cargo.toml",
  "version.yaml",
]);

const dialectNames = new Set(Object.values(layouts).flatMap((layout) => layout.toolFiles));
const projectNames = new Set(projectFileNames);

/** The files of a tree that may tell a tool or a dialect, by path. */
export type ToolFileIndex = ReadonlyMap<string, TreeEntry>;

export function indexToolFiles(entries: readonly TreeEntry[]): ToolFileIndex {
  const index = new Map<string, TreeEntry>();
  for (const entry of entries) {
    const name = nameOf(entry.path);
    if (entry.type !== "file") continue;
    if (signNames.has(name) || dialectNames.has(name) || projectNames.has(name)) {
      index.set(entry.path, entry);
    }
  }
  return index;
}

/** The paths of the signs that a folder has. */
export function findSigns(
  index: ToolFileIndex,
  folder: string,
  shape: FolderShape,
  entries: readonly TreeEntry[],
): readonly string[] {
  const signs: string[] = [];
  const add = (path: string): boolean => {
    if (!index.has(path)) return false;
    signs.push(path);
    return true;
  };
  for (const name of ["migration_lock.toml", "meta/_journal.json", "atlas.sum", "sqitch.plan"]) {
    add(joinPath(folder, name));
  }
  if (shape !== "flat") {
    entries.some((entry) => add(joinPath(directoryOf(entry.path), "snapshot.json")));
  }
  if (nameOf(folder) === "migrations" && nameOf(directoryOf(folder)) === "supabase") {
    add(joinPath(directoryOf(folder), "config.toml"));
  }
  for (const name of [
    ".gmrc",
    ".gmrc.js",
    "diesel.toml",
    "flyway.conf",
    "flyway.toml",
    "refinery.toml",
    "Cargo.toml",
    "metadata/version.yaml",
  ]) {
    for (const directory of ancestorsOf(folder)) if (add(joinPath(directory, name))) break;
  }
  return signs;
}

/** The nearest files in or above a folder that may tell its dialect, and all manifests of projects around it. */
export function findToolFiles(index: ToolFileIndex, folder: string): readonly TreeEntry[] {
  const found: TreeEntry[] = [];
  const journal = index.get(joinPath(folder, "meta/_journal.json"));
  if (journal !== undefined) found.push(journal);
  for (const name of dialectNames) {
    // Only Supabase's own `config.toml` counts, and it lies right above its migrations.
    if (name === "config.toml" && nameOf(directoryOf(folder)) !== "supabase") continue;
    for (const directory of ancestorsOf(folder)) {
      const entry = index.get(joinPath(directory, name));
      if (entry === undefined) continue;
      found.push(entry);
      break;
    }
  }
  for (const directory of ancestorsOf(folder)) {
    for (const name of projectNames) {
      const entry = index.get(joinPath(directory, name));
      if (entry !== undefined) found.push(entry);
    }
  }
  return found;
}
