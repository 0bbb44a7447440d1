import { emptyCatalog, type Catalog } from "./catalog/catalog.ts";
import { applySession, resetSession, beginTransaction } from "./catalog/session.ts";
import { noteTexts } from "./catalog/words.ts";
import { textOfMigration } from "./migrations/text-of-migration.ts";
import type { Migration, MigrationFolder } from "./model/migration.ts";
import type { SchemaChange } from "./model/schema-change.ts";
import { startTransactions } from "./migrations/transactions.ts";
import { placeSection, readSections, type Parsers } from "./read-statements.ts";
import type { Routines } from "./routine-calls.ts";
import { applyEffect, startRun } from "./run-statement.ts";

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

/**
 * Runs migrations on top of a schema, an empty one where none is given (one that is given is altered). What cannot be
 * read leaves a hole in the catalog, never a crash. Calls of `safeFunctions` change nothing.
 */
export function replay(
  folder: MigrationFolder,
  migrations: readonly Migration[],
  parsers: Parsers,
  safeFunctions: readonly string[],
  catalog: Catalog = emptyCatalogOf(folder),
): Replay {
  const changes = new Map(migrations.map((migration) => [migration, [] as PlacedChange[]]));
  const routines = routinesOf(catalog, folder, parsers, safeFunctions);
  run(routines, folder, migrations, parsers, (migration, change) =>
    changes.get(migration)?.push(change),
  );
  return { catalog, changes };
}

/** The schema alone: of a long history, what each migration did takes more memory. */
export function replaySchema(
  folder: MigrationFolder,
  migrations: readonly Migration[],
  parsers: Parsers,
  safeFunctions: readonly string[],
): Catalog {
  const catalog = emptyCatalogOf(folder);
  const routines = routinesOf(catalog, folder, parsers, safeFunctions);
  run(routines, folder, migrations, parsers, () => undefined);
  return catalog;
}

function emptyCatalogOf({ dialect }: MigrationFolder): Catalog {
  return emptyCatalog(dialect ?? "postgresql");
}

function routinesOf(
  catalog: Catalog,
  { dialect }: MigrationFolder,
  parsers: Parsers,
  safe: readonly string[],
): Routines {
  return {
    parser: dialect === null ? undefined : parsers.get(dialect),
    safe,
    baseCatalog: catalog,
  };
}

/** Runs migrations on the schema that `routines` has as its own. */
function run(
  routines: Routines,
  folder: MigrationFolder,
  migrations: readonly Migration[],
  parsers: Parsers,
  note: (migration: Migration, change: PlacedChange) => void,
): void {
  const catalog = routines.baseCatalog;
  const counter = startTransactions();
  for (const migration of migrations) {
    resetSession(catalog);
    const started = startRun(catalog, routines);
    let last: number | null = null;
    const placed = readSections(migration, parsers).flatMap((section) =>
      placeSection(section, folder, counter),
    );
    for (const { statement, transaction, isUndone } of placed) {
      const { session, line, endLine } = statement;
      if (transaction !== last) beginTransaction(catalog);
      last = transaction;
      if (session !== null) applySession(catalog, session);
      for (const effect of isUndone ? [] : started.effectsOf(statement)) {
        applyEffect(catalog, effect, { path: migration.path, line });
        note(migration, { change: effect.change, line, endLine });
      }
    }
  }
  resetSession(catalog);
  // Where something could not be read, a name that no text holds is still known to be new.
  if (catalog.holes.length > 0) noteTexts(catalog, migrations.map(textOfMigration));
}
