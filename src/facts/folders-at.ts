import { contentEntries } from "../migrations/content-entries.ts";
import { findCandidates } from "../migrations/find-folders.ts";
import type { FolderCandidate } from "../migrations/folder-candidate.ts";
import { identifyFolder } from "../migrations/identify-folder.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Migration, MigrationFolder } from "../model/migration.ts";
import type { Source } from "../model/source.ts";
import { replay, type Replay } from "../replay.ts";
import type { loadParsers } from "./load-parsers.ts";
import { textsOf } from "./texts-of.ts";

/** A folder of migrations at one commit, replayed. */
export interface ReadFolder {
  readonly folder: MigrationFolder;
  readonly migrations: readonly Migration[];
  readonly replay: Replay;
  readonly safeFunctions: readonly string[];
}

/** The folders of migrations at one commit. */
export interface FoldersAt {
  readonly paths: readonly string[];
  /** The folder that holds this content, else the one that the path lies in; null where it is no migration's. */
  readonly findFolder: (path: string, sha: string) => string | null;
  /** Reads and replays one of `paths`, once. */
  readonly read: (folder: string) => Promise<ReadFolder>;
}

/** Makes a reader of folders that keeps what it read, by commit. */
export function createFolderReader(
  source: Source,
  configuration: Configuration,
  load: typeof loadParsers,
): (commit: string) => Promise<FoldersAt> {
  const commits = new Map<string, Promise<FoldersAt>>();
  const readCommit = async (commit: string): Promise<FoldersAt> => {
    const candidates = findCandidates(await source.readTree(commit), configuration);
    const folders = new Map<string, Promise<ReadFolder>>();
    return {
      paths: candidates.map(({ path }) => path),
      findFolder: (path, sha) => findFolder(candidates, path, sha),
      read: (folder) => {
        const known =
          folders.get(folder) ?? readFolder(source, configuration, candidates, folder, load);
        folders.set(folder, known);
        return known;
      },
    };
  };
  return (commit) => {
    const known = commits.get(commit) ?? readCommit(commit);
    commits.set(commit, known);
    return known;
  };
}

async function readFolder(
  source: Source,
  { safeFunctions }: Configuration,
  candidates: readonly FolderCandidate[],
  path: string,
  load: typeof loadParsers,
): Promise<ReadFolder> {
  const candidate = candidates.find((one) => one.path === path);
  if (candidate === undefined) throw new Error(`There is no folder of migrations at ${path}.`);
  const texts = textsOf(candidate, await source.readBlobs(contentEntries(candidate)));
  const folder = identifyFolder(candidate, texts);
  const migrations = readMigrations(folder, candidate.entries, texts);
  const parsers = await load([folder]);
  const replayed = replay(folder, migrations, parsers, safeFunctions);
  return { folder, migrations, replay: replayed, safeFunctions };
}

function findFolder(
  candidates: readonly FolderCandidate[],
  path: string,
  sha: string,
): string | null {
  const holds = (test: (entry: { path: string; sha: string }) => boolean) =>
    candidates.find(({ entries }) => entries.some(test))?.path;
  const inside = candidates
    .filter((candidate) => candidate.path === "" || path.startsWith(`${candidate.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length);
  return (
    holds((entry) => entry.path === path && entry.sha === sha) ??
    holds((entry) => entry.sha === sha) ??
    inside[0]?.path ??
    null
  );
}
