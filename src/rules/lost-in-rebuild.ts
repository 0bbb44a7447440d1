import { nameKey } from "../catalog/catalog.ts";
import type { Column, Constraint, Table } from "../catalog/catalog.ts";
import { compareTypes } from "../catalog/column-type.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { sameExpression } from "../catalog/same-definition.ts";
import type { Requirement } from "../model/requirement.ts";
import { fillsItself, isLiveTable } from "./live.ts";
import { privilegesNotKept } from "./privileges-kept.ts";
import type { Replacement } from "./replacement-table.ts";
import type { RuleContext } from "./rule.ts";
import { keyOfConstraint, keyOfIndex, servesAs, uniqueKeys } from "./uniqueness.ts";
import { listOf, quote, quoteSql } from "./wording.ts";

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
  losses.push(
    ...lostKeys(table, old, context),
    ...addedConstraints(table, old, context),
    ...lostTriggers(old, context),
    ...lostGrants(old, context),
  );
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

/** Unique keys that upserts need and the new table has neither as a constraint nor by an index of the release. */
function lostKeys(table: Table, old: Table, context: RuleContext): readonly Loss[] {
  const kept = [...table.constraints.values()].filter(isKey).map(keyOfConstraint);
  for (const { change } of context.release) {
    if (change.kind === "create-index" && change.index.unique && !isElsewhere(change, old, context))
      kept.push(keyOfIndex(change.index));
  }
  return (
    [...uniqueKeys(context.catalog, old.name).values()]
      .filter((key) => !kept.some((other) => servesAs(key, other)))
      // A column that is left out is told already.
      .filter((key) => !key.parts.some((part) => old.columns.has(part) && !table.columns.has(part)))
      .map((key) => ({
        does: `is not unique by ${listOf(key.parts.map(quote))}`,
        requirement: "expand",
      }))
  );
}

/** Constraints that reject what the old table took. */
function addedConstraints(table: Table, old: Table, context: RuleContext): readonly Loss[] {
  const before = [...old.constraints.values()];
  const keys = [...uniqueKeys(context.catalog, old.name).values()];
  const isNew = (constraint: Constraint): boolean => {
    if (!constraint.enforced) return false;
    if (constraint.type === "check")
      return !before.some(({ expression }) => sameExpression(expression, constraint.expression));
    const { columns } = constraint;
    return (
      isKey(constraint) && !keys.some(({ parts }) => parts.every((part) => columns.includes(part)))
    );
  };
  return [...table.constraints.values()]
    .filter((constraint) => constraint.columns.some((column) => old.columns.has(column)))
    .filter(isNew)
    .map(({ name }) => ({ does: `adds ${quote(name)}`, requirement: "expand" }));
}

/** Triggers of the old table that the release does not make again; they stay with it, or go with it. */
function lostTriggers(old: Table, context: RuleContext): readonly Loss[] {
  const made = new Set(
    context.release.flatMap(({ change }) =>
      change.kind === "create-trigger" && !isElsewhere(change, old, context) ? change.name : [],
    ),
  );
  return [...old.triggers.keys()]
    .filter((name) => !made.has(name))
    .map((name) => ({ does: `has no trigger ${quote(name)}`, requirement: "expand" }));
}

/** Whether a change is made to a table that has nothing to do with the rebuild. */
function isElsewhere(
  { table }: { readonly table: QualifiedName },
  old: Table,
  context: RuleContext,
): boolean {
  return isLiveTable(context, table) && nameKey(table) !== nameKey(old.name);
}

function lostGrants(old: Table, context: RuleContext): readonly Loss[] {
  const lost = privilegesNotKept({ kind: "relation", name: old.name }, old, context);
  return lost === null ? [] : [{ does: `is made without ${lost}`, requirement: "expand" }];
}

function isKey({ type }: Constraint): boolean {
  return type === "unique" || type === "primary-key";
}
