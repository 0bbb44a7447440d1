import { initialSearchPath } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import type { SessionEffect } from "../model/statement.ts";

/** Entries of a search path that hold no objects of the migrations. */
const notLookedIn = new Set(["$user", "pg_catalog", "pg_temp", ""]);

/** Takes the effect of a statement on its session into account: SET search_path, and the end of SET LOCAL. */
export function applySession(catalog: Catalog, effect: SessionEffect): void {
  if (effect.kind === "commit" || effect.kind === "rollback") {
    catalog.searchPath = catalog.searchPathAfterTransaction ?? catalog.searchPath;
    catalog.searchPathAfterTransaction = null;
    return;
  }
  if (effect.kind !== "set" || catalog.dialect !== "postgresql") return;
  if (effect.name !== "search_path" && effect.name !== "all") return;
  if (effect.local) catalog.searchPathAfterTransaction ??= catalog.searchPath;
  else catalog.searchPathAfterTransaction = null;
  // RESET and SET … TO DEFAULT have no values; RESET ALL has another name.
  catalog.searchPath =
    effect.name === "all" || effect.values.length === 0
      ? initialSearchPath(catalog.dialect)
      : effect.values.filter((name) => !notLookedIn.has(name));
}

/** The state that each migration starts with: it runs in a session of its own, as far as one can tell. */
export function resetSession(catalog: Catalog): void {
  catalog.searchPath = initialSearchPath(catalog.dialect);
  catalog.searchPathAfterTransaction = null;
  catalog.temporary.clear();
}
