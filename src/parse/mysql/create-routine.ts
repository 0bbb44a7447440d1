import type { CreateFunction, SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfNotExists,
  createCursor,
  nextKeyword,
  readGroup,
  readName,
  readQualifiedName,
  splitAtCommas,
  type Cursor,
} from "../sql-text/cursor.ts";
import { readColumnType } from "./column-type.ts";

/** `name (parameters) [RETURNS type] …`, from behind the word FUNCTION or PROCEDURE. MySQL has no overloads. */
export function readCreateRoutine(
  cursor: Cursor,
  written: Pick<CreateFunction, "routine" | "replace">,
): readonly SchemaChange[] {
  acceptIfNotExists(cursor);
  const name = readQualifiedName(cursor);
  const parameters = nextKeyword(cursor) === "(" ? splitAtCommas(readGroup(cursor)) : [];
  const argumentTypes = parameters.flatMap((tokens) => {
    const parameter = createCursor(tokens, cursor.dialect);
    const isOutput = parameter.accept("OUT");
    if (!isOutput && !parameter.accept("INOUT")) parameter.accept("IN");
    readName(parameter);
    return isOutput ? [] : [readColumnType(parameter).type.text];
  });
  const returns = cursor.accept("RETURNS") ? readReturnType(cursor) : null;
  return [
    {
      kind: "create-function",
      function: name,
      ...written,
      argumentTypes,
      returns,
      volatility: readVolatility(cursor),
    },
  ];
}

/** A loadable function returns STRING, INTEGER, REAL or DECIMAL. */
function readReturnType(cursor: Cursor): string {
  return cursor.accept("STRING") ? "string" : readColumnType(cursor).type.text;
}

/** DETERMINISTIC stands in the header, so before the first word of the body. */
function readVolatility(cursor: Cursor): CreateFunction["volatility"] {
  while (!cursor.atEnd()) {
    if (cursor.accept("NOT", "DETERMINISTIC")) return "volatile";
    if (cursor.accept("DETERMINISTIC")) return "immutable";
    if (
      ["BEGIN", "RETURN", "SELECT", "INSERT", "UPDATE", "DELETE", "SET"].includes(
        nextKeyword(cursor),
      )
    )
      break;
    cursor.take();
  }
  return "volatile";
}
