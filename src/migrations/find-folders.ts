import type { Configuration, ConfiguredFolder } from "../model/configuration.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { detectFolders } from "./detect-folders.ts";
import { ancestorsOf, directoryOf, nameOf, pathBelow } from "./file-paths.ts";
import { belongsTo, widerShape } from "./folder-candidate.ts";
import type { FolderCandidate, FolderShape } from "./folder-candidate.ts";
import { readIgnoredPaths } from "./ignored-paths.ts";
import { layouts } from "./layouts/index.ts";
import { isDumpOrSeed, isNumberedName } from "./migration-names.ts";
import { findSigns, findToolFiles, indexToolFiles } from "./tool-files.ts";

/**
 * Finds the folders of migrations of a commit, from names alone: those of the configuration, or else all that look like
 * one. A configured folder is given even if the tree has no file of it.
 *
 * `known` are the candidates of the base branch: they stay folders of their shape at the head, so that no file that a
 * pull request adds or deletes can take a migration out of the folder it runs in.
 *
 * @throws SourceError for an `ignore` pattern that cannot be matched.
 */
export function findCandidates(
  tree: Tree,
  configuration: Configuration,
  known: readonly FolderCandidate[] = [],
): readonly FolderCandidate[] {
  const isIgnored = readIgnoredPaths(configuration.ignore);
  const entries = tree.entries.filter(({ path }) => !isIgnored(path));
  const shapes = new Map<string, FolderShape>();
  const configured = new Map(configuration.folders.map((folder) => [folder.path, folder]));
  for (const folder of configuration.folders) {
    shapes.set(folder.path, shapeOfConfigured(folder, entries));
  }
  if (configured.size === 0)
    for (const [path, shape] of detectFolders(entries)) shapes.set(path, shape);
  for (const { path, shape } of known) {
    const found = shapes.get(path);
    shapes.set(path, found === undefined ? shape : widerShape(found, shape));
  }
  return buildCandidates(entries, shapes, configured);
}

/**
 * The folder that one file belongs to, whatever its name: its directory, or the one above where its tool has a folder
 * per migration or per release. `listing` must hold the files around it.
 */
export function candidateForFile(path: string, listing: Tree): FolderCandidate {
  const [place] = detectFolders(
    listing.entries.filter((entry) => entry.path === path),
    { everything: true, signs: listing.entries },
  );
  const [folder, shape] = place ?? [directoryOf(path), "flat" as const];
  const found = detectFolders(
    listing.entries.filter((entry) => pathBelow(folder, entry.path) !== null),
    { everything: true, signs: listing.entries },
  ).get(folder);
  const shapes = new Map([[folder, found === undefined ? shape : widerShape(found, shape)]]);
  const [candidate] = buildCandidates(listing.entries, shapes, new Map());
  if (candidate === undefined) throw new Error(`No candidate was built for ${path}.`);
  if (candidate.entries.some((entry) => entry.path === path)) return candidate;
  const own = listing.entries.filter((entry) => entry.path === path);
  return { ...candidate, entries: [...candidate.entries, ...own] };
}

function shapeOfConfigured(folder: ConfiguredFolder, entries: readonly TreeEntry[]): FolderShape {
  if (folder.layout !== null) return layouts[folder.layout].shape;
  const below = entries.filter(({ path }) => pathBelow(folder.path, path) !== null);
  const found = detectFolders(below, { everything: true, signs: below });
  const shape = found.get(folder.path) ?? "flat";
  // What lies deeper in a folder that someone named belongs to it too.
  const isDeeper = [...found.keys()].some((path) => path !== folder.path);
  return isDeeper ? widerShape(shape, "tree") : shape;
}

/** Gives every file to the deepest folder that it belongs to. */
function buildCandidates(
  entries: readonly TreeEntry[],
  shapes: ReadonlyMap<string, FolderShape>,
  configured: ReadonlyMap<string, ConfiguredFolder>,
): readonly FolderCandidate[] {
  const owned = new Map<string, TreeEntry[]>([...shapes.keys()].map((path) => [path, []]));
  for (const entry of entries) {
    const owner = ownerOf(entry, shapes);
    if (owner !== null) owned.get(owner)?.push(entry);
  }
  const links = entries.filter(({ type }) => type !== "file");
  const index = indexToolFiles(entries);
  return [...shapes].map(([path, shape]): FolderCandidate => {
    const files = withoutDumps(owned.get(path) ?? []);
    // A folder that lies behind a link cannot be read: the link itself stands for it.
    const behind = links.filter((link) => path.startsWith(`${link.path}/`));
    const toolFiles = findToolFiles(index, path);
    const own = [...files, ...behind];
    const paths = new Set(own.map((entry) => entry.path));
    return {
      path,
      configured: configured.get(path) ?? null,
      shape,
      entries: [...own, ...toolFiles.filter((entry) => !paths.has(entry.path))],
      toolFiles,
      signs: findSigns(index, path, shape, files),
    };
  });
}

function ownerOf(entry: TreeEntry, shapes: ReadonlyMap<string, FolderShape>): string | null {
  const start = entry.type === "file" ? directoryOf(entry.path) : entry.path;
  for (const directory of ancestorsOf(start)) {
    const shape = shapes.get(directory);
    if (shape === undefined) continue;
    const below = directory === entry.path ? "" : pathBelow(directory, entry.path);
    if (below !== null && belongsTo(shape, below, entry.type)) return directory;
  }
  return null;
}

/** Dumps and seeds beside numbered migrations are none of them. */
function withoutDumps(files: readonly TreeEntry[]): readonly TreeEntry[] {
  const isNumbered = files.some(
    ({ path }) => isNumberedName(path) || isNumberedName(nameOf(directoryOf(path))),
  );
  return isNumbered ? files.filter(({ path }) => !isDumpOrSeed(path)) : files;
}
