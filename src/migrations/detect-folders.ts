import type { TreeEntry } from "../model/tree.ts";
import { ancestorsOf, directoryOf, joinPath, nameOf, pathBelow } from "./file-paths.ts";
import { widerShape } from "./folder-candidate.ts";
import type { FolderShape } from "./folder-candidate.ts";
import { dialectOfName } from "./dialect-names.ts";
import {
  isDumpOrSeed,
  isMigrationDirectory,
  isMigrationLink,
  isNumberedName,
  isSqlFile,
  isUnmistakableName,
  isVersionDirectory,
  liesInForeignDirectory,
  liesInMigrationDirectory,
} from "./migration-names.ts";
import { phaseOfName } from "./phase-folders.ts";

interface Group {
  shape: FolderShape;
  readonly files: string[];
  /** A link that stands in the place of a whole folder. */
  isLink: boolean;
}

interface DetectionOptions {
  /** Take every folder with SQL, however it is named: someone has named the file or the folder. */
  readonly everything: boolean;
  /** Where to look for the tools' own files. */
  readonly signs: readonly TreeEntry[];
}

/** Finds folders of migrations by the names of their files and directories, with the shape of each. */
export function detectFolders(
  entries: readonly TreeEntry[],
  options: DetectionOptions = { everything: false, signs: entries },
): ReadonlyMap<string, FolderShape> {
  const plans = new Set<string>();
  const listed = new Set<string>();
  for (const { path } of options.signs) {
    const name = nameOf(path);
    if (name === "sqitch.plan") plans.add(directoryOf(path));
    if (name === "atlas.sum" || name === "migration_lock.toml") listed.add(directoryOf(path));
    if (name === "_journal.json") listed.add(directoryOf(directoryOf(path)));
  }
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    if (!options.everything && liesInForeignDirectory(entry.path)) continue;
    const place = placeOf(entry, plans);
    if (place === null) continue;
    const group = groups.get(place.folder);
    if (group === undefined) {
      groups.set(place.folder, { shape: place.shape, files: [entry.path], isLink: place.isLink });
    } else {
      group.shape = commonShape(group.shape, place.shape);
      group.files.push(entry.path);
    }
  }
  const accepted = new Map<string, Group>();
  for (const [folder, group] of groups) {
    const isPlanned = [...ancestorsOf(folder)].some((directory) => plans.has(directory));
    const isFound =
      options.everything ||
      group.isLink ||
      isMigrationFolder(folder, group, listed, isPlanned) ||
      isPhaseFolder(folder, groups);
    if (isFound) accepted.set(folder, group);
  }
  for (const [folder, { shape }] of groups) {
    // What graphile-migrate has not committed yet runs on developers' machines only.
    if (shape === "graphile") accepted.delete(joinPath(folder, "current"));
  }
  mergeFlywayModules(accepted);
  const shapes = new Map<string, FolderShape>();
  for (const [folder, group] of accepted) {
    // Drizzle keeps its list in a folder below its files.
    shapes.set(folder, group.shape === "flat" && listed.has(folder) ? "folders" : group.shape);
  }
  return shapes;
}

/** graphile-migrate and Sqitch run nothing beside their own folders: what lies there are hooks and dumps. */
function commonShape(first: FolderShape, second: FolderShape): FolderShape {
  for (const strict of ["graphile", "sqitch"] as const) {
    if (first === strict || second === strict) return strict;
  }
  return widerShape(first, second);
}

/** The folder that a file would belong to, and how it lies there; null for what is no SQL. */
function placeOf(
  entry: TreeEntry,
  plans: ReadonlySet<string>,
): { readonly folder: string; readonly shape: FolderShape; readonly isLink: boolean } | null {
  const { path } = entry;
  const name = nameOf(path);
  const directory = directoryOf(path);
  if (!isSqlFile(name) && !/^\d+_.*\.up\.yaml$/.test(name)) {
    if (entry.type === "file" || !isMigrationLink(name)) return null;
    return { folder: path, shape: "flat", isLink: true };
  }
  const inFolder = (folder: string, shape: FolderShape) => ({ folder, shape, isLink: false });
  for (const top of plans.size === 0 ? [] : ancestorsOf(directory)) {
    if (!plans.has(top)) continue;
    const below = pathBelow(top, path) ?? "";
    if (below.startsWith("deploy/")) return inFolder(top, "sqitch");
    if (/^(?:revert|verify)\//.test(below)) return null;
  }
  const directoryName = nameOf(directory);
  const parent = directoryOf(directory);
  if (directoryName === "committed" && /^\d{6}(?:-.*)?\.sql$/.test(name)) {
    return inFolder(parent, "graphile");
  }
  if (/^(?:migration|up|down)\.sql$/.test(name) && directory !== "") {
    if (isNumberedName(directoryName) || liesInMigrationDirectory(parent)) {
      return inFolder(parent, "folders");
    }
  }
  let folder = directory;
  while (isVersionDirectory(nameOf(folder)) && liesInMigrationDirectory(directoryOf(folder))) {
    folder = directoryOf(folder);
  }
  const shape = folder === directory && !isFlywayName(name) ? "flat" : "tree";
  return inFolder(folder, shape);
}

function isFlywayName(name: string): boolean {
  return /^(?:[VB]\d[\d._]*|R)__.+\.sql$/.test(name);
}

function isMigrationFolder(
  folder: string,
  group: Group,
  listed: ReadonlySet<string>,
  isPlanned: boolean,
): boolean {
  if (group.shape !== "flat" && group.shape !== "tree") return true;
  const files = group.files.filter((path) => !isDumpOrSeed(path));
  if (files.length === 0) return false;
  if (listed.has(folder) || isMigrationDirectory(nameOf(folder))) return true;
  if (files.some(isUnmistakableName)) return true;
  if (liesInMigrationDirectory(folder) && files.some(isNumberedName)) return true;
  // A sequence such as 001_, 002_, 003_ tells migrations even in a folder named `sql`, unless the project keeps a plan.
  if (isPlanned) return false;
  return files.filter((path) => /^\d{3,}[_-]/.test(nameOf(path))).length >= 3;
}

/** A folder named for a phase, such as `contract` beside `expand`, with whatever names its files have. */
function isPhaseFolder(folder: string, groups: ReadonlyMap<string, Group>): boolean {
  const files = groups.get(folder)?.files ?? [];
  const phase = phaseOfName(folder, (other) => groups.has(other));
  return phase !== null && files.some((path) => !isDumpOrSeed(path));
}

/**
 * Flyway scans its locations with all folders below: folders beside each other below one `migration` are one history,
 * unless they are named for databases or their versions collide (then they are locations of their own).
 */
function mergeFlywayModules(groups: Map<string, Group>): void {
  const modules = new Map<string, string[]>();
  for (const [folder, { files }] of groups) {
    if (!files.some((path) => isFlywayName(nameOf(path)))) continue;
    const top = locationOf(folder);
    modules.set(top, [...(modules.get(top) ?? []), folder]);
  }
  for (const [top, folders] of modules) {
    if (folders.length === 1 && folders[0] === top) continue;
    const files = folders.flatMap((folder) => groups.get(folder)?.files ?? []);
    if (haveSameVersion(files)) continue;
    for (const folder of folders) groups.delete(folder);
    groups.set(top, { shape: "tree", files, isLink: false });
  }
}

function locationOf(folder: string): string {
  let below = "";
  for (const directory of ancestorsOf(folder)) {
    if (isMigrationDirectory(nameOf(directory))) {
      const first = below.split("/", 1)[0] ?? "";
      return dialectOfName(first) === null ? directory : joinPath(directory, first);
    }
    below = joinPath(nameOf(directory), below);
  }
  return folder;
}

function haveSameVersion(files: readonly string[]): boolean {
  const versions = files.flatMap((path) => /^[VB]\d[\d._]*?(?=__)/.exec(nameOf(path))?.[0] ?? []);
  return new Set(versions).size < versions.length;
}
