import { nameKey } from "../../catalog/catalog.ts";
import type { AddConstraint } from "../../model/schema-change.ts";
import type { PlanStep } from "../../model/phase-plan.ts";
import { liveEverywhere, noRollback, step, type Recipe, type RecipeContext } from "../recipe.ts";
import { makeRequired } from "../required.ts";
import { lockTimeout, typeText, wordsFor } from "../sql.ts";
import { findColumn } from "../../catalog/lookup.ts";

/** Code that keeps the constraint comes first, then the rows that break it are mended, then the server insists. */
export const addConstraint: Recipe<"add-constraint"> = (change, context) => {
  const words = wordsFor(change.table, context);
  const kind = kindWords[change.constraint.type];
  const violations = violationsQuery(change, context);
  return {
    title: `Add ${kind} on ${words.tableName} in 2 pull requests`,
    steps: [
      step({
        phase: "expand",
        title: "Write only what the constraint allows",
        code: [
          `Keep the rule of this ${kind} wherever ${words.tableName} is written, and deploy that.`,
        ],
        before: [liveEverywhere, noRollback],
      }),
      step({
        phase: "migrate",
        title: "Mend the rows that break it",
        code:
          violations === null
            ? ["Look for rows that break it, and mend them in batches."]
            : ["Mend what the query finds, in batches."],
        verify: violations === null ? null : { sql: violations, expect: "It finds no row." },
        before: ["No row breaks it, and none comes that does."],
      }),
      step({
        phase: "contract",
        title: "Let the server insist",
        sql: constraintSql(change, context),
        outsideTransaction: true,
      }),
    ],
  };
};

const kindWords: Readonly<Record<AddConstraint["constraint"]["type"], string>> = {
  check: "check constraint",
  unique: "unique constraint",
  "primary-key": "primary key",
  "foreign-key": "foreign key",
  exclusion: "exclusion constraint",
  "not-null": "NOT NULL constraint",
};

/** The statements, each to be run by itself, that add the constraint without holding a strong lock over a scan. */
function constraintSql(change: AddConstraint, context: RecipeContext): PlanStep["sql"] {
  const { constraint } = change;
  const words = wordsFor(change.table, context);
  const columns = constraint.columns.map(words.column).join(", ");
  const name = words.column(constraint.name ?? impliedName(change));
  const alter = `ALTER TABLE ${words.table}`;
  const isPostgresql = context.dialect === "postgresql";
  switch (constraint.type) {
    case "check":
      return validated(
        `${alter} ADD CONSTRAINT ${name} CHECK (${constraint.expression?.sql ?? "/* the condition */"})`,
      );
    case "foreign-key":
      return validated(
        `${alter} ADD CONSTRAINT ${name} FOREIGN KEY (${columns}) REFERENCES ${referenceText(change, context)}`,
      );
    case "not-null": {
      const [column] = constraint.columns;
      if (column === undefined) return [];
      return makeRequired(
        change.table,
        column,
        typeText(findColumn(context.catalog, change.table, column), column),
        context,
      );
    }
    case "unique":
    case "primary-key": {
      if (!isPostgresql) {
        const what =
          constraint.type === "unique" ? `UNIQUE (${columns})` : `PRIMARY KEY (${columns})`;
        return [...lockTimeout(context.dialect), `${alter} ADD CONSTRAINT ${name} ${what}`];
      }
      const what = constraint.type === "unique" ? "UNIQUE" : "PRIMARY KEY";
      const required = constraint.type === "primary-key" ? nullableColumns(change, context) : [];
      return [
        ...required.flatMap((column) => makeRequired(change.table, column, "", context)),
        "SET lock_timeout = 0",
        `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${words.table} (${columns})`,
        ...lockTimeout(context.dialect),
        `${alter} ADD CONSTRAINT ${name} ${what} USING INDEX ${name}`,
      ];
    }
    case "exclusion":
      return [
        "-- an exclusion constraint cannot be added online: it scans the table under ACCESS EXCLUSIVE; plan a maintenance window",
      ];
  }

  function validated(add: string): PlanStep["sql"] {
    if (!isPostgresql) return [...lockTimeout(context.dialect), add];
    return [
      ...lockTimeout(context.dialect),
      `${add} NOT VALID`,
      `${alter} VALIDATE CONSTRAINT ${name}`,
    ];
  }
}

function nullableColumns(change: AddConstraint, context: RecipeContext): readonly string[] {
  return change.constraint.columns.filter(
    (column) => findColumn(context.catalog, change.table, column)?.nullable !== false,
  );
}

function referenceText(change: AddConstraint, context: RecipeContext): string {
  const { references } = change.constraint;
  if (references === null) return "/* the other table */";
  const other = wordsFor(references.table, context);
  const columns =
    references.columns.length === 0 ? "" : ` (${references.columns.map(other.column).join(", ")})`;
  const onDelete =
    references.onDelete === null ? "" : ` ON DELETE ${references.onDelete.toUpperCase()}`;
  return `${other.table}${columns}${onDelete}`;
}

/** A query that finds the rows in the way; null where none can be written from what is known. */
function violationsQuery(change: AddConstraint, context: RecipeContext): string | null {
  const { constraint } = change;
  const words = wordsFor(change.table, context);
  const columns = constraint.columns.map(words.column);
  switch (constraint.type) {
    case "check":
      return constraint.expression === null
        ? null
        : `SELECT * FROM ${words.table} WHERE NOT (${constraint.expression.sql}) LIMIT 100`;
    case "unique":
    case "primary-key": {
      if (columns.length === 0) return null;
      const list = columns.join(", ");
      return `SELECT ${list}, count(*) FROM ${words.table} GROUP BY ${list} HAVING count(*) > 1 LIMIT 100`;
    }
    case "not-null":
      return `SELECT * FROM ${words.table} WHERE ${columns.map((column) => `${column} IS NULL`).join(" OR ")} LIMIT 100`;
    case "foreign-key": {
      const { references } = constraint;
      if (references === null) return null;
      const targets =
        references.columns.length > 0 ? references.columns : primaryKey(change, context);
      if (targets.length !== columns.length || columns.length === 0) return null;
      const other = wordsFor(references.table, context);
      const match = columns.map(
        (column, place) => `other.${other.column(targets[place] ?? "")} = ours.${column}`,
      );
      const filled = columns.map((column) => `ours.${column} IS NOT NULL`);
      return `SELECT ours.* FROM ${words.table} AS ours\nWHERE ${filled.join(" AND ")}\n  AND NOT EXISTS (SELECT 1 FROM ${other.table} AS other WHERE ${match.join(" AND ")})\nLIMIT 100`;
    }
    case "exclusion":
      return null;
  }
}

function primaryKey(change: AddConstraint, context: RecipeContext): readonly string[] {
  const table = change.constraint.references?.table;
  const parent = table === undefined ? undefined : context.catalog.tables.get(nameKey(table));
  const key = [...(parent?.constraints.values() ?? [])].find((one) => one.type === "primary-key");
  return key?.columns ?? [];
}

/** Stands in where the statement leaves the name to the server. */
function impliedName(change: AddConstraint): string {
  const endings: Readonly<Record<AddConstraint["constraint"]["type"], string>> = {
    check: "check",
    unique: "key",
    "primary-key": "pkey",
    "foreign-key": "fkey",
    exclusion: "excl",
    "not-null": "not_null",
  };
  return [change.table.name, ...change.constraint.columns, endings[change.constraint.type]]
    .join("_")
    .slice(0, 63);
}
