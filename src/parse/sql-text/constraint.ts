import type { ConstraintDefinition } from "../../model/definitions.ts";
import {
  nextKeyword,
  readGroup,
  readNameList,
  readQualifiedName,
  expectKeyword,
  type Cursor,
} from "./cursor.ts";
import { readExpression, type Reader } from "./expression.ts";
import { UnreadableError } from "./unreadable.ts";

/** What a constraint has where nothing else is written. */
export const simpleConstraint: Omit<ConstraintDefinition, "type" | "columns"> = {
  name: null,
  expression: null,
  references: null,
  notValid: false,
  enforced: true,
  deferrable: false,
  usingIndex: null,
};

/** `REFERENCES table [(columns)] [MATCH …] [ON DELETE …] [ON UPDATE …] [DEFERRABLE …]`. */
export function readReferences(
  cursor: Cursor,
  of: Pick<ConstraintDefinition, "name" | "columns">,
): ConstraintDefinition {
  expectKeyword(cursor, "REFERENCES");
  const table = readQualifiedName(cursor);
  const columns = nextKeyword(cursor) === "(" ? readNameList(cursor) : [];
  let onDelete: string | null = null;
  let deferrable = false;
  for (;;) {
    if (cursor.accept("MATCH")) cursor.take();
    else if (cursor.accept("ON", "DELETE")) onDelete = readAction(cursor);
    else if (cursor.accept("ON", "UPDATE")) readAction(cursor);
    else if (cursor.accept("NOT", "DEFERRABLE")) deferrable = false;
    else if (cursor.accept("DEFERRABLE")) deferrable = true;
    else if (cursor.accept("INITIALLY", "DEFERRED") || cursor.accept("INITIALLY", "IMMEDIATE"))
      continue;
    else break;
  }
  return {
    ...simpleConstraint,
    ...of,
    type: "foreign-key",
    references: { table, columns, onDelete },
    deferrable,
  };
}

/** `CASCADE`, `SET NULL`, `SET DEFAULT` or `RESTRICT`; null for `NO ACTION`, which is what happens by default. */
function readAction(cursor: Cursor): string | null {
  for (const words of ["CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT"]) {
    if (cursor.accept(...words.split(" "))) return words;
  }
  if (cursor.accept("NO", "ACTION")) return null;
  throw new UnreadableError("an action of a foreign key is not known");
}

/** `CHECK (condition) [[NOT] ENFORCED]`. */
export function readCheck(
  cursor: Cursor,
  name: string | null,
  reader: Reader,
): ConstraintDefinition {
  expectKeyword(cursor, "CHECK");
  const expression = readExpression(readGroup(cursor), reader);
  const enforced = !cursor.accept("NOT", "ENFORCED");
  cursor.accept("ENFORCED");
  return {
    ...simpleConstraint,
    name,
    type: "check",
    columns: expression.columns,
    expression,
    enforced,
  };
}
