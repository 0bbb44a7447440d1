import type {
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
} from "../../model/definitions.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { attempt } from "../sql-text/clause.ts";
import {
  acceptIfNotExists,
  createCursor,
  displayName,
  expectEnd,
  indexOfKeyword,
  nextKeyword,
  readGroup,
  readQualifiedName,
  splitAtCommas,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import type { Token } from "../sql-text/token.ts";
import { readTableElement } from "./table-element.ts";

/**
 * `CREATE TABLE …`, from behind the word TABLE. An element that cannot be read becomes an `unknown` change beside the
 * table, which then lacks it.
 */
export function readCreateTable(
  cursor: Cursor,
  reader: Reader,
  written: { readonly temporary: boolean; readonly replace: boolean },
): readonly SchemaChange[] {
  const ifNotExists = acceptIfNotExists(cursor);
  const table = readQualifiedName(cursor);
  const like: QualifiedName[] = [];
  const columns: ColumnDefinition[] = [];
  const constraints: ConstraintDefinition[] = [];
  const indexes: IndexDefinition[] = [];
  const unread: SchemaChange[] = [];

  if (cursor.accept("LIKE")) like.push(readQualifiedName(cursor));
  else if (
    nextKeyword(cursor) === "(" &&
    !["SELECT", "WITH", "("].includes(nextKeyword(cursor, 1))
  ) {
    for (const tokens of splitAtCommas(readGroup(cursor))) {
      const result = attempt(tokens, displayName(table), () => {
        const part = createCursor(tokens, reader.dialect);
        const element = readTableElement(part, reader);
        expectEnd(part);
        return element;
      });
      if (!result.read) unread.push(result.unknown);
      else if (result.value.kind === "column") {
        columns.push(result.value.column);
        constraints.push(...result.value.constraints);
      } else if (result.value.kind === "constraint") constraints.push(result.value.constraint);
      else if (result.value.kind === "index") indexes.push(result.value.index);
      else like.push(result.value.table);
    }
  }
  const options = cursor.rest();
  const change: SchemaChange = {
    kind: "create-table",
    table,
    columns: withKeysNotNull(columns, constraints),
    constraints,
    indexes,
    ifNotExists,
    temporary: written.temporary,
    partitionOf: null,
    isDefaultPartition: false,
    partitioned: isPartitioned(options),
    inherits: [],
    like,
    fromQuery: options.some((token) => token.keyword === "SELECT" || token.keyword === "TABLE"),
  };
  // A temporary table takes the place of another temporary one at most.
  if (!written.replace || written.temporary) return [change, ...unread];
  return [{ kind: "drop-table", table, ifExists: true, cascade: false }, change, ...unread];
}

/** The columns of a primary key are NOT NULL, also where the key stands apart from them. */
function withKeysNotNull(
  columns: readonly ColumnDefinition[],
  constraints: readonly ConstraintDefinition[],
): readonly ColumnDefinition[] {
  const keys = new Set(
    constraints
      .filter((constraint) => constraint.type === "primary-key")
      .flatMap((constraint) => constraint.columns.map((column) => column.toLowerCase())),
  );
  return columns.map((column) =>
    keys.has(column.name.toLowerCase()) ? { ...column, nullable: false } : column,
  );
}

function isPartitioned(options: readonly Token[]): boolean {
  const partition = indexOfKeyword(options, "PARTITION");
  return partition !== -1 && options[partition + 1]?.keyword === "BY";
}
