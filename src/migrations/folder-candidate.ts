import type { ConfiguredFolder } from "../model/configuration.ts";
import type { TreeEntry } from "../model/tree.ts";
import {
  isNumberedModule,
  isSqlFile,
  isUnmistakableName,
  liesInForeignDirectory,
} from "./migration-names.ts";

/**
 * How the files of a folder lie: side by side (`flat`), also in one folder per migration (`folders`), at any depth
 * (`tree`), or as graphile-migrate (`committed/`) and Sqitch (`sqitch.plan` and `deploy/`) have them.
 */
export type FolderShape = "flat" | "folders" | "tree" | "graphile" | "sqitch";

/** A folder that holds migrations, as far as names alone can tell. */
export interface FolderCandidate {
  /** From the repository's root; `""` is the root. */
  readonly path: string;
  /** Its entry in the configuration; null where it was found. */
  readonly configured: ConfiguredFolder | null;
  readonly shape: FolderShape;
  /** All files that it needs: migrations, sidecars, listings, and `toolFiles`. */
  readonly entries: readonly TreeEntry[];
  /** The tool's and the project's files, in the folder or above it, that tell layout and dialect. Part of `entries`. */
  readonly toolFiles: readonly TreeEntry[];
  /** Paths of files whose mere presence tells the tool. They are not among `entries` unless their text is needed. */
  readonly signs: readonly string[];
}

/** Whether a file below a folder of a shape belongs to it. `path` is the path below the folder. */
export function belongsTo(shape: FolderShape, path: string, type: TreeEntry["type"]): boolean {
  if (type !== "file") return mayLink(shape, path);
  switch (shape) {
    case "graphile":
      return /^(?:committed\/[^/]+|\d{6}(?:-[^/]*)?)\.sql$/.test(path);
    case "sqitch":
      return path === "sqitch.plan" || /^deploy\/.+\.sql$/.test(path);
    case "flat":
      return !path.includes("/") && isMigrationFile(path);
    case "folders":
      return (
        (!path.includes("/") && isMigrationFile(path)) ||
        path === "meta/_journal.json" ||
        /^[^/]+\/(?:migration\.sql|(?:up|down)\.(?:sql|yaml)|metadata\.toml)$/.test(path)
      );
    case "tree":
      if (liesInForeignDirectory(path) && !isUnmistakableName(path)) return false;
      return isMigrationFile(path) || /(?:^|\/)(?:meta\/_journal\.json|metadata\.toml)$/.test(path);
  }
}

function isMigrationFile(path: string): boolean {
  return (
    /\.sql(?:\.conf)?$/i.test(path) ||
    /^\d+_?[^/]*\.(?:up|down)\.yaml$/.test(path) ||
    isNumberedModule(path)
  );
}

/** Whether a symbolic link or submodule stands where a migration, or a folder of them, would. */
function mayLink(shape: FolderShape, path: string): boolean {
  if (path === "" || isSqlFile(path)) return true;
  const looksLikeOtherFile = /\.[a-z]\w*$/i.test(path);
  switch (shape) {
    case "flat":
      return false;
    case "graphile":
      return path === "committed";
    case "sqitch":
      return path === "sqitch.plan" || path === "deploy" || path.startsWith("deploy/");
    case "folders":
      return !path.includes("/") && !looksLikeOtherFile;
    case "tree":
      return !looksLikeOtherFile && !liesInForeignDirectory(`${path}/`);
  }
}

/** The shape that leaves out nothing of either. */
export function widerShape(first: FolderShape, second: FolderShape): FolderShape {
  if (first === second) return first;
  const narrow = (shape: FolderShape): boolean => shape === "flat" || shape === "folders";
  return narrow(first) && narrow(second) ? "folders" : "tree";
}
