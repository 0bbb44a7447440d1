import { initialSearchPath, nameKey } from "./catalog.ts";
import type { Catalog, Savepoint } from "./catalog.ts";
import type { SessionEffect } from "../model/statement.ts";

/** Entries of a search path that hold no objects of the migrations. */
const notLookedIn = new Set(["$user", "pg_catalog", "pg_temp", ""]);

/** The state that each migration starts with: it runs in a session of its own, as far as one can tell. */
export function resetSession(catalog: Catalog): void {
  catalog.searchPath = initialSearchPath(catalog.dialect);
  catalog.searchPathAfterTransaction = null;
  catalog.temporary = new Map();
  catalog.savepoints = [];
  if (catalog.hasTemporaryFunctions !== true) return;
  catalog.hasTemporaryFunctions = false;
  const temporary = nameKey({ schema: "pg_temp", name: "" });
  for (const key of catalog.functions.keys())
    if (key.startsWith(temporary)) catalog.functions.delete(key);
}

/** To be called before the first statement of a transaction: what the one before had for itself alone is over. */
export function beginTransaction(catalog: Catalog): void {
  endTransaction(catalog);
  catalog.savepoints = [savepoint(catalog, null)];
}

/** Takes the effect of a statement on its session into account: the search path and temporary tables. */
export function applySession(catalog: Catalog, effect: SessionEffect): void {
  switch (effect.kind) {
    case "begin":
      return;
    case "commit":
      return endTransaction(catalog);
    case "rollback":
      restore(catalog, catalog.savepoints[0]);
      return endTransaction(catalog);
    case "savepoint":
      catalog.savepoints = [...catalog.savepoints, savepoint(catalog, effect.name)];
      return;
    case "rollback-to":
      return restore(
        catalog,
        catalog.savepoints.findLast(({ name }) => name === effect.name),
      );
    case "discard":
      catalog.temporary = new Map();
      if (effect.all) setSearchPath(catalog, initialSearchPath(catalog.dialect), false);
      return;
    case "set": {
      const { name, values, local } = effect;
      if (catalog.dialect !== "postgresql") return;
      if (name !== "search_path" && name !== "all") return;
      // RESET and SET … TO DEFAULT have no values; RESET ALL has another name.
      const isReset = name === "all" || values.length === 0;
      const path = isReset
        ? initialSearchPath(catalog.dialect)
        : values.filter((schema) => !notLookedIn.has(schema));
      return setSearchPath(catalog, path, local);
    }
  }
}

function setSearchPath(catalog: Catalog, path: readonly string[], local: boolean): void {
  if (local) catalog.searchPathAfterTransaction ??= catalog.searchPath;
  else catalog.searchPathAfterTransaction = null;
  catalog.searchPath = path;
}

function endTransaction(catalog: Catalog): void {
  catalog.searchPath = catalog.searchPathAfterTransaction ?? catalog.searchPath;
  catalog.searchPathAfterTransaction = null;
  catalog.savepoints = [];
  for (const [key, lasts] of catalog.temporary)
    if (lasts === "transaction") catalog.temporary.delete(key);
}

function savepoint(catalog: Catalog, name: string | null): Savepoint {
  const { searchPath, searchPathAfterTransaction, temporary } = catalog;
  return { name, searchPath, searchPathAfterTransaction, temporary: new Map(temporary) };
}

/** Where no transaction was told to start, there is nothing to give back. */
function restore(catalog: Catalog, to: Savepoint | undefined): void {
  if (to === undefined) return;
  catalog.searchPath = to.searchPath;
  catalog.searchPathAfterTransaction = to.searchPathAfterTransaction;
  catalog.temporary = new Map(to.temporary);
}
