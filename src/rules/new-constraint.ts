import { findColumn, findTable } from "../catalog/lookup.ts";
import { sameExpression } from "../catalog/same-definition.ts";
import type { ConstraintDefinition } from "../model/definitions.ts";
import type { Expression } from "../model/expression.ts";
import type { AddConstraint } from "../model/schema-change.ts";
import { fillsItself, isLiveTable, isMadeHere } from "./live.ts";
import type { RuleContext } from "./rule.ts";

/** Whether a constraint that is added can reject what running code writes at all. */
export function bindsRunningCode(change: AddConstraint, context: RuleContext): boolean {
  return change.constraint.enforced && isLiveTable(context, change.table);
}

/** Whether every column that the constraint reads is made by this release. */
export function onlyNewColumns(change: AddConstraint, context: RuleContext): boolean {
  const { columns } = change.constraint;
  return (
    columns.length > 0 &&
    columns.every((name) => isMadeHere(findColumn(context.catalog, change.table, name)))
  );
}

/** Whether a new column of the constraint stays NULL in rows that running code inserts. */
export function hasEmptyNewColumn(change: AddConstraint, context: RuleContext): boolean {
  return change.constraint.columns.some((name) => staysEmpty(change, context, name));
}

/** Whether a column is new and stays NULL in rows that running code inserts. */
export function staysEmpty(change: AddConstraint, context: RuleContext, name: string): boolean {
  const column = findColumn(context.catalog, change.table, name);
  return column !== null && isMadeHere(column) && column.nullable && !fillsItself(column);
}

/**
 * Whether running code already obeys a constraint that says the same, or more: one that the table has, or had until
 * this release dropped it.
 */
export function mirrorsExisting(change: AddConstraint, context: RuleContext): boolean {
  const { type, columns, expression, references, deferrable } = change.constraint;
  const existing = [context.catalog, context.baseCatalog].flatMap((catalog) =>
    catalog === undefined
      ? []
      : [...(findTable(catalog, change.table)?.constraints.values() ?? [])],
  );
  return existing.some((other) => {
    if (other.type !== type || !other.enforced) return false;
    if (type === "check") {
      return (
        sameExpression(other.expression, expression) || isWiderList(other.expression, expression)
      );
    }
    if (type !== "foreign-key") return false;
    return (
      other.references?.table.name === references?.table.name &&
      other.references?.table.schema === references?.table.schema &&
      other.columns.join("\u0000") === columns.join("\u0000") &&
      (deferrable || !other.deferrable) &&
      (!letsDelete(other) || letsDelete(change.constraint))
    );
  });
}

/** Whether a row that others point to can be deleted, because they go or point elsewhere then. */
function letsDelete({ references }: ConstraintDefinition): boolean {
  return !["no action", "restrict"].includes((references?.onDelete ?? "no action").toLowerCase());
}

/** Whether two checks differ in nothing but that the new one's list of allowed texts is longer. */
function isWiderList(old: Expression | null, wanted: Expression | null): boolean {
  if (old === null || wanted === null || /\bnot\b|<>|!=/i.test(wanted.sql)) return false;
  const before = allowedTexts(old.sql);
  const after = allowedTexts(wanted.sql);
  return (
    before.texts.length > 0 &&
    before.shape === after.shape &&
    /\bin ?\(|\bany ?\(/.test(after.shape) &&
    before.texts.every((text) => after.texts.includes(text))
  );
}

/** The string literals of a condition, and what is left when each list of them is one. */
function allowedTexts(sql: string): { readonly texts: readonly string[]; readonly shape: string } {
  const texts: string[] = [];
  const shape = sql.replaceAll(/'(?:[^']|'')*'(?:::[a-z ]+)?/gi, (literal) => {
    texts.push(literal.replace(/::[a-z ]+$/i, ""));
    return "?";
  });
  return {
    texts,
    shape: shape
      .toLowerCase()
      .replaceAll(/\s+/g, " ")
      .replaceAll(/\?(?: ?, ?\?)+/g, "?"),
  };
}
