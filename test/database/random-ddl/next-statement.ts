import { columnStatements } from "./columns.ts";
import { constraintStatements } from "./constraints.ts";
import {
  routineStatements,
  schemaStatements,
  sequenceStatements,
  typeStatements,
} from "./others.ts";
import { oneOf, type Maker, type MakeStatement } from "./picking.ts";
import { tableStatements } from "./tables.ts";
import { viewStatements } from "./views.ts";

/** Each as often as it stands here. */
const groups: readonly (readonly MakeStatement[])[] = [
  tableStatements,
  tableStatements,
  tableStatements,
  columnStatements,
  columnStatements,
  columnStatements,
  constraintStatements,
  constraintStatements,
  viewStatements,
  typeStatements,
  routineStatements,
  sequenceStatements,
  schemaStatements,
];

/** A statement that the server may well take, by the schema as it is. */
export function nextStatement(maker: Maker): string {
  for (;;) {
    const sql = oneOf(maker, oneOf(maker, groups))(maker);
    if (sql !== null) return sql;
  }
}
