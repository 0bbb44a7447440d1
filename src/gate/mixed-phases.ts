import type { Catalog } from "../catalog/catalog.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { columnNames } from "./columns.ts";
import { describeAddition, shapeFor } from "./covering-changes.ts";
import type { ContractChange } from "./facts.ts";
import { columnOf, sameName, tableOf } from "./object-of.ts";

/** An expand and the contract of the same thing in one release. */
export interface Mixture {
  /** "adds `users.display_name`". */
  readonly what: string;
  /** True where the release also copies the data over: then the two surely belong together. */
  readonly copies: boolean;
}

/**
 * Makes a finder of what the same release adds in the place of what a contract change removes; null where nothing. A
 * release is searched once, however many contract changes it has.
 */
export function createMixtureFinder(): (contract: ContractChange) => Mixture | null {
  const known = new Map<readonly SchemaChange[], ReleaseParts>();
  return (contract) => {
    const parts = known.get(contract.release) ?? partsOf(contract.release);
    known.set(contract.release, parts);
    return findMixture(contract, parts);
  };
}

interface ReleaseParts {
  readonly shapes: readonly SchemaChange[];
  readonly copies: readonly SchemaChange[];
}

function partsOf(release: readonly SchemaChange[]): ReleaseParts {
  return {
    shapes: release.filter(({ kind }) => kind === "add-column" || kind === "create-table"),
    copies: release.filter(({ kind }) => kind === "update-rows" || kind === "insert-rows"),
  };
}

function findMixture(
  { judged: { change }, baseCatalog }: ContractChange,
  { shapes, copies }: ReleaseParts,
): Mixture | null {
  if (!replaceable.has(change.kind)) return null;
  const columnsOf = (table: QualifiedName): readonly string[] => columnNames(baseCatalog, table);
  const added = shapes.find(
    (shape) => shapeFor(change, shape, columnsOf) !== null && !isThere(shape, baseCatalog),
  );
  if (added === undefined) return null;
  return { what: describeAddition(added), copies: copies.some((copy) => copiesFrom(copy, change)) };
}

/** What can have something in its place: a constraint or a tightened column has not. */
const replaceable: ReadonlySet<SchemaChange["kind"]> = new Set<SchemaChange["kind"]>([
  "drop-column",
  "drop-table",
  "drop-view",
]);

/** `IF NOT EXISTS`, and it does exist: nothing is added. */
function isThere(shape: SchemaChange, catalog: Catalog): boolean {
  if (shape.kind === "add-column" && shape.ifNotExists)
    return findColumn(catalog, shape.table, shape.column.name) !== null;
  if (shape.kind === "create-table" && shape.ifNotExists)
    return findTable(catalog, shape.table) !== null;
  return false;
}

/** `UPDATE users SET display_name = full_name`, `INSERT INTO accounts SELECT … FROM users`. */
function copiesFrom(change: SchemaChange, contract: SchemaChange): boolean {
  const table = tableOf(contract);
  const column = columnOf(contract);
  if (change.kind === "update-rows") {
    return column !== null && sameName(change.table, table) && change.readsColumns.includes(column);
  }
  return change.kind === "insert-rows" && change.reads.some((read) => sameName(read, table));
}
