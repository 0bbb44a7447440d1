import type { Catalog } from "./catalog.ts";
import { nameKey } from "./catalog.ts";
import { indexesOfTable } from "./entries.ts";
import { findIndex } from "./lookup.ts";
import {
  resolveColumnDefinition,
  resolveConstraint,
  resolveIndexDefinition,
  resolveTypeDefinition,
} from "./resolve-definition.ts";
import {
  creationSchema,
  resolveColumn,
  resolveConstraintName,
  resolveExisting,
  resolveNew,
  resolveNewRelation,
  resolveRelation,
  resolveTriggerTable,
  resolveType,
} from "./resolve-name.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { QueryResult } from "../model/query-result.ts";
import type {
  CreateTable,
  Grant,
  Revoke,
  CreateView,
  DropIndex,
  OwnedObject,
  RenameIndex,
  SchemaChange,
  SetObjectSchema,
} from "../model/schema-change.ts";

export { applySession, resetSession } from "./session.ts";

/**
 * The change with its names filled in, as the server would look them up now: an existing object along the search
 * path, otherwise the schema where it would be made. MySQL and SQLite names stay without a schema unless one is
 * written (`main.` is dropped), their columns get the catalog's spelling. `ALTER TABLE … RENAME` of a view becomes
 * `rename-view`, `ALTER VIEW` of a table the other way round. Resolving twice changes nothing.
 */
export function resolveChange(catalog: Catalog, change: SchemaChange): SchemaChange {
  const relation = (name: QualifiedName): QualifiedName => resolveRelation(catalog, name);
  const column = (table: QualifiedName, name: string): string =>
    resolveColumn(catalog, table, name);
  switch (change.kind) {
    case "create-table":
      return resolveCreateTable(catalog, change);
    case "create-view":
      return resolveCreateView(catalog, change);
    case "rename-table":
    case "rename-view":
      return resolveRename(catalog, change);
    case "alter-table-option": {
      const { part, owned } = change;
      return {
        ...change,
        table: relation(change.table),
        ...(part === undefined ? {} : { part: relation(part) }),
        ...(owned === undefined ? {} : { owned: resolveOwned(catalog, owned) }),
      };
    }
    case "drop-table":
    case "set-table-schema":
    case "set-trigger-state":
    case "set-row-security":
    case "create-policy":
    case "alter-policy":
    case "drop-policy":
    case "create-rule":
    case "drop-rule":
    case "set-rule-state":
    case "delete-rows":
    case "truncate":
    case "lock-table":
    case "call-function":
      return { ...change, table: relation(change.table) };
    case "create-trigger": {
      const called = change.function;
      const table = relation(change.table);
      if (called === undefined) return { ...change, table };
      return { ...change, table, function: resolveExisting(catalog, called, catalog.functions) };
    }
    case "set-inheritance":
      return { ...change, table: relation(change.table), parent: relation(change.parent) };
    case "attach-partition":
    case "detach-partition":
      return { ...change, table: relation(change.table), partition: relation(change.partition) };
    case "add-column": {
      const table = relation(change.table);
      const constraints = change.constraints.map((one) => resolveConstraint(catalog, table, one));
      const definition = resolveColumnDefinition(catalog, change.column);
      return { ...change, table, column: definition, constraints };
    }
    case "drop-column":
    case "rename-column":
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
    case "drop-default":
    case "add-identity":
    case "set-identity":
    case "drop-identity":
    case "set-expression":
    case "drop-expression":
    case "alter-column-option": {
      const table = relation(change.table);
      return { ...change, table, column: column(table, change.column) };
    }
    case "alter-column-type": {
      const table = relation(change.table);
      const type = resolveType(catalog, change.type);
      return { ...change, table, column: column(table, change.column), type };
    }
    case "add-constraint": {
      const table = relation(change.table);
      return { ...change, table, constraint: resolveConstraint(catalog, table, change.constraint) };
    }
    case "drop-constraint": {
      const table = relation(change.table);
      const name = change.name === null ? null : resolveConstraintName(catalog, table, change.name);
      return { ...change, table, name };
    }
    case "validate-constraint":
    case "alter-constraint":
    case "rename-constraint": {
      const table = relation(change.table);
      return { ...change, table, name: resolveConstraintName(catalog, table, change.name) };
    }
    case "create-index": {
      const table = relation(change.table);
      return { ...change, table, index: resolveIndexDefinition(catalog, table, change.index) };
    }
    case "drop-index":
    case "rename-index":
      return resolveIndexName(catalog, change);
    case "reindex": {
      const { name, target } = change;
      if (name === null || (target !== "table" && target !== "index")) return change;
      return { ...change, name: relation(name) };
    }
    case "create-type": {
      const definition = resolveTypeDefinition(catalog, change.definition);
      return { ...change, type: resolveNew(catalog, change.type), definition };
    }
    case "alter-domain":
    case "alter-composite-type":
    case "drop-type":
    case "rename-type":
    case "add-enum-value":
    case "rename-enum-value":
      return { ...change, type: resolveExisting(catalog, change.type, catalog.types) };
    case "drop-view":
    case "refresh-materialized-view":
      return { ...change, view: relation(change.view) };
    case "create-function":
      return { ...change, function: resolveNew(catalog, change.function) };
    case "drop-function":
    case "rename-function":
      return { ...change, function: resolveExisting(catalog, change.function, catalog.functions) };
    case "drop-trigger": {
      const { table } = change;
      const named = table === null ? resolveTriggerTable(catalog, change.name) : relation(table);
      return { ...change, table: named };
    }
    case "set-object-schema":
      return { ...change, name: resolveObject(catalog, change) };
    case "create-object":
    case "alter-object": {
      if (change.kind === "alter-object" && change.withdraws !== undefined)
        return { ...change, withdraws: change.withdraws.map(relation) };
      const { publishes, publishesSchemas, publishesParts } = change;
      if (publishes === undefined || publishes === "all") return change;
      return {
        ...change,
        publishes: publishes.map(relation),
        ...(publishesSchemas === undefined
          ? {}
          : {
              publishesSchemas: publishesSchemas.map((schema) => schema ?? creationSchema(catalog)),
            }),
        ...(publishesParts === undefined
          ? {}
          : {
              publishesParts: publishesParts.map((part) => ({
                ...part,
                table: relation(part.table),
              })),
            }),
      };
    }
    case "create-sequence": {
      const { ownedBy = null } = change;
      const sequence = resolveNew(catalog, change.sequence);
      if (ownedBy === null) return { ...change, sequence };
      return { ...change, sequence, ownedBy: { ...ownedBy, table: relation(ownedBy.table) } };
    }
    case "drop-sequence":
      return { ...change, sequence: relation(change.sequence) };
    case "alter-sequence": {
      const { ownedBy } = change;
      const sequence = relation(change.sequence);
      if (ownedBy === undefined || ownedBy === null) return { ...change, sequence };
      return { ...change, sequence, ownedBy: { ...ownedBy, table: relation(ownedBy.table) } };
    }
    case "insert-rows": {
      const table = relation(change.table);
      const { copies } = change;
      const into = copies?.into?.map((name) => column(table, name)) ?? null;
      const reads = change.reads.map(relation);
      return {
        ...change,
        table,
        reads,
        ...(copies === undefined ? {} : { copies: { ...copies, into } }),
      };
    }
    case "update-rows": {
      const table = relation(change.table);
      const columns = change.columns.map((name) => column(table, name));
      return { ...change, table, columns };
    }
    case "maintenance":
      return { ...change, table: change.table === null ? null : relation(change.table) };
    case "grant":
    case "revoke":
      return resolvePrivileges(catalog, change);
    case "create-schema":
    case "drop-schema":
    case "rename-schema":
    case "create-extension":
    case "drop-extension":
    case "set-comment":
    case "drop-object":
    case "rename-object":
    case "change-setting":
    case "unknown":
      return change;
  }
}

/** What is granted on all of a schema has no name to look up. */
function resolvePrivileges(catalog: Catalog, change: Grant | Revoke): Grant | Revoke {
  const { on } = change;
  if (on === undefined || on.kind === "all" || on.kind === "future") return change;
  return { ...change, on: resolveOwned(catalog, on) };
}

function resolveOwned(catalog: Catalog, on: OwnedObject): OwnedObject {
  switch (on.kind) {
    case "relation":
      return { ...on, name: resolveRelation(catalog, on.name) };
    case "function":
      return { ...on, name: resolveExisting(catalog, on.name, catalog.functions) };
    case "type":
      return { ...on, name: resolveExisting(catalog, on.name, catalog.types) };
    case "object":
      return on;
  }
}

function resolveCreateTable(catalog: Catalog, change: CreateTable): CreateTable {
  const table = resolveNewRelation(catalog, change.table, change.temporary);
  const relation = (name: QualifiedName): QualifiedName => resolveRelation(catalog, name);
  return {
    ...change,
    table,
    columns: change.columns.map((column) => resolveColumnDefinition(catalog, column)),
    constraints: change.constraints.map((one) => resolveConstraint(catalog, table, one)),
    partitionOf: change.partitionOf === null ? null : relation(change.partitionOf),
    inherits: change.inherits.map(relation),
    like: change.like.map(relation),
    ...(change.query === undefined ? {} : { query: resolveResult(catalog, change.query) }),
    ...(change.reads === undefined ? {} : { reads: change.reads.map(relation) }),
  };
}

function resolveResult(catalog: Catalog, { sources, columns }: QueryResult): QueryResult {
  return {
    sources: sources.map(({ alias, relation }) => ({
      alias,
      relation: resolveRelation(catalog, relation),
    })),
    columns: columns.map((column) =>
      column.kind === "cast" ? { ...column, type: resolveType(catalog, column.type) } : column,
    ),
  };
}

function resolveCreateView(catalog: Catalog, change: CreateView): CreateView {
  return {
    ...change,
    view: resolveNewRelation(catalog, change.view, change.temporary),
    reads: change.reads.map((name) => resolveRelation(catalog, name)),
  };
}

/** Extensions and the like have no schema in their name. */
function resolveObject(catalog: Catalog, { object, name }: SetObjectSchema): QualifiedName {
  switch (object) {
    case "type":
    case "domain":
      return resolveExisting(catalog, name, catalog.types);
    case "function":
    case "procedure":
    case "routine":
    case "aggregate":
      return resolveExisting(catalog, name, catalog.functions);
    case "sequence":
      return resolveRelation(catalog, name);
    default:
      return name;
  }
}

/** ALTER TABLE and ALTER INDEX rename every kind of relation; the change says which it is. */
function resolveRename(
  catalog: Catalog,
  change: Extract<SchemaChange, { kind: "rename-table" | "rename-view" }>,
): SchemaChange {
  const written = change.kind === "rename-table" ? change.table : change.view;
  const name = resolveRelation(catalog, written);
  const key = nameKey(name);
  const { to } = change;
  const view = catalog.views.get(key);
  if (catalog.tables.has(key)) return { kind: "rename-table", table: name, to };
  if (view !== undefined)
    return { kind: "rename-view", view: name, materialized: view.materialized, to };
  if (catalog.dialect === "postgresql" && catalog.indexes.has(key))
    return { kind: "rename-index", index: name, table: null, to };
  return change.kind === "rename-table" ? { ...change, table: name } : { ...change, view: name };
}

function resolveIndexName(catalog: Catalog, change: DropIndex | RenameIndex): SchemaChange {
  const { table } = change;
  if (catalog.dialect === "mysql" || catalog.dialect === "mariadb") {
    if (table === null || findIndex(catalog, change.index, table) !== null) return change;
    const folded = change.index.name.toLowerCase();
    const index = indexesOfTable(catalog, table).find(({ name }) => name.toLowerCase() === folded);
    return index === undefined ? change : { ...change, index: { schema: null, name: index.name } };
  }
  const index = resolveRelation(catalog, change.index);
  if (change.kind === "rename-index" && catalog.tables.has(nameKey(index)))
    return { kind: "rename-table", table: index, to: change.to };
  return { ...change, index, table: table === null ? null : resolveRelation(catalog, table) };
}
