import type { Catalog } from "./catalog/catalog.ts";
import { cloneCatalog } from "./catalog/clone-catalog.ts";
import { displayName } from "./catalog/display-name.ts";
import { findColumn, relationExists } from "./catalog/lookup.ts";
import type { Addition, ContractChange } from "./gate/facts.ts";
import { createLinkFinder } from "./gate/links-beside.ts";
import { createAcknowledgementFinder } from "./gate/parse-acknowledgements.ts";
import { allowancesBeside } from "./gate/parse-allowances.ts";
import type { Configuration } from "./model/configuration.ts";
import type { JudgedChange } from "./model/judgement.ts";
import type { Migration, MigrationChange, MigrationFolder } from "./model/migration.ts";
import type { PhasePlan } from "./model/phase-plan.ts";
import type { SchemaChange } from "./model/schema-change.ts";
import type { JudgedFile, JudgedStatement } from "./model/verdict.ts";
import { planChange } from "./plan/plan-change.ts";
import type { Parsers } from "./read-statements.ts";
import {
  applyEntry,
  readChanges,
  resolveRelease,
  type ReadChange,
  type ReleaseEntry,
  type RunStatement,
} from "./release.ts";
import { replaySchema } from "./replay.ts";
import { noTransaction, transactionAfter, transactionBefore } from "./rules/held-locks.ts";
import { historyFindings } from "./rules/history-findings.ts";
import { judgeChange } from "./rules/judge.ts";
import { isStrongLock } from "./rules/lock-timeout.ts";
import type { RuleContext } from "./rules/rule.ts";
import { named } from "./rules/wording.ts";
import { withFolderFinding, type ReleaseSchemas } from "./rules/wrong-phase-folder.ts";

/** The migrations of one folder on the base branch, and how the head differs. */
export interface FolderHistory {
  readonly folder: MigrationFolder;
  readonly base: readonly Migration[];
  /**
   * Of the folder beside it, where this one is for a later phase of the same database: their versions are times, and tell
   * the order of all. Absent where there is none.
   */
  readonly beside?: readonly Migration[];
  readonly changes: readonly MigrationChange[];
}

/** All that the migrations themselves say, before any link or deployment is looked at. */
export interface Evaluation {
  readonly files: readonly JudgedFile[];
  readonly plan: readonly PhasePlan[];
  readonly contracts: readonly ContractChange[];
  readonly additions: readonly Addition[];
}

/** Reads, replays and judges every folder. Pure: the parsers are handed in, already loaded. */
export function evaluate(
  folders: readonly FolderHistory[],
  configuration: Configuration,
  parsers: Parsers,
): Evaluation {
  const evaluations = folders.map((history) => evaluateFolder(history, configuration, parsers));
  return {
    files: evaluations.flatMap((evaluation) => evaluation.files),
    plan: evaluations.flatMap((evaluation) => evaluation.plan),
    contracts: evaluations.flatMap((evaluation) => evaluation.contracts),
    additions: evaluations.flatMap((evaluation) => evaluation.additions),
  };
}

function evaluateFolder(
  history: FolderHistory,
  configuration: Configuration,
  parsers: Parsers,
): Evaluation {
  const { folder } = history;
  const changes = readChanges(history.changes, history.base, parsers);
  if (changes.length === 0) return { files: [], plan: [], contracts: [], additions: [] };
  const safe = configuration.safeFunctions;
  const parser = folder.dialect === null ? undefined : parsers.get(folder.dialect);
  const baseCatalog = replaySchema(folder, wholeHistory(history), parsers, safe);
  const { entries, schema } = resolveRelease(changes, baseCatalog, { parser, safe });
  const schemas = { baseCatalog, finalCatalog: schema };
  const judged = judgeRelease(entries, schemas, folder, configuration, parser?.usesOf);
  return {
    files: changes.map((change) => judgedFile(change, judged.changes, configuration, folder)),
    plan: judged.plan,
    contracts: contractsOf(entries, judged.inOrder, baseCatalog, history),
    additions: additionsOf(entries, judged.inOrder, baseCatalog, schema, folder),
  };
}

function wholeHistory({ base, beside = [] }: FolderHistory): readonly Migration[] {
  if (beside.length === 0) return base;
  return [...beside, ...base].toSorted((a, b) =>
    a.version < b.version ? -1 : Number(a.version > b.version),
  );
}

interface JudgedRelease {
  /** One per entry of the release. */
  readonly inOrder: readonly JudgedChange[];
  readonly changes: ReadonlyMap<RunStatement, readonly JudgedChange[]>;
  readonly plan: readonly PhasePlan[];
}

/** Judges change by change, each with the schema as those before it leave it. */
function judgeRelease(
  release: readonly ReleaseEntry[],
  { baseCatalog, finalCatalog }: ReleaseSchemas,
  folder: MigrationFolder,
  configuration: Configuration,
  usesOf: RuleContext["usesOf"],
): JudgedRelease {
  const catalog = cloneCatalog(baseCatalog);
  const database = { dialect: catalog.dialect, databaseVersion: folder.databaseVersion };
  const schemas = { catalog, baseCatalog, finalCatalog };
  const bodies = usesOf === undefined ? {} : { usesOf };
  const known = { ...schemas, ...database, ...bodies, release };
  const changes = new Map<RunStatement, JudgedChange[]>();
  const plan: PhasePlan[] = [];
  // The first strong lock of a file speaks for all of them.
  const strongLocks = new Set<Migration>();
  let transactionSoFar = noTransaction;
  const inOrder = release.map((entry, position) => {
    const { run, change, transaction, lockTimeoutSet, inUtc } = entry;
    const { statement, inTransaction } = run.placed;
    const strongLockTaken = strongLocks.has(run.migration);
    const session = { inTransaction, lockTimeoutSet, strongLockTaken, inUtc };
    const isFirst = release[position - 1]?.run !== run;
    const newerSyntax = isFirst ? (statement.newerSyntax ?? []) : [];
    transactionSoFar = transactionBefore(transactionSoFar, transaction);
    const { sql } = statement;
    const context = { ...known, ...session, transactionSoFar, newerSyntax, position, sql };
    const alone = judgeChange(change, context, configuration.rules, linesOf(run));
    const one = withFolderFinding(byFunction(alone, entry), folder, schemas, configuration);
    const found = one.findings.map(({ rule }) => rule);
    transactionSoFar = transactionAfter(transactionSoFar, change, context, found);
    if (isStrongLock(one.lock)) strongLocks.add(run.migration);
    const others = changes.get(run);
    if (others === undefined) changes.set(run, [one]);
    else others.push(one);
    const place = { path: run.migration.path, line: statement.line };
    const steps = planChange(one, catalog, { ...place, ...database, sql });
    if (steps !== null) plan.push(steps);
    applyEntry(catalog, entry);
    return one;
  });
  return { inOrder, changes, plan };
}

/** What a function does says so: on the line stands only a call of it, or what has it run. */
function byFunction(judged: JudgedChange, { by, change }: ReleaseEntry): JudgedChange {
  if (by === undefined || change.kind === "unknown") return judged;
  return { ...judged, description: `${judged.description}, by function ${named(by)}` };
}

/** The changes that ask for an earlier pull request, each with the links that stand beside its statement. */
function contractsOf(
  release: readonly ReleaseEntry[],
  judged: readonly JudgedChange[],
  baseCatalog: Catalog,
  { folder, beside = [] }: FolderHistory,
): readonly ContractChange[] {
  const linksBeside = createLinkFinder();
  const changesOnly = release.map((entry) => entry.change);
  return release.flatMap(({ run }, position) => {
    const one = judged[position];
    if (one === undefined || one.requirement === "none") return [];
    const { line, endLine } = run.placed.statement;
    return [
      {
        judged: one,
        object: one.object ?? one.description,
        path: run.migration.path,
        line,
        folder: folder.path,
        ...(beside.length === 0 ? {} : { beside: foldersOf(beside) }),
        links: linksBeside(run.section, line, endLine),
        baseCatalog,
        release: changesOnly,
      },
    ];
  });
}

/** What the release brings that code can name. A column of a new table is no news of its own. */
function additionsOf(
  release: readonly ReleaseEntry[],
  judged: readonly JudgedChange[],
  baseCatalog: Catalog,
  catalog: Catalog,
  folder: MigrationFolder,
): readonly Addition[] {
  const made = new Set(release.map(({ change }) => madeTable(change)));
  return release.flatMap(({ run, change }, position) => {
    const one = judged[position];
    if (one === undefined || !isAddition(change, baseCatalog)) return [];
    if (change.kind === "add-column" && made.has(displayName(change.table))) return [];
    const { path } = run.migration;
    return [{ judged: one, path, line: run.placed.statement.line, folder: folder.path, catalog }];
  });
}

function isAddition(change: SchemaChange, base: Catalog): boolean {
  switch (change.kind) {
    case "create-table":
      return !change.temporary && !relationExists(base, change.table);
    case "create-view":
      return !change.temporary && !relationExists(base, change.view);
    case "add-column":
      return findColumn(base, change.table, change.column.name) === null;
    default:
      return false;
  }
}

function madeTable(change: SchemaChange): string | null {
  return change.kind === "create-table" ? displayName(change.table) : null;
}

function foldersOf(migrations: readonly Migration[]): readonly string[] {
  return [...new Set(migrations.map(({ folder }) => folder.path))];
}

function linesOf(run: RunStatement): { readonly line: number; readonly lineText?: string } {
  const { line } = run.placed.statement;
  const lineText = run.section.lines[line - 1];
  return lineText === undefined ? { line } : { line, lineText };
}

function judgedFile(
  { change, statements }: ReadChange,
  judged: ReadonlyMap<RunStatement, readonly JudgedChange[]>,
  configuration: Configuration,
  folder: MigrationFolder,
): JudgedFile {
  const shown = change.migration ?? change.previous;
  const acknowledgementsBeside = createAcknowledgementFinder();
  const running = statements
    .filter((run) => run.origin === "new" || judged.has(run))
    .map((run): JudgedStatement => {
      const { line, endLine, sql } = run.placed.statement;
      const allowances = allowancesBeside(run.section, line, endLine);
      const claims = acknowledgementsBeside(run.section, line, endLine);
      const acknowledgements = claims.length === 0 ? {} : { acknowledgements: claims };
      const own = judged.get(run) ?? [];
      return { line, endLine, sql, allowances, ...acknowledgements, changes: own };
    });
  return {
    path: shown?.path ?? "",
    previousPath: change.status === "renamed" ? (change.previous?.path ?? null) : null,
    status: change.status,
    layout: folder.layout,
    dialect: folder.dialect,
    ...(folder.phase === undefined ? {} : { folderPhase: folder.phase }),
    ...(folder.versionPins === undefined ? {} : { versionPins: folder.versionPins }),
    transaction: statements.some((run) => run.placed.inTransaction),
    statements: running,
    findings: historyFindings(change, running.length, configuration.rules),
  };
}
