import { nameKey } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { isTemporary } from "./lookup.ts";
import type { ConstraintDefinition } from "../model/definitions.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";

/**
 * Remembers the tables and views that a change needs and that no statement has made. To be called before the change is
 * applied. What a statement makes later under such a name was a reference forward, as SQLite and MySQL allow it.
 */
export function noteAssumed(catalog: Catalog, change: SchemaChange): void {
  if (change.kind === "create-table" && !change.ifNotExists)
    catalog.assumed.delete(nameKey(change.table));
  if (change.kind === "create-view") catalog.assumed.delete(nameKey(change.view));
  for (const name of neededBy(change)) {
    const key = nameKey(name);
    const isKnown = catalog.tables.has(key) || catalog.views.has(key) || catalog.sequences.has(key);
    if (!isKnown && !isTemporary(catalog, name) && !isOfServer(name)) catalog.assumed.add(key);
  }
}

/** Whether a statement has needed a table or view of this schema that none made. */
export function assumesTablesIn(catalog: Catalog, schema: string | null): boolean {
  const prefix = schema === null ? null : nameKey({ schema, name: "" });
  for (const key of catalog.assumed)
    if (prefix === null ? !key.includes("\u0000") : key.startsWith(prefix)) return true;
  return false;
}

/** The relations without which the server refuses the change. */
function neededBy(change: SchemaChange): readonly QualifiedName[] {
  switch (change.kind) {
    case "create-table": {
      if (change.temporary) return [];
      const parent = change.partitionOf === null ? [] : [change.partitionOf];
      const own = nameKey(change.table);
      const referenced = referencedBy(change.constraints).filter((name) => nameKey(name) !== own);
      return [...referenced, ...parent, ...change.inherits, ...change.like];
    }
    case "add-column":
      return [change.table, ...referencedBy(change.constraints)];
    case "add-constraint":
      return [change.table, ...referencedBy([change.constraint])];
    case "attach-partition":
    case "detach-partition":
      return [change.table, change.partition];
    case "set-inheritance":
      return [change.table, change.parent];
    case "drop-table":
      return change.ifExists ? [] : [change.table];
    case "drop-view":
      return change.ifExists ? [] : [change.view];
    case "create-view":
      return change.temporary ? [] : change.reads;
    case "rename-view":
    case "refresh-materialized-view":
      return [change.view];
    case "insert-rows":
      return [change.table, ...change.reads];
    case "rename-table":
    case "set-table-schema":
    case "drop-column":
    case "rename-column":
    case "alter-column-type":
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
    case "drop-default":
    case "add-identity":
    case "set-identity":
    case "drop-identity":
    case "set-expression":
    case "drop-expression":
    case "alter-column-option":
    case "drop-constraint":
    case "validate-constraint":
    case "alter-constraint":
    case "rename-constraint":
    case "create-index":
    case "create-trigger":
    case "set-trigger-state":
    case "set-row-security":
    case "create-policy":
    case "alter-policy":
    case "create-rule":
    case "update-rows":
    case "delete-rows":
    case "truncate":
    case "lock-table":
      return [change.table];
    case "call-function":
      // A continuous aggregate, which such a call refreshes, is a view.
      return change.effect === "runs-alone" ? [] : [change.table];
    default:
      // The rest is about other objects, or names its table only on the side.
      return [];
  }
}

function referencedBy(constraints: readonly ConstraintDefinition[]): readonly QualifiedName[] {
  return constraints.flatMap(({ references }) => (references === null ? [] : [references.table]));
}

const schemasOfServer = new Set(["pg_catalog", "information_schema", "performance_schema", "sys"]);

/** Relations that every database has. */
function isOfServer({ schema, name }: QualifiedName): boolean {
  return schemasOfServer.has(schema ?? "") || /^(?:pg|sqlite)_/.test(name);
}
