import { existsSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { evaluate, type FolderHistory } from "../evaluate.ts";
import { loadParsers } from "../facts/load-parsers.ts";
import { listAround, nameBelow, readTexts } from "../files/migration-files.ts";
import { assembleResult } from "../gate/verdict.ts";
import { codeToolOf } from "../migrations/code-tools.ts";
import { candidateForFile } from "../migrations/find-folders.ts";
import type { FolderCandidate } from "../migrations/folder-candidate.ts";
import { identifyFolder } from "../migrations/identify-folder.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import { readVersionPins, versionFiles } from "../migrations/version-pins.ts";
import type { Configuration, ConfiguredFolder } from "../model/configuration.ts";
import type { Dialect } from "../model/dialect.ts";
import type { Migration, MigrationFolder } from "../model/migration.ts";
import { SourceError } from "../model/source-error.ts";
import type { TreeEntry } from "../model/tree.ts";
import type { Result } from "../model/verdict.ts";
import type { VersionPin } from "../model/version-pin.ts";
import { withoutRecorded, type Baseline } from "../report/baseline.ts";
import { versionWords } from "../report/version-words.ts";

/**
 * Judges the named files as the change, with the earlier migrations beside them as history. `root` is the folder that
 * paths are shown from and that a configuration's folders start at. Where nothing tells
 * the dialect, PostgreSQL is assumed and a note says so: unlike the gate, `lint` answers a person who is there to see it.
 */
export async function lintFiles(
  root: string,
  files: readonly string[],
  configuration: Configuration,
  { dialect, baseline, load = loadParsers }: LintOptions = { dialect: null, baseline: null },
): Promise<LintOutcome> {
  const notes: string[] = [];
  const histories: FolderHistory[] = [];
  for (const group of groupByFolder(root, files, configuration)) {
    const pins = await readVersionPins(readTexts(root, group.pinning));
    histories.push(historyOf(root, group, pins, dialect, notes));
  }
  const parsers = await load(histories.map(({ folder }) => folder));
  const evaluation = evaluate(histories, configuration, parsers);
  const gate = { reasons: [], entries: [] };
  const whole = assembleResult(evaluation.files, evaluation.plan, gate, null);
  const { result, left } =
    baseline === null ? { result: whole, left: 0 } : withoutRecorded(whole, baseline);
  if (left > 0) notes.push(`${left} recorded findings are left out: see them with --no-baseline.`);
  // What the gate would ask for is said by the findings here: there is no pull request to link.
  return { result: { ...result, verdict: hasErrors(result) ? "blocked" : "pass" }, notes };
}

export interface LintOptions {
  /** What a person named; null to find it. */
  readonly dialect: Dialect | null;
  /** Findings that are known and not told again; null to tell all. */
  readonly baseline: Baseline | null;
  /** How parsers are loaded, where one run judges many times. */
  readonly load?: typeof loadParsers;
}

/** What `lint` found, and what the reader should know of how it was read. */
export interface LintOutcome {
  readonly result: Result;
  readonly notes: readonly string[];
}

/** The named files of one folder. */
interface FileGroup {
  readonly candidate: FolderCandidate;
  readonly named: Set<string>;
  /** The files around it that may pin the server's version. */
  readonly pinning: readonly TreeEntry[];
}

function groupByFolder(
  root: string,
  files: readonly string[],
  configuration: Configuration,
): readonly FileGroup[] {
  const groups = new Map<string, FileGroup>();
  const owners = new Map<string, FileGroup>();
  const listings = new Map<string, ReturnType<typeof listAround>>();
  for (const file of files) {
    const path = resolve(root, file);
    const name = nameBelow(root, path);
    const known = owners.get(name);
    if (known !== undefined) {
      known.named.add(name);
      continue;
    }
    if (!existsSync(path)) throw new SourceError(`\`${file}\` does not exist. Name files that do.`);
    if (!statSync(path).isFile())
      throw new SourceError(`\`${file}\` is no file. Name the migration files themselves.`);
    const folder = path.slice(0, path.lastIndexOf(sep));
    const listing = listings.get(folder) ?? listAround(root, path);
    listings.set(folder, listing);
    const found = candidateForFile(name, listing);
    const configured = configuration.folders.find((one) => one.path === found.path) ?? null;
    const candidate = { ...found, configured };
    const pinning = versionFiles(listing.entries, [candidate.path]);
    const group = groups.get(candidate.path) ?? { candidate, named: new Set(), pinning };
    group.named.add(name);
    groups.set(candidate.path, group);
    // Looking for a file's folder takes a walk through its neighbours: once is enough for all of them.
    for (const entry of group.candidate.entries)
      if (entry.type === "file") owners.set(entry.path, group);
  }
  return [...groups.values()];
}

function historyOf(
  root: string,
  { candidate, named }: FileGroup,
  pins: readonly VersionPin[],
  dialect: Dialect | null,
  notes: string[],
): FolderHistory {
  const texts = readTexts(root, candidate.entries);
  const configured = candidate.configured ?? noConfiguration(candidate.path);
  const withDialect =
    dialect === null ? candidate : { ...candidate, configured: { ...configured, dialect } };
  let folder = identifyFolder(withDialect, texts, pins);
  if (folder.dialect === null && folder.isOtherDatabase !== true) {
    const assumed = { ...configured, dialect: "postgresql" as const };
    folder = identifyFolder({ ...candidate, configured: assumed }, texts, pins);
    const place = candidate.path === "" ? "this folder" : `\`${candidate.path}\``;
    notes.push(
      `Nothing tells the SQL dialect of ${place}: read as PostgreSQL. Name another with --dialect.`,
    );
  }
  const { versionPins = [] } = folder;
  const version = versionWords(versionPins);
  if (version !== null && versionPins.some((pin) => pin.version !== folder.databaseVersion))
    notes.push(`Judged by ${version}. Name another with database-version in the configuration.`);
  const migrations = readMigrations(folder, candidate.entries, texts);
  // A way down does not stand for its migration: named alone, it is read by itself.
  const isNamed = ({ path, sections }: Migration): boolean =>
    named.has(path) || sections.some((section) => named.has(section.path));
  const last = migrations.findLastIndex(isNamed);
  const read = new Set(
    migrations.filter(isNamed).flatMap((migration) => migration.files.map((file) => file.path)),
  );
  const others = [...named].filter((path) => !read.has(path));
  const listed = migrations.filter(isNamed);
  const plain = others.flatMap((path) => {
    const alone: readonly TreeEntry[] = [{ path, sha: path, type: "file", size: null }];
    const asSql = readMigrations({ ...folder, layout: "sql" }, alone, readTexts(root, alone));
    return asSql.length > 0 ? asSql : [noSql(folder, path)];
  });
  const changed = [...listed, ...plain];
  return {
    folder,
    base: migrations
      .slice(0, last === -1 ? migrations.length : last)
      .filter((migration) => !isNamed(migration)),
    changes: changed.map((migration) => ({
      status: "added",
      migration,
      previous: null,
      sortsBefore: null,
    })),
  };
}

/** A named file that is no SQL is told, never left out. */
function noSql(folder: MigrationFolder, path: string): Migration {
  const tool = codeToolOf(path);
  const what = tool === null ? "no SQL file" : `a migration in ${tool.language}`;
  return {
    folder: { ...folder, layout: "code" },
    path,
    version: path,
    kind: "versioned",
    sections: [],
    files: [{ path, sha: path }],
    problems: [`\`${path}\` is ${what}, which cannot be read here. Name SQL files.`],
  };
}

function noConfiguration(path: string): ConfiguredFolder {
  return { path, layout: null, dialect: null, databaseVersion: null };
}

function hasErrors(result: Result): boolean {
  return result.files.some((file) =>
    file.statements.some((statement) =>
      statement.changes.some((change) =>
        change.findings.some((finding) => finding.severity === "error"),
      ),
    ),
  );
}
