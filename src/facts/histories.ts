import type { FolderHistory } from "../evaluate.ts";
import { changedCandidates, type ChangedCandidate } from "../migrations/changed-folders.ts";
import { contentEntries } from "../migrations/content-entries.ts";
import { diffMigrations } from "../migrations/diff-migrations.ts";
import { pathBelow } from "../migrations/file-paths.ts";
import { findCandidates } from "../migrations/find-folders.ts";
import type { FolderCandidate } from "../migrations/folder-candidate.ts";
import { identifyFolder } from "../migrations/identify-folder.ts";
import { findMended } from "../migrations/mended-migrations.ts";
import { followMoves, pairMovedFolders } from "../migrations/moved-folders.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import { readVersionPins, versionFiles } from "../migrations/version-pins.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Migration } from "../model/migration.ts";
import type { Source } from "../model/source.ts";
import type { Tree } from "../model/tree.ts";
import { codeHistory } from "./code-history.ts";
import { readBeside } from "./schema-beside.ts";
import { withSiblingDialect } from "./sibling-dialect.ts";
import { textsOf } from "./texts-of.ts";

/** Reads every migration folder that differs between two commits; an empty answer means that none does. */
export async function readHistories(
  source: Source,
  base: string,
  head: string,
  configuration: Configuration,
): Promise<readonly FolderHistory[]> {
  const [baseTree, headTree] = await Promise.all([source.readTree(base), source.readTree(head)]);
  const known = findCandidates(baseTree, configuration);
  const expected = [...known, ...followMoves(known, baseTree, headTree)];
  const changed = changedCandidates(known, findCandidates(headTree, configuration, expected));
  const inSql = await readSqlHistories(source, changed, known, baseTree);
  const inCode = await codeHistory(
    source,
    { base: baseTree, head: headTree },
    configuration,
    pathsOf(inSql),
  );
  return inCode === null ? inSql : [...inSql, inCode];
}

async function readSqlHistories(
  source: Source,
  changed: readonly ChangedCandidate[],
  known: readonly FolderCandidate[],
  baseTree: Tree,
): Promise<readonly FolderHistory[]> {
  if (changed.length === 0) return [];
  const pairs = pairMovedFolders(changed);
  const candidates = pairs.flatMap((pair) =>
    pair.base === null ? pair.heads : [pair.base, ...pair.heads],
  );
  const paths = candidates.map(({ path }) => path);
  const pinning = { entries: versionFiles(baseTree.entries, paths) };
  const blobs = await source.readBlobs([...candidates.flatMap(contentEntries), ...pinning.entries]);
  // Always the base branch's, also for a new folder: what a pull request says of the server does not count.
  const pins = await readVersionPins(textsOf(pinning, blobs));
  const histories = pairs.map(async (pair): Promise<readonly FolderHistory[]> => {
    // The base branch's files say what the folder is: a pull request cannot change how its own files are read.
    const telling = [pair.base, ...pair.heads].find((one) => one !== null && hasMigrations(one));
    const own = telling ?? pair.base ?? pair.heads[0];
    if (own === undefined) return [];
    const identified = identifyFolder(own, textsOf(own, blobs), pins);
    const folder = await withSiblingDialect(identified, known, source, pins);
    const read = (candidate: FolderCandidate): readonly Migration[] =>
      readMigrations(
        { ...folder, path: candidate.path },
        candidate.entries,
        textsOf(candidate, blobs),
      );
    const migrations = pair.base === null ? [] : read(pair.base);
    const heads = pair.heads.flatMap(read);
    const changes = diffMigrations(migrations, heads);
    const mended = findMended(migrations, heads, changes);
    return [{ folder, base: migrations, changes: [...changes, ...mended] }];
  });
  const found = (await Promise.all(histories)).flat();
  const reader = { source, known, pins };
  return Promise.all(
    found.map(async (history) => {
      const beside = await readBeside(history, found, reader);
      return beside.length === 0 ? history : { ...history, beside };
    }),
  );
}

/** The files that the migrations of some folders are made of, on either side. */
function pathsOf(histories: readonly FolderHistory[]): ReadonlySet<string> {
  const migrations = histories.flatMap(({ base, changes }) => [
    ...base,
    ...changes.flatMap(({ migration }) => migration ?? []),
  ]);
  return new Set(migrations.flatMap(({ files }) => files.map(({ path }) => path)));
}

/** A folder that the configuration names may still be empty on the base branch: that tells nothing. */
function hasMigrations({ path: folder, entries, toolFiles }: FolderCandidate): boolean {
  return entries.some(
    (entry) => !toolFiles.includes(entry) && pathBelow(folder, entry.path) !== null,
  );
}
