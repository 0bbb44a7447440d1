import type { Catalog, Column } from "../catalog.ts";
import { findColumn } from "../lookup.ts";
import { quoteIdentifier } from "../quote.ts";
import type { ColumnDefinition } from "../../model/definitions.ts";
import type {
  AddColumn,
  AddIdentity,
  AlterColumnOption,
  AlterColumnType,
  DropColumn,
  DropDefault,
  DropExpression,
  DropIdentity,
  DropNotNull,
  RenameColumn,
  SetDefault,
  SetExpression,
  SetIdentity,
  SetNotNull,
} from "../../model/schema-change.ts";
import { code, part } from "./code.ts";

type ColumnChange =
  | AddColumn
  | AddIdentity
  | AlterColumnOption
  | AlterColumnType
  | DropColumn
  | DropDefault
  | DropExpression
  | DropIdentity
  | DropNotNull
  | RenameColumn
  | SetDefault
  | SetExpression
  | SetIdentity
  | SetNotNull;

/** The type that a column gets, with its collation where that changes. */
export function newType(
  { type, collation }: AlterColumnType,
  old: Pick<Column, "collation"> | null,
): string {
  return collation === null || collation === old?.collation
    ? type.text
    : `${type.text} COLLATE ${quoteIdentifier(collation, "postgresql")}`;
}

export function describeColumnChange(change: ColumnChange, catalog: Catalog | null): string {
  if (change.kind === "add-column") {
    const { column } = change;
    return `add column ${part(change.table, column.name)} (${code(declaration(column), "text")})`;
  }
  const column = part(change.table, change.column);
  switch (change.kind) {
    case "drop-column":
      return `drop column ${column}${change.cascade ? " with all that depends on it" : ""}`;
    case "rename-column":
      return `rename column ${column} to ${code(change.to)}`;
    case "alter-column-type": {
      const old = catalog === null ? null : findColumn(catalog, change.table, change.column);
      const from = old === null ? "" : ` from ${code(old.type.text, "text")}`;
      return `change the type of ${column}${from} to ${code(newType(change, old), "text")}`;
    }
    case "set-not-null":
      return `set ${column} to \`NOT NULL\``;
    case "drop-not-null":
      return `drop \`NOT NULL\` of ${column}`;
    case "set-default":
      return `set the default of ${column} to ${code(shortened(change.default.sql), "text")}`;
    case "drop-default":
      return `drop the default of ${column}`;
    case "add-identity":
      return `make ${column} an identity column`;
    case "set-identity":
      return change.identity === null
        ? `change the sequence of identity column ${column}`
        : `generate identity column ${column} ${change.identity === "always" ? "always" : "by default"}`;
    case "drop-identity":
      return `drop the identity of ${column}`;
    case "set-expression":
      return `change the expression of generated column ${column}`;
    case "drop-expression":
      return `drop the expression of generated column ${column}`;
    case "alter-column-option":
      return `change ${change.option.replaceAll("-", " ")} of column ${column}`;
  }
}

/** Type, NOT NULL and default: `integer NOT NULL DEFAULT 0`. */
function declaration(column: ColumnDefinition): string {
  const notNull = column.nullable ? "" : " NOT NULL";
  const fallback = column.default === null ? "" : ` DEFAULT ${shortened(column.default.sql)}`;
  return `${column.type.text}${notNull}${fallback}`;
}

/** The longest expression that is shown in a line. */
const longestExpression = 60;

function shortened(sql: string): string {
  const characters = [...sql.slice(0, 2 * longestExpression + 2)];
  return characters.length <= longestExpression
    ? sql
    : `${characters.slice(0, longestExpression).join("")}…`;
}
