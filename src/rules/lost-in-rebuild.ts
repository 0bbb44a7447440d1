import type { Column, Table } from "../catalog/catalog.ts";
import { compareTypes } from "../catalog/column-type.ts";
import type { Requirement } from "../model/requirement.ts";
import { fillsItself } from "./live.ts";
import type { Replacement } from "./replacement-table.ts";
import type { RuleContext } from "./rule.ts";
import { quote, quoteSql } from "./wording.ts";

/** Something that code which knows the old table misses in the new one. */
export interface Loss {
  /** "leaves out `name`" */
  readonly does: string;
  /** What the same change without a rebuild asks for. */
  readonly requirement: Requirement;
}

/** What code that knows the old table misses in the new one; empty where nothing. */
export function lostInRebuild(
  { table, filled }: Replacement,
  old: Table | null,
  context: RuleContext,
): readonly Loss[] {
  if (filled === null) return [{ does: "does not get its rows", requirement: "expand" }];
  if (old === null || !old.columnsComplete || !table.columnsComplete) {
    const does = "cannot be compared with the old one column by column";
    return [{ does, requirement: "expand" }];
  }
  const losses: Loss[] = [];
  for (const column of old.columns.values()) {
    const kept = table.columns.get(column.name);
    if (kept === undefined)
      losses.push({ does: `leaves out ${quote(column.name)}`, requirement: "expand" });
    else if (kept.generated === null && !filled.has(column.name))
      losses.push({
        does: `does not get the values of ${quote(column.name)}`,
        requirement: "expand",
      });
    else losses.push(...lostInColumn(kept, column, context));
  }
  for (const column of table.columns.values()) {
    if (!old.columns.has(column.name) && !column.nullable && !fillsItself(column))
      losses.push({ does: `requires ${quote(column.name)}`, requirement: "split" });
  }
  return losses;
}

function lostInColumn(kept: Column, old: Column, context: RuleContext): readonly Loss[] {
  const name = quote(old.name);
  const losses: Loss[] = [];
  const { relation } = compareTypes(old.type, kept.type, context.dialect, context.catalog);
  if (relation !== "same" && relation !== "wider") {
    const does = `turns ${name} from ${quoteSql(old.type.text)} into ${quoteSql(kept.type.text)}`;
    losses.push({ does, requirement: "split" });
  }
  if (old.nullable && !kept.nullable)
    losses.push({ does: `makes ${name} NOT NULL`, requirement: "expand" });
  if (fillsItself(old) && !fillsItself(kept) && !kept.nullable)
    losses.push({ does: `takes the default of ${name} away`, requirement: "expand" });
  return losses;
}

export function strictest(losses: readonly Loss[]): Requirement {
  if (losses.some(({ requirement }) => requirement === "split")) return "split";
  return losses.some(({ requirement }) => requirement === "expand") ? "expand" : "none";
}
