import type { Table } from "../catalog/catalog.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import type { Hazard } from "../model/hazard.ts";
import type { DropColumn } from "../model/schema-change.ts";
import { clearsTheWay } from "./clears-the-way.ts";
import { defineRule } from "./define-rule.ts";
import { foreignKeysToColumn, indexUses, plainIndexes, viewsNaming } from "./dependants.ts";
import { fillsItself, mayBeLiveTable, isNewColumn } from "./live.ts";
import type { RuleContext } from "./rule.ts";
import { takesAlong } from "./takes-along.ts";
import { needingColumn } from "./tracked-dependants.ts";
import { missingColumn } from "./server-errors.ts";
import { columnOf, linkExpand, listOf, named, quote } from "./wording.ts";

const constraintNames = {
  check: "check",
  unique: "unique constraint",
  "primary-key": "primary key",
  "foreign-key": "foreign key",
  exclusion: "exclusion constraint",
  "not-null": "not-null constraint",
} as const;

export const dropColumn = defineRule({
  id: "drop-column",
  title: "A column that running code may use is dropped, with its values",
  severity: "error",
  summary:
    "Code that still selects or writes the column fails at once, and so does an object mapper that only declares it. The server also drops constraints and indexes over the column without a word, which upserts may need; before PostgreSQL 15 also generated columns that read it. SQLite refuses instead, and so does MySQL for a foreign key.",
  kinds: ["drop-column"],
  judge: (change, context) => {
    if (clearsTheWay(change, context)) return {};
    const isNew = isNewColumn(context, change.table, change.column);
    if (isNew || !mayBeLiveTable(context, change.table)) return takesAlong(change, context);
    const column = findColumn(context.catalog, change.table, change.column);
    const name = columnOf(change.table, change.column);
    const hazards: Hazard[] = ["breaks-running-code"];
    if (column === null || column.generated === null) hazards.push("loses-data");
    const blocking = dependantsOf(change, context);
    // MySQL reads CASCADE over.
    const cascades = change.cascade && context.dialect === "postgresql";
    if (blocking.length > 0 && !cascades) hazards.push("cannot-run");
    const sentences = [
      `Code that is still running selects or writes ${name}; it fails with ${missingColumn(change.column, context.dialect)} the moment this runs.`,
    ];
    const implied = impliedDrops(change, context);
    if (implied.length > 0) sentences.push(`It silently takes ${listOf(implied)} along.`);
    if (blocking.length > 0) {
      sentences.push(
        cascades
          ? `CASCADE takes ${listOf(blocking)} along.`
          : `Because of ${listOf(blocking)} the server refuses.`,
      );
    }
    const required = column !== null && !column.nullable && !fillsItself(column);
    return {
      compatibility: "destructive",
      hazards,
      requirement: "expand",
      finding: {
        message: sentences.join(" "),
        safeWay:
          (required
            ? `${name} is NOT NULL without a default: drop the NOT NULL first, or code that stops writing it fails before the drop. `
            : "") + `Ship code that no longer reads, writes or declares the column. ${linkExpand}`,
      },
    };
  },
});

/** Constraints and indexes that go with the column without a word (PostgreSQL manual, ALTER TABLE, DROP COLUMN). */
function impliedDrops(change: DropColumn, context: RuleContext): readonly string[] {
  const table = findTable(context.catalog, change.table);
  // SQLite refuses instead.
  if (table === null || context.dialect === "sqlite") return [];
  const constraints = [...table.constraints.values()]
    .filter((constraint) => constraint.columns.includes(change.column))
    .filter(({ type }) => type !== "not-null")
    // MySQL refuses as long as a foreign key needs the column (errors 1828 and 1829).
    .filter(({ type }) => type !== "foreign-key" || context.dialect === "postgresql")
    .map((constraint) => `${constraintNames[constraint.type]} ${quote(constraint.name)}`);
  const generated =
    context.dialect === "postgresql" && context.databaseVersion < 15
      ? generatedFrom(change, context)
      : [];
  return [...constraints, ...indexesOver(change, context), ...generated];
}

function indexesOver(change: DropColumn, context: RuleContext): readonly string[] {
  return plainIndexes(context.catalog, change.table)
    .filter((index) => indexUses(index, change.column))
    .map((index) => `${index.unique ? "unique index" : "index"} ${quote(index.name)}`);
}

function generatedFrom(change: DropColumn, context: RuleContext): readonly string[] {
  const table = findTable(context.catalog, change.table);
  return [...(table?.columns.values() ?? [])]
    .filter((column) => column.generated?.expression.columns.includes(change.column) ?? false)
    .map((column) => `generated column ${quote(column.name)}`);
}

/** What the server does not drop without CASCADE. */
function dependantsOf(change: DropColumn, context: RuleContext): readonly string[] {
  const table = findTable(context.catalog, change.table);
  if (context.dialect === "sqlite")
    return table === null ? [] : keptBySqlite(table, change, context);
  const incoming = table === null ? [] : foreignKeysToColumn(context.catalog, table, change.column);
  const references = incoming.map(
    (key) => `foreign key ${quote(key.constraint.name)} of ${named(key.table.name)}`,
  );
  if (context.dialect !== "postgresql") {
    const own = [...(table?.constraints.values() ?? [])]
      .filter(({ type, columns }) => type === "foreign-key" && columns.includes(change.column))
      .map(({ name }) => `foreign key ${quote(name)}`);
    return [...own, ...references];
  }
  return [
    ...viewsNaming(context.catalog, change.table, change.column).map(
      (view) => `view ${named(view.name)}`,
    ),
    ...references,
    // Before, the server drops them without a word.
    ...(context.databaseVersion < 15 ? [] : generatedFrom(change, context)),
    ...needingColumn(context, change.table, change.column),
  ];
}

/**
 * What keeps SQLite from dropping a column; an object mapper builds the table anew instead. A CHECK or REFERENCES beside
 * the column goes with it, one of the table does not: which of the two it is, is not known.
 */
function keptBySqlite(table: Table, change: DropColumn, context: RuleContext): readonly string[] {
  if (!/^\s*alter\s/i.test(context.sql)) return [];
  const keys = [...table.constraints.values()]
    .filter(({ type }) => type === "primary-key" || type === "unique")
    .filter(({ columns }) => columns.includes(change.column))
    .map(({ type }) => `its ${constraintNames[type]}`);
  const views = viewsNaming(context.catalog, change.table, change.column)
    .filter(({ query }) => query.sql.includes(change.column))
    .map(({ name }) => `view ${named(name)}`);
  return [...keys, ...indexesOver(change, context), ...views, ...generatedFrom(change, context)];
}
