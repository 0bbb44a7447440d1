import type { PatchedFile } from "../model/pull-request.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { columnOf, identifierOf, sameName, tableOf } from "./object-of.ts";
import { findRemovedUses, singular } from "./removed-uses.ts";

/** What an expand pull request brought: the schema changes of its migrations and the rest of its diff. */
export interface ExpandContent {
  /** Names resolved, in order. */
  readonly changes: readonly SchemaChange[];
  /** Files that are no migrations, with their patches. */
  readonly files: readonly PatchedFile[];
}

export type Coverage =
  /** By what it added to the schema; these changes must still be there. */
  | { readonly by: "schema"; readonly what: string; readonly changes: readonly SchemaChange[] }
  /** By uses of the object that it took out of the code. */
  | { readonly by: "code"; readonly what: string }
  | { readonly by: "nothing" };

/**
 * Whether an expand pull request makes a contract change safe: it added something to the same table or a table that
 * replaces it, or it removed uses of the object. `columnsOf` gives the columns that the catalog knows of a table.
 */
export function coverageOf(
  contract: SchemaChange,
  expand: ExpandContent,
  columnsOf: (table: QualifiedName) => readonly string[],
): Coverage {
  const added = coveringChanges(contract, expand.changes, columnsOf);
  const first = added[0];
  if (first !== undefined) return { by: "schema", what: describeAddition(first), changes: added };
  const identifier = identifierOf(contract);
  const table = tableOf(contract);
  if (identifier !== null) {
    const companions = table === null || identifier === table.name ? [] : [table.name];
    const names = companions.length === 0 ? [identifier, singular(identifier)] : [identifier];
    for (const name of names) {
      const uses = findRemovedUses(expand.files, name, companions);
      if (uses !== null)
        return { by: "code", what: `removes uses of \`${name}\` in \`${uses.path}\`` };
    }
  }
  return { by: "nothing" };
}

/** The expand's additions that stand for the object; columns and tables before anything lesser. */
function coveringChanges(
  contract: SchemaChange,
  changes: readonly SchemaChange[],
  columnsOf: (table: QualifiedName) => readonly string[],
): readonly SchemaChange[] {
  const table = tableOf(contract);
  const shapes = changes.filter(
    (change) =>
      (change.kind === "add-column" && sameName(change.table, table)) ||
      (change.kind === "create-table" && replaces(change, contract, columnsOf)) ||
      (change.kind === "create-view" &&
        (sameName(change.view, table) || change.reads.some((read) => sameName(read, table)))),
  );
  if (shapes.length > 0) return shapes;
  const dropsIndexOrConstraint =
    contract.kind === "drop-index" || contract.kind === "drop-constraint";
  const lesser = new Set<SchemaChange["kind"]>([
    "add-constraint",
    "create-trigger",
    "drop-not-null",
    "set-default",
    "add-identity",
  ]);
  if (dropsIndexOrConstraint) lesser.add("create-index");
  return changes.filter((change) => lesser.has(change.kind) && sameName(tableOf(change), table));
}

/**
 * A new table replaces an old one when it refers to it, or holds the column in question, or, for a dropped table,
 * at least half of its columns.
 */
function replaces(
  created: Extract<SchemaChange, { kind: "create-table" }>,
  contract: SchemaChange,
  columnsOf: (table: QualifiedName) => readonly string[],
): boolean {
  const table = tableOf(contract);
  if (table === null) return false;
  if (
    created.constraints.some((constraint) => sameName(constraint.references?.table ?? null, table))
  )
    return true;
  const names = new Set(created.columns.map((column) => column.name));
  const column = columnOf(contract);
  if (column !== null) return names.has(column) && !isCommonKey(column);
  const old = columnsOf(table).filter((name) => !isCommonKey(name));
  return (
    contract.kind === "drop-table" &&
    old.length > 0 &&
    old.filter((name) => names.has(name)).length * 2 >= old.length
  );
}

/** Columns that nearly every table has: sharing them says nothing. */
function isCommonKey(column: string): boolean {
  return ["id", "uuid", "created_at", "updated_at", "deleted_at", "created", "updated"].includes(
    column,
  );
}

function describeAddition(change: SchemaChange): string {
  switch (change.kind) {
    case "add-column":
      return `adds \`${change.table.name}.${change.column.name}\``;
    case "create-table":
      return `creates \`${change.table.name}\``;
    case "create-view":
      return `creates the view \`${change.view.name}\``;
    case "add-constraint":
      return `adds a constraint to \`${change.table.name}\``;
    case "create-index":
      return `creates an index on \`${change.table.name}\``;
    case "create-trigger":
      return `creates the trigger \`${change.name}\` on \`${change.table.name}\``;
    default:
      return `relaxes \`${tableOf(change)?.name ?? ""}.${columnOf(change) ?? ""}\``;
  }
}
