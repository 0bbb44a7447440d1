import type { Catalog } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { indexesOfTable } from "../catalog/entries.ts";
import { findIndex } from "../catalog/lookup.ts";
import type { DropConstraint, DropIndex, SchemaChange } from "../model/schema-change.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { defineRule } from "./define-rule.ts";
import { droppedConstraint } from "./dropped-constraint.ts";
import { historyIsWhole, mayBeLiveTable } from "./live.ts";
import { followedBy, goesLater } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import type { UniqueKey } from "./uniqueness.ts";
import { keyOfConstraint, keyOfIndex, servesAs, uniqueKeys } from "./uniqueness.ts";
import { columnOf, linkExpand, listOf, quote, quoteSql } from "./wording.ts";

export const dropUnique = defineRule({
  id: "drop-unique",
  title: "A unique constraint or unique index that upserts of running code need is dropped",
  severity: "error",
  summary:
    "`INSERT … ON CONFLICT (columns)` needs a unique index on exactly these columns; without it the statement fails at once in code that still runs, and duplicates come in. An index or constraint that the history does not know counts as unique.",
  kinds: ["drop-constraint", "drop-index"],
  judge: (change, context) => {
    const target =
      change.kind === "drop-index" ? ofIndex(change, context) : ofConstraint(change, context);
    if (target === null) return null;
    if (target === "harmless") return {};
    const { table, name, key, known } = target;
    if (table !== null && key !== null) {
      if (isReplaced(context, table, name, key)) return {};
      if (goesLater(context, table, key.parts)) return {};
    }
    if (table !== null && key !== null && comesBackDeferrable(context, table, key)) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "expand",
        finding: {
          message: `Unique constraint ${quote(name)} can be deferred from then on: \`ON CONFLICT\` of code that is still running fails with \`ON CONFLICT does not support deferrable unique constraints/exclusion constraints as arbiters\`.`,
          safeWay: `Ship code that no longer upserts by it first. ${linkExpand}`,
        },
      };
    }
    const what = known
      ? `Unique ${change.kind === "drop-index" ? "index" : "constraint"} ${quote(name)} goes`
      : `The migrations do not tell whether ${quote(name)} is unique; if it is`;
    const columns = listOf(
      (key?.parts ?? []).map((part) =>
        table === null || part.startsWith("(") ? quoteSql(part) : columnOf(table, part),
      ),
    );
    const harm = harms[context.dialect === "mariadb" ? "mysql" : context.dialect];
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `${what}: ${harm}${columns === "" ? "" : `, and ${columns} may repeat`}.`,
        safeWay: `Create the unique index that takes its place first, or ship code that no longer upserts by it. ${linkExpand}`,
      },
    };
  },
});

/** What becomes of upserts. */
const harms = {
  postgresql:
    "`ON CONFLICT` of code that is still running fails with `there is no unique or exclusion constraint matching the ON CONFLICT specification`",
  sqlite:
    "`ON CONFLICT` of code that is still running fails with `ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint`",
  mysql: "`ON DUPLICATE KEY UPDATE` of code that is still running inserts duplicates from now on",
} as const;

interface Target {
  readonly table: QualifiedName | null;
  readonly name: string;
  /** Null where its columns are not known. */
  readonly key: UniqueKey | null;
  /** False where it may not be unique at all. */
  readonly known: boolean;
}

function ofConstraint(change: DropConstraint, context: RuleContext): Target | "harmless" | null {
  const dropped = droppedConstraint(change, context);
  if (dropped.state === "harmless") return "harmless";
  if (dropped.type !== "unique" && dropped.type !== null) return null;
  const name = change.name ?? "unique";
  const { constraint } = dropped;
  const key =
    constraint === null || constraint.columns.length === 0 ? null : keyOfConstraint(constraint);
  return { table: change.table, name, key, known: dropped.type !== null };
}

/** MySQL names the table of an index instead. */
function schemaOf({ table, index }: DropIndex): string | null {
  return table === null ? index.schema : table.schema;
}

function ofIndex(change: DropIndex, context: RuleContext): Target | "harmless" {
  const name = change.index.name;
  const index =
    change.table === null
      ? findIndex(context.catalog, change.index)
      : (indexesOfTable(context.catalog, change.table).find((known) => known.name === name) ??
        null);
  if (index !== null) {
    if (!index.unique || index.origin === "change") return "harmless";
    // PostgreSQL refuses to drop it without its constraint.
    if (index.constraint !== null && context.dialect === "postgresql") return "harmless";
    return { table: index.table, name, key: keyOfIndex(index), known: true };
  }
  const madeLater = followedBy(
    context,
    (later) => later.kind === "create-index" && later.index.name === name,
  );
  // The clean-up before CREATE INDEX CONCURRENTLY, or a drop of what never was.
  if (change.ifExists && (madeLater !== null || historyIsWhole(context, schemaOf(change))))
    return "harmless";
  if (change.table !== null && !mayBeLiveTable(context, change.table)) return "harmless";
  return { table: change.table, name, key: null, known: false };
}

/** Whether the same key stays unique, in the end too, by another index or constraint, or by one made in the same transaction. */
function isReplaced(
  context: RuleContext,
  table: QualifiedName,
  name: string,
  key: UniqueKey,
): boolean {
  const hasKey = (schema: Catalog, but: string | null): boolean =>
    [...uniqueKeys(schema, table)].some(
      ([other, existing]) => other !== but && servesAs(key, existing),
    );
  const { catalog, finalCatalog } = context;
  if (finalCatalog !== undefined && !hasKey(finalCatalog, null)) return false;
  if (hasKey(catalog, name)) return true;
  const follows = followedBy(context, (later) => makesUnique(context, later, table, key));
  return follows === "in-transaction";
}

function comesBackDeferrable(context: RuleContext, table: QualifiedName, key: UniqueKey): boolean {
  const comesBack = followedBy(context, (later) =>
    makesUnique(context, later, table, { ...key, deferrable: true }),
  );
  return comesBack === "in-transaction";
}

function makesUnique(
  context: RuleContext,
  change: SchemaChange,
  table: QualifiedName,
  key: UniqueKey,
): boolean {
  if (change.kind === "create-index") {
    return (
      change.index.unique &&
      nameKey(change.table) === nameKey(table) &&
      servesAs(key, keyOfIndex(change.index))
    );
  }
  if (change.kind !== "add-constraint" || nameKey(change.table) !== nameKey(table)) return false;
  const { type, deferrable, usingIndex } = change.constraint;
  if (type !== "unique" && type !== "primary-key") return false;
  if (usingIndex === null) return servesAs(key, keyOfConstraint(change.constraint));
  const index = indexesOfTable(context.catalog, table).find((known) => known.name === usingIndex);
  return index !== undefined && servesAs(key, { ...keyOfIndex(index), deferrable });
}
