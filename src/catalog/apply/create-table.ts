import { nameKey } from "../catalog.ts";
import type { Catalog, Column, Origin, Table } from "../catalog.ts";
import { accessToNew } from "../default-privileges.ts";
import { storeSequence, storeTable } from "../entries.ts";
import { relationExists } from "../lookup.ts";
import { impliedSequenceName } from "../implied-name.ts";
import { drawingFromOriginal } from "./drawn-default.ts";
import type { ColumnDefinition } from "../../model/definitions.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { CreateTable } from "../../model/schema-change.ts";
import { addConstraintTo, mergeRepeated } from "./add-constraint.ts";
import { addIndexTo } from "./create-index.ts";
import { removeTable } from "./drop-table.ts";
import { copyColumns, copyIndexes } from "./like.ts";
import { adoptIndexes } from "./partitions.ts";
import { addQueryColumns } from "./query-columns.ts";
import { asSuccessor, originOfNew, unknownTable } from "./stamp.ts";
import { adoptTriggers } from "./triggers.ts";

export function createTable(catalog: Catalog, change: CreateTable): void {
  const key = nameKey(change.table);
  if (change.temporary) {
    catalog.temporary.set(key, change.onCommitDrop === true ? "transaction" : "session");
    return;
  }
  const previous = catalog.tables.get(key);
  if (change.ifNotExists && relationExists(catalog, change.table)) return;
  // The server refuses to make a table twice, so the history is not all known; what was live stays live.
  if (previous !== undefined) removeTable(catalog, previous);
  const origin = previous?.origin ?? originOfNew(catalog, change.ifNotExists, change.table);
  const table: Table = {
    ...unknownTable(change.table),
    origin,
    columnsComplete: !change.fromQuery,
    partitioned: change.partitioned,
    partitionOf: change.partitionOf,
    isDefaultPartition: change.isDefaultPartition,
    inherits: change.inherits,
    ...accessToNew(catalog, "table", change.table.schema),
  };
  const parents = change.partitionOf === null ? change.inherits : [change.partitionOf];
  for (const parent of parents) inheritColumns(catalog, table, parent);
  declareColumns(catalog, table, change);
  if (change.query !== undefined) addQueryColumns(catalog, table, change.query);
  storeTable(catalog, table);
  for (const column of table.columns.values()) createOwnedSequence(catalog, table, column);
  for (const constraint of mergeRepeated(catalog, change.constraints))
    addConstraintTo(catalog, table, constraint, origin);
  for (const index of change.indexes) addIndexTo(catalog, table.name, index, origin);
  for (const parent of parents) inheritConstraints(catalog, table, parent);
  if (change.partitionOf !== null) {
    adoptIndexes(catalog, change.partitionOf, table);
    adoptTriggers(catalog, change.partitionOf, table);
  }
  for (const source of change.like) copyIndexes(catalog, table, source, change.likeIncludes ?? []);
  // A table that was renamed away is rebuilt here; one that was dropped is gone, and this is another.
  if (catalog.vacated.get(key) === "renamed") storeTable(catalog, asSuccessor(catalog, table));
}

/** A column of the catalog from its declaration. */
export function columnOf(definition: ColumnDefinition, origin: Origin): Column {
  return {
    name: definition.name,
    origin,
    type: definition.type,
    nullable: definition.nullable,
    default: definition.default,
    identity: definition.identity,
    autoIncrement: definition.autoIncrement,
    generated: definition.generated,
    collation: definition.collation,
  };
}

/** PostgreSQL makes a sequence for a serial or identity column. */
export function createOwnedSequence(catalog: Catalog, table: Table, column: Column): void {
  if (catalog.dialect !== "postgresql" || column.inherited === true) return;
  if (!column.autoIncrement && column.identity === null) return;
  storeSequence(catalog, {
    name: impliedSequenceName(catalog, table.name, column.name),
    origin: column.origin,
    ownedBy: { table: table.name, column: column.name },
    ...accessToNew(catalog, "sequence", table.name.schema),
    ...(table.owner === undefined ? {} : { owner: table.owner }),
  });
}

/** Declared columns and those of LIKE, in the order in which they stand. */
function declareColumns(catalog: Catalog, table: Table, change: CreateTable): void {
  let declared = 0;
  for (const [position, source] of change.like.entries()) {
    const until = change.likeAfter?.[position] ?? declared;
    for (const column of change.columns.slice(declared, until)) declareColumn(table, column);
    declared = until;
    copyColumns(catalog, table, source, change.likeIncludes ?? []);
  }
  for (const column of change.columns.slice(declared)) declareColumn(table, column);
}

function declareColumn(table: Table, definition: ColumnDefinition): void {
  const inherited = table.columns.get(definition.name);
  const column = columnOf(definition, table.origin);
  if (inherited === undefined) {
    table.columns.set(column.name, column);
  } else {
    // Declared here too: it stays when the parent's goes, unless the table is a partition.
    table.columns.set(column.name, {
      ...column,
      nullable: column.nullable && inherited.nullable,
      default: column.default ?? inherited.default,
      inherited: table.partitionOf !== null,
    });
  }
}

function inheritColumns(catalog: Catalog, table: Table, name: QualifiedName): void {
  const parent = catalog.tables.get(nameKey(name));
  if (parent === undefined || !parent.columnsComplete) table.columnsComplete = false;
  for (const column of parent?.columns.values() ?? []) {
    const known = table.columns.get(column.name);
    const { origin } = table;
    // Partitions share the parent's identity; a child that inherits has none.
    const identity = table.partitionOf === null ? null : column.identity;
    if (known === undefined) {
      const filled = drawingFromOriginal(catalog, name, column);
      table.columns.set(column.name, { ...filled, origin, identity, inherited: true });
    } else known.nullable &&= column.nullable;
  }
}

/** CHECK and NOT NULL of a parent hold for its children under the same name. */
function inheritConstraints(catalog: Catalog, table: Table, name: QualifiedName): void {
  const parent = catalog.tables.get(nameKey(name));
  for (const constraint of parent?.constraints.values() ?? []) {
    const isInherited = constraint.type === "check" || constraint.type === "not-null";
    if (!isInherited || table.constraints.has(constraint.name)) continue;
    // There is no row that could break it.
    addConstraintTo(catalog, table, { ...constraint, notValid: false }, table.origin);
  }
}
