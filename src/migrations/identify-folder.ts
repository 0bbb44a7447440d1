import { isSqlFile } from "./migration-names.ts";
import type { Dialect } from "../model/dialect.ts";
import type { LayoutName } from "../model/layout.ts";
import type { MigrationFolder } from "../model/migration.ts";
import type { BlobText } from "../model/tree.ts";
import type { VersionPin } from "../model/version-pin.ts";
import { textOfBlob } from "./blob-problem.ts";
import { dialectOfPath, isNamedAfterOther } from "./dialect-names.ts";
import type { NamedDialect } from "./dialect-names.ts";
import { directoryOf, nameOf, pathBelow } from "./file-paths.ts";
import type { FolderCandidate } from "./folder-candidate.ts";
import { layoutByNames, layoutBySign } from "./guess-layout.ts";
import type { GuessedLayout } from "./guess-layout.ts";
import { layouts } from "./layouts/index.ts";
import { dialectOfProject } from "./project-dialect.ts";
import { sniffLayout } from "./sniff-layout.ts";
import { dialectBySyntax } from "./telltales.ts";
import { readToolDialect } from "./tool-dialect.ts";
import { pinsOf } from "./version-pins.ts";

/** The server's version where nothing tells it: the oldest that is still widely run. */
const defaultVersions: Readonly<Record<Dialect, number>> = {
  postgresql: 15,
  mysql: 8,
  mariadb: 10,
  sqlite: 3,
};

/**
 * Tells layout, dialect and server version of a folder. `texts` are its files' contents by path, `pins` the versions
 * that the repository names.
 *
 * Where the folder is on the base branch, candidate and texts must be the base's: then nothing that a pull request adds
 * can change how its migrations are read.
 */
export function identifyFolder(
  candidate: FolderCandidate,
  texts: ReadonlyMap<string, BlobText>,
  pins: readonly VersionPin[] = [],
): MigrationFolder {
  const scripts = scriptTexts(candidate, texts);
  const layout = findLayout(candidate, scripts);
  const database = findDialect(candidate, layout.layout, texts, scripts);
  const dialect = database.dialect === "other" ? null : database.dialect;
  const told = candidate.configured?.databaseVersion ?? database.databaseVersion;
  const versionPins = told === null && dialect === "postgresql" ? pinsOf(candidate.path, pins) : [];
  const databaseVersion =
    told ?? lowest(versionPins) ?? (dialect === null ? 0 : defaultVersions[dialect]);
  return {
    path: candidate.path,
    layout: layout.layout,
    dialect,
    ...(database.dialect === "other" ? { isOtherDatabase: true } : {}),
    databaseVersion,
    ...(versionPins.length === 0 ? {} : { versionPins }),
    ...(candidate.configured?.phase === undefined ? {} : { phase: candidate.configured.phase }),
    foundBy:
      layout.foundBy === database.foundBy
        ? layout.foundBy
        : `${layout.foundBy} (layout), ${database.foundBy} (dialect)`,
  };
}

function lowest(pins: readonly VersionPin[]): number | null {
  return pins.length === 0 ? null : Math.min(...pins.map(({ version }) => version));
}

/** The texts of the folder's SQL files in the order of their names, empty ones left out. */
function scriptTexts(
  candidate: FolderCandidate,
  texts: ReadonlyMap<string, BlobText>,
): readonly string[] {
  return candidate.entries
    .filter(({ path }) => isSqlFile(path) && pathBelow(candidate.path, path) !== null)
    .map(({ path }) => path)
    .sort()
    .map((path) => textOfBlob(texts.get(path)))
    .filter((text) => text.trim() !== "");
}

function findLayout(candidate: FolderCandidate, scripts: readonly string[]): GuessedLayout {
  const sniffed = sniffLayout(scripts);
  if (sniffed !== null) return { layout: sniffed, foundBy: "file content" };
  const signed = layoutBySign(candidate);
  if (signed !== null) return signed;
  const configured = candidate.configured?.layout ?? null;
  if (configured !== null) return { layout: configured, foundBy: "configuration" };
  return layoutByNames(candidate);
}

interface FoundDialect {
  readonly dialect: NamedDialect | null;
  readonly databaseVersion: number | null;
  readonly foundBy: string;
}

function findDialect(
  candidate: FolderCandidate,
  layoutName: LayoutName,
  texts: ReadonlyMap<string, BlobText>,
  scripts: readonly string[],
): FoundDialect {
  const layout = layouts[layoutName];
  const configured = candidate.configured?.dialect ?? null;
  if (configured !== null) {
    return { dialect: configured, databaseVersion: null, foundBy: "configuration" };
  }
  for (const name of layout.toolFiles) {
    const entry = candidate.toolFiles.find(({ path }) => nameOf(path) === name);
    const blob = entry === undefined ? undefined : texts.get(entry.path);
    if (entry === undefined || blob?.state !== "text") continue;
    const found = readToolDialect(name, blob.text);
    if (found.dialect === null) continue;
    // One tool file may stand above folders for several databases, each named after its own.
    const nearer = dialectOfPath(pathBelow(directoryOf(entry.path), candidate.path) ?? "");
    if (nearer === null || nearer === found.dialect) return { ...found, foundBy: name };
  }
  if (layout.dialect !== null) {
    return { dialect: layout.dialect, databaseVersion: null, foundBy: "layout" };
  }
  if (isNamedAfterOther(candidate.path)) {
    return { dialect: "other", databaseVersion: null, foundBy: "folder name" };
  }
  const dialect = dialectBySyntax(scripts, dialectOfPath(candidate.path));
  if (dialect !== null) return { dialect, databaseVersion: null, foundBy: "syntax" };
  const project = dialectOfProject(candidate.path, candidate.toolFiles, texts);
  return { dialect: null, foundBy: "nothing", ...project, databaseVersion: null };
}
