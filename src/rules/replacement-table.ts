import type { Column, Table } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { compareTypes } from "../catalog/column-type.ts";
import { findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { fillsItself } from "./live.ts";
import { earlierChanges, findLater } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { quote } from "./wording.ts";

/**
 * The table made by this release that takes the name of one that goes: SQLite's rebuild (create, copy, drop, rename)
 * and the swap of two tables. Elsewhere than in SQLite it must happen in the same transaction.
 */
export function replacementTable(context: RuleContext, name: QualifiedName): Table | null {
  const later = findLater(context, (change) =>
    change.kind === "rename-table" &&
    change.to === name.name &&
    change.table.schema === name.schema &&
    nameKey(change.table) !== nameKey(name)
      ? change.table
      : null,
  );
  if (later === null) return null;
  if (later.follows !== "in-transaction" && context.dialect !== "sqlite") return null;
  const table = findTable(context.catalog, later.found);
  return table?.origin === "change" ? table : null;
}

/** What code that knows the old table misses in the new one, as phrases; empty where nothing. */
export function lostIn(
  replacement: Table,
  old: Table | null,
  context: RuleContext,
): readonly string[] {
  const isFilled = earlierChanges(context).some(
    (change) =>
      change.kind === "insert-rows" &&
      nameKey(change.table) === nameKey(replacement.name) &&
      change.reads.some((read) => old !== null && nameKey(read) === nameKey(old.name)),
  );
  if (!isFilled) return ["does not get its rows"];
  if (old === null || !old.columnsComplete || !replacement.columnsComplete) {
    return ["cannot be compared with the old one column by column"];
  }
  const losses: string[] = [];
  for (const column of old.columns.values()) {
    const kept = replacement.columns.get(column.name);
    if (kept === undefined) losses.push(`leaves out ${quote(column.name)}`);
    else losses.push(...lostInColumn(kept, column, context));
  }
  for (const column of replacement.columns.values()) {
    if (!old.columns.has(column.name) && !column.nullable && !fillsItself(column)) {
      losses.push(`requires ${quote(column.name)}`);
    }
  }
  return losses;
}

function lostInColumn(kept: Column, old: Column, context: RuleContext): readonly string[] {
  const losses: string[] = [];
  const { relation } = compareTypes(old.type, kept.type, context.dialect, context.catalog);
  if (relation !== "same" && relation !== "wider") {
    losses.push(
      `turns ${quote(old.name)} from ${quote(old.type.text)} into ${quote(kept.type.text)}`,
    );
  }
  if (old.nullable && !kept.nullable) losses.push(`makes ${quote(old.name)} NOT NULL`);
  if (fillsItself(old) && !fillsItself(kept) && !kept.nullable) {
    losses.push(`takes the default of ${quote(old.name)} away`);
  }
  return losses;
}
