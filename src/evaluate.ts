import { applyChange } from "./catalog/apply.ts";
import { emptyCatalog, type Catalog } from "./catalog/catalog.ts";
import { addHole } from "./catalog/holes.ts";
import { cloneCatalog } from "./catalog/same-catalog.ts";
import { applySession, resetSession, resolveChange } from "./catalog/resolve.ts";
import type { ContractChange } from "./gate/facts.ts";
import { parseMigrationLinks } from "./gate/parse-migration-links.ts";
import { hasEffect } from "./migrations/moved-statement.ts";
import { sameTexts, statementOrigins, type StatementOrigin } from "./migrations/new-statements.ts";
import {
  placeInTransactions,
  startTransactions,
  type PlacedStatement,
} from "./migrations/transactions.ts";
import type { Configuration } from "./model/configuration.ts";
import type { Dialect } from "./model/dialect.ts";
import type { JudgedChange } from "./model/judgement.ts";
import type { Link } from "./model/link.ts";
import type {
  Migration,
  MigrationChange,
  MigrationFolder,
  TransactionMode,
} from "./model/migration.ts";
import type { PhasePlan } from "./model/phase-plan.ts";
import type { SchemaChange } from "./model/schema-change.ts";
import type { Statement } from "./model/statement.ts";
import type { JudgedFile, JudgedStatement } from "./model/verdict.ts";
import { normalizeSql } from "./parse/normalize-sql.ts";
import type { SqlParser } from "./parse/parser.ts";
import { planChange } from "./plan/plan-change.ts";
import { historyFindings } from "./rules/history-findings.ts";
import { judgeChange } from "./rules/judge.ts";
import type { ReleaseChange } from "./rules/rule.ts";

/** The migrations of one folder on the base branch, and how the head differs. */
export interface FolderHistory {
  readonly folder: MigrationFolder;
  readonly base: readonly Migration[];
  readonly changes: readonly MigrationChange[];
}

/** All that the migrations themselves say, before any link or deployment is looked at. */
export interface Evaluation {
  readonly files: readonly JudgedFile[];
  readonly plan: readonly PhasePlan[];
  readonly contracts: readonly ContractChange[];
  /** The base branch's schema per folder, of the folders that hold a change. */
  readonly replays: ReadonlyMap<MigrationFolder, Replay>;
}

export type Parsers = ReadonlyMap<Dialect, SqlParser>;

/** Reads, replays and judges every folder. Pure: the parsers are handed in, already loaded. */
export function evaluate(
  folders: readonly FolderHistory[],
  configuration: Configuration,
  parsers: Parsers,
): Evaluation {
  const replays = new Map<MigrationFolder, Replay>();
  const evaluations = folders.map((history) => {
    const base = replay(history.folder, history.base, parsers);
    replays.set(history.folder, base);
    return evaluateFolder(history, base.catalog, configuration, parsers);
  });
  return {
    files: evaluations.flatMap((evaluation) => evaluation.files),
    plan: evaluations.flatMap((evaluation) => evaluation.plan),
    contracts: evaluations.flatMap((evaluation) => evaluation.contracts),
    replays,
  };
}

/** The schema that a folder's migrations leave, and what each of them did to it. */
export interface Replay {
  readonly catalog: Catalog;
  readonly changes: ReadonlyMap<Migration, readonly PlacedChange[]>;
}

/** A change with its names resolved and the lines of its statement. */
export interface PlacedChange {
  readonly change: SchemaChange;
  readonly line: number;
  readonly endLine: number;
}

/** Runs migrations against an empty schema. What cannot be read leaves a hole in the catalog, never a crash. */
export function replay(
  folder: MigrationFolder,
  migrations: readonly Migration[],
  parsers: Parsers,
): Replay {
  const catalog = emptyCatalog(folder.dialect ?? "postgresql");
  const changes = new Map<Migration, readonly PlacedChange[]>();
  for (const migration of migrations) {
    const made: PlacedChange[] = [];
    resetSession(catalog);
    for (const statement of statementsOf(migration, parsers)) {
      if (statement.session !== null) applySession(catalog, statement.session);
      for (const change of statement.changes) {
        const resolved = resolveChange(catalog, change);
        if (resolved.kind === "unknown") {
          addHole(catalog, {
            path: migration.path,
            line: statement.line,
            message: resolved.reason,
          });
        } else {
          applyChange(catalog, resolved);
        }
        made.push({ change: resolved, line: statement.line, endLine: statement.endLine });
      }
    }
    changes.set(migration, made);
  }
  resetSession(catalog);
  return { catalog, changes };
}

function evaluateFolder(
  history: FolderHistory,
  baseCatalog: Catalog,
  configuration: Configuration,
  parsers: Parsers,
): Omit<Evaluation, "replays"> {
  const { folder } = history;
  const versions = readVersions(history.changes, parsers);
  const changed = versions.filter((version) => !onlyCommentsDiffer(version));
  if (changed.length === 0) return { files: [], plan: [], contracts: [] };
  const release = resolveRelease(changed, baseCatalog);
  const catalog = cloneCatalog(baseCatalog);
  catalog.origin = "change";
  const judged = new Map<RunStatement, readonly JudgedChange[]>();
  const contracts: ContractChange[] = [];
  const plan: PhasePlan[] = [];
  const releaseChanges: readonly ReleaseChange[] = release;
  const changesOnly = release.map((entry) => entry.change);
  release.forEach((entry, position) => {
    const { run, change } = entry;
    const { statement } = run.placed;
    const one = judgeChange(
      change,
      {
        catalog,
        dialect: catalog.dialect,
        databaseVersion: folder.databaseVersion,
        sql: statement.sql,
        inTransaction: run.placed.inTransaction,
        release: releaseChanges,
        position,
        baseCatalog,
      },
      configuration.rules,
      { line: statement.line, ...(run.lineText === null ? {} : { lineText: run.lineText }) },
    );
    judged.set(run, [...(judged.get(run) ?? []), one]);
    const place = { path: run.migration.path, line: statement.line };
    if (one.requirement !== "none" && one.object !== null) {
      const links = linksBeside(run);
      contracts.push({
        judged: one,
        object: one.object,
        ...place,
        links,
        baseCatalog,
        release: changesOnly,
      });
    }
    const steps = planChange(one, catalog, {
      ...place,
      sql: statement.sql,
      dialect: catalog.dialect,
      databaseVersion: folder.databaseVersion,
    });
    if (steps !== null) plan.push(steps);
    if (change.kind !== "unknown") applyChange(catalog, change);
  });
  const files = changed.map((version) => judgedFile(version, judged, configuration, folder));
  return { files, plan, contracts };
}

/** A statement of the head that runs with this pull request. */
interface RunStatement {
  readonly migration: Migration;
  readonly placed: PlacedStatement;
  /** The whole line that the statement begins on. */
  readonly lineText: string | null;
  readonly origin: StatementOrigin;
}

/** A changed migration with its statements before and after. */
interface MigrationVersions {
  readonly change: MigrationChange;
  readonly base: readonly Statement[];
  readonly head: readonly RunStatement[];
}

function readVersions(
  changes: readonly MigrationChange[],
  parsers: Parsers,
): readonly MigrationVersions[] {
  const counter = startTransactions();
  const read = changes.map((change) => {
    const { migration, previous } = change;
    const placed =
      migration === null
        ? []
        : readSections(migration, parsers).flatMap((section) =>
            placeInTransactions(section.statements, section.transaction, counter).map((one) => ({
              one,
              lineText: section.lines[one.statement.line - 1] ?? null,
            })),
          );
    return { change, base: previous === null ? [] : statementsOf(previous, parsers), placed };
  });
  // A renumbered migration runs again under its new version: its statements moved, they were not kept.
  const renumbered = (change: MigrationChange): boolean =>
    change.status === "renamed" && change.previous?.version !== change.migration?.version;
  const compared = read.map(({ change, base, placed }) => ({
    base: renumbered(change) ? [] : base,
    head: placed.map(({ one }) => one.statement),
    repeatable: change.migration?.kind === "repeatable",
  }));
  const left = read
    .filter(({ change }) => renumbered(change))
    .map(({ base }) => ({ base, head: [], repeatable: false }));
  const origins = statementOrigins([...compared, ...left], normalizeSql);
  return read.map(({ change, base, placed }, position) => ({
    change,
    base,
    head: placed.flatMap(({ one, lineText }, place): readonly RunStatement[] =>
      change.migration === null
        ? []
        : [
            {
              migration: change.migration,
              placed: one,
              lineText,
              origin: origins[position]?.[place] ?? "new",
            },
          ],
    ),
  }));
}

function onlyCommentsDiffer(version: MigrationVersions): boolean {
  const { change } = version;
  if (change.status !== "edited" || (change.migration?.problems.length ?? 0) > 0) return false;
  if ((change.previous?.problems.length ?? 0) > 0) return false;
  const head = version.head.map((run) => run.placed.statement);
  return (
    sameTexts({ base: version.base, head, repeatable: false }, normalizeSql) &&
    sameTransactions(change)
  );
}

/** A comment can be a directive: one that switches the transaction off is a change of what runs. */
function sameTransactions(change: MigrationChange): boolean {
  const modes = (migration: Migration | null): string =>
    (migration?.sections ?? []).map((section) => section.transaction).join();
  return modes(change.migration) === modes(change.previous);
}

interface ReleaseEntry extends ReleaseChange {
  readonly run: RunStatement;
}

/** Resolves the names of all changes in the order in which they run, on a copy of the base's schema. */
function resolveRelease(
  versions: readonly MigrationVersions[],
  baseCatalog: Catalog,
): readonly ReleaseEntry[] {
  const catalog = cloneCatalog(baseCatalog);
  catalog.origin = "change";
  const entries: ReleaseEntry[] = [];
  for (const version of versions) {
    resetSession(catalog);
    const recreated = new Set<string>();
    for (const run of version.head) {
      const { statement, transaction } = run.placed;
      if (statement.session !== null) applySession(catalog, statement.session);
      if (run.origin === "kept") continue;
      for (const change of statement.changes) {
        const resolved = resolveChange(catalog, change);
        if (run.origin === "moved" && !hasEffect(resolved, baseCatalog, recreated)) continue;
        entries.push({ change: resolved, transaction, run });
        if (resolved.kind !== "unknown") applyChange(catalog, resolved);
      }
    }
  }
  return entries;
}

function judgedFile(
  version: MigrationVersions,
  judged: ReadonlyMap<RunStatement, readonly JudgedChange[]>,
  configuration: Configuration,
  folder: MigrationFolder,
): JudgedFile {
  const { change } = version;
  const shown = change.migration ?? change.previous;
  const statements = version.head
    .filter((run) => run.origin === "new" || judged.has(run))
    .map((run): JudgedStatement => ({
      line: run.placed.statement.line,
      endLine: run.placed.statement.endLine,
      sql: run.placed.statement.sql,
      changes: judged.get(run) ?? [],
    }));
  return {
    path: shown?.path ?? "",
    previousPath: change.status === "renamed" ? (change.previous?.path ?? null) : null,
    status: change.status,
    layout: folder.layout,
    dialect: folder.dialect,
    transaction: version.head.some((run) => run.placed.inTransaction),
    statements,
    findings: historyFindings(change, statements.length, configuration.rules),
  };
}

function linksBeside(run: RunStatement): readonly Link[] {
  const { statement } = run.placed;
  const texts = run.migration.sections.filter((section) => /expand-contract/i.test(section.text));
  return texts.flatMap((section) =>
    parseMigrationLinks(section.path, section.text).filter(({ source }) => {
      if (source.kind !== "migration") return false;
      return (
        source.line >= firstLineBeside(section.text, statement.line) &&
        source.line <= statement.endLine
      );
    }),
  );
}

/** The first of the comment lines that stand directly above a statement. */
function firstLineBeside(text: string, line: number): number {
  const lines = text.split("\n");
  let first = line;
  while (first > 1 && /^\s*(?:--|#|\/\*)/.test(lines[first - 2] ?? "")) first -= 1;
  return first;
}

function statementsOf(migration: Migration, parsers: Parsers): readonly Statement[] {
  return readSections(migration, parsers).flatMap((section) => section.statements);
}

interface ReadSection {
  readonly statements: readonly Statement[];
  readonly transaction: TransactionMode;
  /** The lines of its text. */
  readonly lines: readonly string[];
}

/** What hinders reading a migration stands in front of its statements, as changes that nobody can read. */
function readSections(migration: Migration, parsers: Parsers): readonly ReadSection[] {
  const { dialect } = migration.folder;
  const parser = dialect === null ? undefined : parsers.get(dialect);
  const problems = [...migration.problems];
  if (parser === undefined) {
    const place =
      migration.folder.path === "" ? "the repository's root" : `\`${migration.folder.path}\``;
    problems.push(
      `The SQL dialect of ${place} could not be told: set \`dialect\` for it under \`migrations\` in .github/expand-contract.yml on the base branch.`,
    );
  }
  const unreadable = problems.map((reason): Statement => ({
    line: 1,
    endLine: 1,
    sql: "",
    changes: [{ kind: "unknown", reason, object: null }],
    session: null,
  }));
  const sections = migration.sections.map((section): ReadSection => ({
    statements: parser?.parse(section.text) ?? [],
    transaction: section.transaction,
    lines: section.text.split(/\r\n|\n|\r/),
  }));
  return unreadable.length === 0
    ? sections
    : [{ statements: unreadable, transaction: "none", lines: [] }, ...sections];
}
