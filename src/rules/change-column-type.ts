import type { Column } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { compareTypes } from "../catalog/column-type.ts";
import type { TypeComparison } from "../catalog/column-type.ts";
import { newType } from "../catalog/describe/column.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import type { Hazard } from "../model/hazard.ts";
import type { AlterColumnType } from "../model/schema-change.ts";
import type { SqlType } from "../model/sql-type.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable, userType } from "./live.ts";
import { fitsByCheck } from "./narrowing-proof.ts";
import { whileCopying } from "./new-column.ts";
import { earlierInTransaction, laterInTransaction } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { typeChangeWork } from "./type-change-work.ts";
import { columnOf, listOf, named, quote, quoteSql } from "./wording.ts";

export const changeColumnType = defineRule({
  id: "change-column-type",
  title: "A column's type changes in a way that running code, or the table's size, does not stand",
  severity: "error",
  summary:
    "A narrower or another kind of type breaks code that still writes the old one, and a wider one may rewrite the table under a lock that blocks all. A change that the server takes over as it is, such as a longer varchar, is free.",
  kinds: ["alter-column-type"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    const column = findColumn(context.catalog, change.table, change.column);
    const comparison = compare(change, column, context);
    const isSafe = comparison.relation === "same" || comparison.relation === "wider";
    const breaks = !isSafe && column?.origin !== "change";
    const work = typeChangeWork(change, comparison, context);
    const hazards: Hazard[] = work.map(({ hazard }) => hazard);
    if (work.length > 0) hazards.push("blocks-writes");
    if (work.length > 0 && context.dialect === "postgresql") hazards.push("blocks-reads");
    if (!isSafe && comparison.relation !== "unlike") hazards.push("can-fail");
    if (breaks) hazards.push("breaks-running-code");
    if (breaks && losesPrecision(change, column, comparison, context)) hazards.push("loses-data");
    if (!breaks && work.length === 0) return { hazards };
    const name = columnOf(change.table, change.column);
    const type = quoteSql(newType(change, column));
    const sentences: string[] = [];
    if (breaks) {
      const instead = isSame(column, change) ? "" : `, not as ${quoteSql(change.type.text)}`;
      const as = column === null ? "its old type" : quoteSql(column.type.text);
      sentences.push(
        `Code that is still running reads and writes ${name} as ${as}${instead}: ${comparison.reason}.`,
      );
    }
    if (work.length > 0) {
      sentences.push(
        `To make ${name} ${type}, the server ${listOf(work.map(({ does }) => does))} of ${named(change.table)}; ${whileCopying(context.dialect)}.`,
      );
    }
    return {
      compatibility: breaks ? "destructive" : "additive",
      hazards,
      requirement: breaks ? "split" : "none",
      finding: { message: sentences.join(" "), safeWay: safeWayOf(change, type, breaks) },
    };
  },
});

function isSame(column: Column | null, change: AlterColumnType): boolean {
  return column?.type.text === change.type.text;
}

function compare(
  change: AlterColumnType,
  column: Column | null,
  context: RuleContext,
): TypeComparison {
  if (column === null) {
    return {
      relation: "unknown",
      rewrites: "unknown",
      reason: "the migrations do not tell its type, so the worst is assumed",
    };
  }
  const comparison = compareTypes(column.type, change.type, context.dialect, context.catalog);
  if (comparison.relation === "narrower" && isProven(change, column, context))
    return { ...comparison, relation: "wider", reason: "a check lets in only what fits" };
  if (change.using === null || isChainOfCasts(change.using.sql)) {
    if (returnsToEnum(change, context) || goesBack(change, context))
      return { ...comparison, relation: "wider", reason: "it has every value of the old type" };
    return comparison.relation === "wider" && isOtherEnum(change, context)
      ? {
          ...comparison,
          relation: "unlike",
          reason: "values that are cast to the one enum are not compared with the other",
        }
      : comparison;
  }
  return {
    relation: "incompatible",
    rewrites: true,
    reason: `\`USING\` computes other values (${quoteSql(change.using.sql)})`,
  };
}

/** Whether a check proves that every value fits, those that running code is about to write included. */
function isProven(change: AlterColumnType, column: Column, context: RuleContext): boolean {
  if (context.dialect !== "postgresql") return false;
  if (change.using !== null && !isChainOfCasts(change.using.sql)) return false;
  const table = findTable(context.catalog, change.table);
  return table !== null && fitsByCheck(table, column, change.type);
}

/**
 * Whether the column comes back, within one transaction, to an enum of the name that it had before, made anew with all
 * its values: to text, drop the enum, create it, and back. Running code never sees the text.
 */
function returnsToEnum(change: AlterColumnType, context: RuleContext): boolean {
  const { baseCatalog, catalog } = context;
  const wasMoved = earlierInTransaction(context).some(
    (earlier) =>
      earlier.kind === "alter-column-type" &&
      earlier.column === change.column &&
      nameKey(earlier.table) === nameKey(change.table),
  );
  if (!wasMoved || baseCatalog === undefined) return false;
  const before = findColumn(baseCatalog, change.table, change.column)?.type;
  if (before === undefined || before.arrayDimensions !== change.type.arrayDimensions) return false;
  if (before.name !== change.type.name || before.schema !== change.type.schema) return false;
  const old = userType({ catalog: baseCatalog }, before)?.definition;
  const made = userType({ catalog }, change.type)?.definition;
  if (old?.kind !== "enum" || made?.kind !== "enum") return false;
  return old.values.every((value) => made.values.includes(value));
}

/** The type of the column as running code knows it. */
function typeBefore(change: AlterColumnType, { baseCatalog }: RuleContext): SqlType | null {
  if (baseCatalog === undefined) return null;
  return findColumn(baseCatalog, change.table, change.column)?.type ?? null;
}

/** Whether the same transaction gives the column a type of its old name again: that change is judged instead. */
function goesBack(change: AlterColumnType, context: RuleContext): boolean {
  const before = typeBefore(change, context);
  return laterInTransaction(context).some(
    (later) =>
      later.kind === "alter-column-type" &&
      later.column === change.column &&
      nameKey(later.table) === nameKey(change.table) &&
      later.type.name === before?.name &&
      later.type.schema === before.schema,
  );
}

/** Whether an enum gets another name, which no type of the same transaction takes back. */
function isOtherEnum(change: AlterColumnType, context: RuleContext): boolean {
  const before = typeBefore(change, context);
  const after = userType(context, change.type);
  if (before === null || after?.definition.kind !== "enum") return false;
  if (
    userType({ catalog: context.baseCatalog ?? context.catalog }, before)?.definition.kind !==
    "enum"
  )
    return false;
  return (
    before.name !== change.type.name &&
    !laterInTransaction(context).some(
      (later) =>
        later.kind === "rename-type" &&
        nameKey(later.type) === nameKey(after.name) &&
        later.to === before.name,
    )
  );
}

/** `name`, `name::text` or `name::text::mood`: the value stays, only its type changes. */
export function isChainOfCasts(using: string): boolean {
  const name = '(?:"[^"]+"|[a-z_][\\w$]*)';
  const type = `${name}(?:\\.${name})?(?: [a-z ]+)?(?: ?\\([\\d, ]+\\))?(?: ?\\[\\])*`;
  const chain = new RegExp(`^\\(*${name}\\)*(?: ?:: ?${type}\\)*)*$`, "i");
  return using.length < 300 && chain.test(using.trim().replaceAll(/\s+/g, " "));
}

/**
 * Whether what does not fit is rounded or cut off in silence: fractions are, and a text that is cast to a limit. Other
 * texts, integers where the new type is exact, and what an enum or domain does not take are refused.
 */
function losesPrecision(
  change: AlterColumnType,
  column: Column | null,
  comparison: TypeComparison,
  context: RuleContext,
): boolean {
  if (column === null || comparison.relation !== "narrower") return false;
  const made = userType(context, change.type)?.definition;
  if (made?.kind === "enum") return false;
  const type = made?.kind === "domain" ? made.base : change.type;
  const { relation } = compareTypes(column.type, type, context.dialect, context.catalog);
  if (relation !== "narrower") return false;
  if (["text", "varchar", "bpchar"].includes(type.name))
    return /\(\d/.test(change.using?.sql ?? "");
  const wasInteger = ["int2", "int4", "int8"].includes(column.type.name);
  return !wasInteger || ["float4", "float8"].includes(type.name);
}

function safeWayOf(change: AlterColumnType, type: string, breaks: boolean): string {
  const newColumn = `Add a column of type ${type} beside it, write both, backfill in batches, read the new one, and drop ${quote(change.column)} in a later pull request.`;
  return breaks ? newColumn : `${newColumn} Or do it in a maintenance window.`;
}
