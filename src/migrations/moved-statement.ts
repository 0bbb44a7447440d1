import { nameKey, type Catalog } from "../catalog/catalog.ts";
import { lacksOf } from "../catalog/has-objects.ts";
import { findColumn, findIndex, findTable } from "../catalog/lookup.ts";
import type { ChangeKind, SchemaChange } from "../model/schema-change.ts";

/** Watches what a release would do where history was rewritten around it. */
export interface Rerun {
  /** Whether the next change would do something; asked before it is applied to the catalog. */
  readonly hasEffect: (change: SchemaChange, origin: "new" | "moved") => boolean;
}

/** What holds no rows. */
const withoutRows: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "drop-view",
  "rename-view",
  "create-view",
  "drop-function",
  "rename-function",
  "create-function",
  "drop-type",
  "rename-type",
  "drop-index",
  "rename-index",
  "drop-extension",
  "revoke",
]);

/** What a dump of the schema makes behind its tables. */
const dumped: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "add-constraint",
  "create-index",
  "create-view",
  "create-function",
  "create-trigger",
  "create-policy",
  "create-sequence",
  "attach-partition",
]);

/**
 * Watches the statements of a release. Those that stood elsewhere before run again, for tools run a squashed or
 * renumbered file as a new one: what is already so in `catalog` (a table that is there, a column that is long gone) has no
 * effect. A history that runs again stops where it makes a table or column that exists: behind its CREATE TABLE nothing
 * reaches that table nor what holds no rows, behind its ADD COLUMN no UPDATE reaches the table. A squash may also be a
 * dump with new texts: behind a CREATE TABLE of what `base` has and still is there, it makes again what `base` has. All else, and what cannot
 * be told, has an effect.
 */
export function createRerun(catalog: Catalog, base: Catalog): Rerun {
  const recreated = new Set<string>();
  const repeated = new Set<string>();
  let isDump = false;
  const movedHasEffect = (change: SchemaChange): boolean => {
    const table = "table" in change && change.table !== null ? nameKey(change.table) : null;
    if (change.kind === "create-table" && !change.ifNotExists) {
      if (findTable(catalog, change.table) === null) return true;
      recreated.add(nameKey(change.table));
      return false;
    }
    if (table !== null && recreated.has(table)) return false;
    if (recreated.size > 0 && withoutRows.has(change.kind)) return false;
    if (change.kind === "update-rows") return table === null || !repeated.has(table);
    const effect = wouldChange(change, catalog);
    if (!effect && table !== null && change.kind === "add-column" && !change.ifNotExists)
      repeated.add(table);
    return effect;
  };
  const newHasEffect = (change: SchemaChange): boolean => {
    if (change.kind === "create-table" && !change.ifNotExists)
      isDump ||= [base, catalog].every((schema) => findTable(schema, change.table) !== null);
    return !isDump || !dumped.has(change.kind) || lacksOf(base, [change]).length > 0;
  };
  return {
    hasEffect: (change, origin) =>
      origin === "moved" ? movedHasEffect(change) : newHasEffect(change),
  };
}

function wouldChange(change: SchemaChange, catalog: Catalog): boolean {
  switch (change.kind) {
    case "insert-rows":
    case "set-comment":
    case "maintenance":
    case "refresh-materialized-view":
    case "grant":
      return false;
    case "drop-table":
    case "rename-table":
    case "set-table-schema":
      return findTable(catalog, change.table) !== null;
    case "drop-view":
    case "rename-view":
      return catalog.views.has(nameKey(change.view));
    case "drop-type":
    case "rename-type":
      return catalog.types.has(nameKey(change.type));
    case "drop-function":
    case "rename-function":
      return catalog.functions.has(nameKey(change.function));
    case "drop-sequence":
      return catalog.sequences.has(nameKey(change.sequence));
    case "drop-schema":
    case "rename-schema":
      return catalog.schemas.has(change.name);
    case "drop-extension":
      return catalog.extensions.has(change.name);
    case "drop-index":
    case "rename-index":
      return findIndex(catalog, change.index, change.table) !== null;
    case "drop-constraint":
    case "rename-constraint":
      return findTable(catalog, change.table)?.constraints.has(change.name ?? "PRIMARY") === true;
    case "drop-trigger":
      return (
        change.table === null ||
        findTable(catalog, change.table)?.triggers.has(change.name) === true
      );
    case "drop-policy":
      return findTable(catalog, change.table)?.policies.has(change.name) === true;
    case "drop-column":
    case "rename-column":
      return findColumn(catalog, change.table, change.column) !== null;
    case "drop-not-null":
      return findColumn(catalog, change.table, change.column)?.nullable === false;
    case "set-not-null":
      return findColumn(catalog, change.table, change.column)?.nullable !== false;
    case "alter-column-type":
      return findColumn(catalog, change.table, change.column)?.type.text !== change.type.text;
    case "drop-default":
      return (findColumn(catalog, change.table, change.column)?.default ?? null) !== null;
    case "set-default":
      return findColumn(catalog, change.table, change.column)?.default?.sql !== change.default.sql;
    case "rename-enum-value": {
      const definition = catalog.types.get(nameKey(change.type))?.definition;
      return definition?.kind === "enum" && definition.values.includes(change.value);
    }
    case "create-table":
    case "add-column":
    case "add-constraint":
    case "create-index":
    case "create-view":
    case "create-type":
    case "add-enum-value":
    case "create-function":
    case "create-trigger":
    case "create-policy":
    case "create-schema":
    case "create-sequence":
    case "create-extension":
    case "add-identity":
    case "attach-partition":
      return lacksOf(catalog, [change]).length > 0;
    default:
      return true;
  }
}
