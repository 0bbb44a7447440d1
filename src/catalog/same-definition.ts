import type { ConstraintDefinition, IndexDefinition } from "../model/definitions.ts";
import type { Expression } from "../model/expression.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SqlType } from "../model/sql-type.ts";

/** Equal apart from the name. `btree` is what an index is when nothing is written. */
export function sameIndexDefinition(one: IndexDefinition, other: IndexDefinition): boolean {
  return (
    one.unique === other.unique &&
    (one.method ?? "btree") === (other.method ?? "btree") &&
    sameList(one.include, other.include) &&
    sameExpression(one.where, other.where) &&
    one.parts.length === other.parts.length &&
    one.parts.every((part, position) => {
      const counterpart = other.parts[position];
      return (
        counterpart !== undefined &&
        part.column === counterpart.column &&
        sameExpression(part.expression, counterpart.expression)
      );
    })
  );
}

/** Equal apart from the name and from the index that it was built on. */
export function sameConstraintDefinition(
  one: ConstraintDefinition,
  other: ConstraintDefinition,
): boolean {
  const isCheck = one.type === "check";
  return (
    one.type === other.type &&
    one.notValid === other.notValid &&
    one.enforced === other.enforced &&
    one.deferrable === other.deferrable &&
    (isCheck || sameList(one.columns, other.columns)) &&
    sameExpression(one.expression, other.expression) &&
    sameReferences(one.references, other.references)
  );
}

export function sameType(one: SqlType, other: SqlType): boolean {
  return (
    one.name === other.name &&
    (one.schema === other.schema || one.schema === null || other.schema === null) &&
    one.modifiers.length === other.modifiers.length &&
    one.modifiers.every((modifier, position) => modifier === other.modifiers[position]) &&
    one.arrayDimensions > 0 === other.arrayDimensions > 0 &&
    one.unsigned === other.unsigned &&
    sameList(one.values, other.values)
  );
}

/** Equal texts, whatever the blanks, the letter case of words outside strings, and outer parentheses. */
export function sameExpression(one: Expression | null, other: Expression | null): boolean {
  if (one === null || other === null) return one === other;
  return one.sql === other.sql || normalized(one.sql) === normalized(other.sql);
}

export function sameName(one: QualifiedName, other: QualifiedName): boolean {
  return one.name === other.name && one.schema === other.schema;
}

export function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, position) => value === other[position]);
}

function sameReferences(
  one: ConstraintDefinition["references"],
  other: ConstraintDefinition["references"],
): boolean {
  if (one === null || other === null) return one === other;
  const action = (written: string | null): string => (written ?? "no action").toLowerCase();
  return (
    sameName(one.table, other.table) &&
    sameList(one.columns, other.columns) &&
    action(one.onDelete) === action(other.onDelete)
  );
}

/** The text outside of quotes in lower case with single blanks between words, and no parentheses around it all. */
function normalized(sql: string): string {
  const text = sql
    .trim()
    .replace(/'[^']*'|"[^"]*"|[^'"]+/g, (part) =>
      part.startsWith("'") || part.startsWith('"') ? part : squeezed(part),
    );
  return text.startsWith("(") && closesAtEnd(text) ? text.slice(1, -1) : text;
}

function squeezed(sql: string): string {
  return sql
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/ ?([(),=<>!|+*/-]) ?/g, "$1");
}

function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (let position = 0; position < text.length; position += 1) {
    if (text[position] === "(") depth += 1;
    else if (text[position] === ")") {
      depth -= 1;
      if (depth === 0) return position === text.length - 1;
    }
  }
  return false;
}
