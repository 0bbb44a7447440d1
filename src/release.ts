import { applyChange } from "./catalog/apply.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { cloneCatalog } from "./catalog/clone-catalog.ts";
import { applySession, resetSession, beginTransaction } from "./catalog/session.ts";
import { isMended } from "./migrations/mended-migrations.ts";
import { createRerun } from "./migrations/moved-statement.ts";
import { sameTexts, statementOrigins, type StatementOrigin } from "./migrations/new-statements.ts";
import { isRunAgain } from "./migrations/run-again.ts";
import {
  startTransactions,
  type PlacedStatement,
  type TransactionCounter,
} from "./migrations/transactions.ts";
import type { Migration, MigrationChange } from "./model/migration.ts";
import type { Certainty } from "./model/statement.ts";
import { normalizeSql } from "./parse/normalize-sql.ts";
import { startSearchPath } from "./left-search-path.ts";
import { placeSection, readSections, type Parsers, type ReadSection } from "./read-statements.ts";
import { isSet, lockTimeoutAfter, notSet, utcAfter } from "./rules/session-setting.ts";
import type { ReleaseChange } from "./rules/rule.ts";
import type { Routines } from "./routine-calls.ts";
import { startRun } from "./run-statement.ts";

/** A statement of a changed migration as it is at the head. */
export interface RunStatement {
  readonly migration: Migration;
  readonly section: ReadSection;
  readonly placed: PlacedStatement;
  readonly origin: StatementOrigin;
}

/** A changed migration with its statements at the head; none where it was deleted. */
export interface ReadChange {
  readonly change: MigrationChange;
  readonly statements: readonly RunStatement[];
}

/** A change that runs with this pull request, names resolved. */
export interface ReleaseEntry extends ReleaseChange {
  readonly run: RunStatement;
  readonly certainty: Certainty;
  /** Whether the session gives up a lock that it has to wait for, as far as the file itself says. */
  readonly lockTimeoutSet: boolean;
  /** Whether its time zone is UTC, as far as the file itself says. */
  readonly inUtc: boolean;
}

/**
 * Reads all changed migrations of a folder, `base` being all of the base branch. Those whose comments and blanks alone
 * differ are left out: nothing of them runs.
 */
export function readChanges(
  changes: readonly MigrationChange[],
  base: readonly Migration[],
  parsers: Parsers,
): readonly ReadChange[] {
  const counter = startTransactions();
  const versions = changes.map((change) => readVersions(change, parsers, counter));
  const origins = originsOf(versions, base);
  return versions.flatMap((version, position) => {
    if (!isRunAgain(version.change, changes, base) && onlyCommentsDiffer(version)) return [];
    // A baseline stands for the history, and runs only where none of it has run.
    const isSkipped =
      version.change.migration?.kind === "baseline" &&
      base.some(({ kind }) => kind === "versioned");
    const statements = version.head.map((statement, place) => ({
      ...statement,
      origin: isSkipped ? ("kept" as const) : (origins[position]?.[place] ?? "new"),
    }));
    return [{ change: version.change, statements }];
  });
}

/** All that runs with a pull request, and what it leaves. */
export interface Release {
  readonly entries: readonly ReleaseEntry[];
  /** The schema behind it, without what it only may make. */
  readonly schema: Catalog;
}

/** Resolves the names of all changes in the order in which they run, on a copy of the base's schema. */
export function resolveRelease(
  changes: readonly ReadChange[],
  baseCatalog: Catalog,
  routines: Omit<Routines, "baseCatalog">,
): Release {
  const catalog = cloneCatalog(baseCatalog);
  catalog.origin = "change";
  // Whether the copy is what the release leaves: running all of it once more takes a twentieth of a long lint.
  let isWhole = true;
  const entries: ReleaseEntry[] = [];
  const rerun = createRerun(catalog, baseCatalog);
  const searchPath = startSearchPath(catalog);
  for (const { change, statements } of changes) {
    resetSession(catalog);
    const section = startRun(catalog, { ...routines, baseCatalog });
    let timeout = notSet;
    let utc = notSet;
    let last: number | null = null;
    for (const run of statements) {
      const { statement, transaction, inTransaction } = run.placed;
      if (transaction !== last) beginTransaction(catalog);
      last = transaction;
      if (statement.session !== null) {
        applySession(catalog, statement.session);
        searchPath.note(statement.session);
      }
      timeout = lockTimeoutAfter(timeout, statement.session, inTransaction);
      utc = utcAfter(utc, statement.session, inTransaction);
      if (run.origin === "kept") continue;
      const facts = { transaction, run, lockTimeoutSet: isSet(timeout), inUtc: isSet(utc) };
      for (const unclear of searchPath.unclear(statement)) {
        entries.push({ ...facts, change: unclear, certainty: "always" });
        isWhole = false;
      }
      for (const effect of section.effectsOf(statement)) {
        if (!rerun.hasEffect(effect.change, run.origin)) continue;
        const certainty = run.placed.isUndone ? "maybe" : effect.certainty;
        const entry = { ...effect, ...facts, certainty };
        entries.push(entry);
        applyEntry(catalog, entry);
        if (mayMake(entry)) isWhole = false;
      }
    }
    searchPath.endFile(change.migration?.path ?? change.previous?.path ?? "");
  }
  resetSession(catalog);
  return { entries, schema: isWhole ? catalog : schemaBehind(entries, baseCatalog) };
}

/** Takes an entry into the schema that those before it leave. */
export function applyEntry(catalog: Catalog, { change, certainty, run }: ReleaseEntry): void {
  catalog.origin = certainty === "always" ? "change" : "unproven";
  const { path } = run.migration;
  applyChange(catalog, change, { path, line: run.placed.statement.line });
}

function schemaBehind(release: readonly ReleaseEntry[], baseCatalog: Catalog): Catalog {
  const catalog = cloneCatalog(baseCatalog);
  for (const entry of release) if (!mayMake(entry)) applyEntry(catalog, entry);
  return catalog;
}

/** Whether it makes something, and that not for sure. */
function mayMake({ certainty, change: { kind } }: ReleaseEntry): boolean {
  return certainty === "maybe" && (kind.startsWith("create-") || kind.startsWith("add-"));
}

interface Versions {
  readonly change: MigrationChange;
  readonly base: readonly ReadSection[];
  readonly head: readonly Omit<RunStatement, "origin">[];
}

function readVersions(
  change: MigrationChange,
  parsers: Parsers,
  counter: TransactionCounter,
): Versions {
  const { migration, previous } = change;
  const sections = migration === null ? [] : readSections(migration, parsers);
  return {
    change,
    base: previous === null ? [] : readSections(previous, parsers),
    head: sections.flatMap((section) =>
      migration === null
        ? []
        : placeSection(section, migration.folder, counter).map((placed) => ({
            migration,
            section,
            placed,
          })),
    ),
  };
}

function originsOf(
  versions: readonly Versions[],
  base: readonly Migration[],
): readonly (readonly StatementOrigin[])[] {
  // Most releases only add files: then there is nothing to compare with.
  if (versions.every(({ change }) => change.previous === null)) {
    return versions.map(({ head }) => head.map(() => "new"));
  }
  const changes = versions.map(({ change }) => change);
  const compared = versions.map((version) => {
    const { change } = version;
    const runsAgain = isRunAgain(change, changes, base);
    return { change, base: baseTexts(version), head: headTexts(version), runsAgain };
  });
  // What a migration that runs again leaves behind under its old name may as well be what a squash took up.
  const left = compared
    .filter(({ runsAgain }) => runsAgain)
    .map((one) => ({ base: one.base, head: [], repeatable: false }));
  const inPlace = compared.map(({ change, runsAgain, ...texts }) => ({
    ...(runsAgain ? { base: [], head: [] } : texts),
    repeatable: change.migration?.kind === "repeatable" && change.status === "edited",
  }));
  const origins = statementOrigins([...inPlace, ...left]);
  return compared.map(({ change, head, runsAgain }, position) => {
    // What its tool could not take before has never run.
    if (isMended(change)) return head.map(() => "new");
    return runsAgain ? head.map(() => "moved") : (origins[position] ?? []);
  });
}

function onlyCommentsDiffer(version: Versions): boolean {
  const { change } = version;
  // Tools run a repeatable migration again when anything of its text differs, a comment too.
  if (change.status !== "edited" || change.migration?.kind === "repeatable") return false;
  if (isMended(change)) return false;
  return sameTexts(baseTexts(version), headTexts(version)) && sameTransactions(change);
}

/** A comment can be a directive: one that switches the transaction off is a change of what runs. */
function sameTransactions({ migration, previous }: MigrationChange): boolean {
  const modes = (one: Migration | null): string =>
    (one?.sections ?? []).map((section) => section.transaction).join();
  return modes(migration) === modes(previous);
}

function baseTexts({ base }: Versions): readonly string[] {
  return base.flatMap((section) =>
    section.statements.map(({ sql }) => section.unreadable ?? normalizeSql(sql)),
  );
}

function headTexts({ head }: Versions): readonly string[] {
  return head.map(
    ({ section, placed }) => section.unreadable ?? normalizeSql(placed.statement.sql),
  );
}
