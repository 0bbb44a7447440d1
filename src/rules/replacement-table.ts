import { applyChange } from "../catalog/apply.ts";
import type { Table } from "../catalog/catalog.ts";
import { emptyCatalog, nameKey } from "../catalog/catalog.ts";
import { cloneCatalog } from "../catalog/clone-catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { CopiedColumns, CreateTable, DropTable, RenameTable } from "../model/schema-change.ts";
import { findLater } from "./release.ts";
import type { FoundLater } from "./release.ts";
import type { RuleContext } from "./rule.ts";

/** A table made by this release that takes the name of one that goes. */
export interface Replacement {
  /** As it is the moment it takes the name. */
  readonly table: Table;
  /** Its columns that get the values of every row of the old one; null where rows may be left out. */
  readonly filled: ReadonlySet<string> | null;
}

/** What gives the name to another table. */
type Taker = FoundLater<CreateTable | RenameTable>;

/**
 * The replacement in a rebuild: create, copy, drop, rename; or rename, create, copy; or the swap of two tables.
 * Elsewhere than in SQLite it must happen in the same transaction.
 */
export function replacementTable(
  change: DropTable | RenameTable,
  context: RuleContext,
): Replacement | null {
  const taker = findTaker(change, context);
  if (taker === null) return null;
  // Where a live table takes the name, two of them change places.
  if (
    taker.found.kind === "rename-table" &&
    findTable(context.catalog, taker.found.table)?.origin === "base"
  ) {
    return null;
  }
  const table = tableThen(change, taker, context);
  return table === null ? null : { table, filled: filledColumns(change, taker, table, context) };
}

/** Whether this release renamed a table to this name, and the one that took its place got its rows. */
export function isReplacedBefore(name: QualifiedName, context: RuleContext): boolean {
  const position = context.release.findLastIndex(
    ({ change }, place) =>
      place < context.position &&
      change.kind === "rename-table" &&
      change.to === name.name &&
      change.table.schema === name.schema,
  );
  const renamed = context.release[position]?.change;
  if (renamed?.kind !== "rename-table") return false;
  const then = { ...context, position };
  const taker = findTaker(renamed, then);
  const table = taker === null ? null : findTable(context.catalog, renamed.table);
  return taker !== null && table !== null && filledColumns(renamed, taker, table, then) !== null;
}

function findTaker(change: DropTable | RenameTable, context: RuleContext): Taker | null {
  const { name, schema } = change.table;
  // MySQL commits at every DDL statement, so there the name would be free in between.
  const takesCreated =
    change.kind === "rename-table" &&
    (context.dialect === "postgresql" || context.dialect === "sqlite");
  const taker = findLater(context, (later) => {
    if (later.kind === "create-table") {
      const takes =
        takesCreated && !later.temporary && nameKey(later.table) === nameKey(change.table);
      return takes ? later : null;
    }
    if (later.kind !== "rename-table" || later.to !== name) return null;
    return later.table.schema === schema && later.table.name !== name ? later : null;
  });
  if (taker === null) return null;
  return taker.follows === "in-transaction" || context.dialect === "sqlite" ? taker : null;
}

/** The name that the replacement has before it takes the old one. */
function firstName({ found }: Taker): QualifiedName {
  return found.table;
}

/** The table under the old name once all up to the taking of the name has run. */
function tableThen(
  change: DropTable | RenameTable,
  taker: Taker,
  context: RuleContext,
): Table | null {
  const known = [change.table, firstName(taker)].flatMap(
    (name) => findTable(context.catalog, name) ?? [],
  );
  const catalog = cloneCatalog({
    ...emptyCatalog(context.dialect),
    origin: "change",
    tables: new Map(known.map((table) => [nameKey(table.name), table])),
  });
  const followed = new Set([nameKey(change.table), nameKey(firstName(taker))]);
  for (let position = context.position; position <= taker.position; position += 1) {
    const next = context.release[position]?.change;
    if (next === undefined || !("table" in next) || next.table === null) continue;
    if (!followed.has(nameKey(next.table))) continue;
    if (next.kind === "rename-table") followed.add(nameKey({ ...next.table, name: next.to }));
    applyChange(catalog, next);
  }
  return findTable(catalog, change.table);
}

/** What the release copies from the old table into the new one, unless it empties that before it takes the name. */
function filledColumns(
  change: DropTable | RenameTable,
  taker: Taker,
  table: Table,
  context: RuleContext,
): ReadonlySet<string> | null {
  const transaction = context.release[context.position]?.transaction;
  const into = new Set([nameKey(change.table), nameKey(firstName(taker))]);
  const before = nameKey(change.table);
  const after = change.kind === "rename-table" ? nameKey({ ...change.table, name: change.to }) : "";
  let filled: Set<string> | null = null;
  for (const [position, entry] of context.release.entries()) {
    const { change: next } = entry;
    const isTarget = "table" in next && next.table !== null && into.has(nameKey(next.table));
    const isEarlier = position < context.position;
    // What a table copies from itself before it goes fills no other.
    if (!isTarget || (isEarlier && nameKey(next.table) === before)) continue;
    if ((next.kind === "truncate" || next.kind === "delete-rows") && position < taker.position)
      filled = null;
    if (next.kind !== "insert-rows" || entry.certainty === "maybe") continue;
    if (!isEarlier && entry.transaction !== transaction && context.dialect !== "sqlite") continue;
    const old = isEarlier ? before : after;
    const copies = next.reads.some((read) => nameKey(read) === old) ? next.copies : undefined;
    if (copies === undefined) continue;
    filled ??= new Set();
    for (const column of columnsFilled(copies, table)) filled.add(column);
  }
  return filled;
}

function columnsFilled({ into, fromRow }: CopiedColumns, table: Table): readonly string[] {
  const columns = into ?? [...table.columns.keys()];
  return fromRow === null ? columns : columns.filter((_, place) => fromRow[place] === true);
}
