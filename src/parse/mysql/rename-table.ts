import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfExists,
  expectKeyword,
  readQualifiedName,
  type Cursor,
} from "../sql-text/cursor.ts";

/** A new name, and a new schema where the name is written with another one. */
export function renameTable(table: QualifiedName, to: QualifiedName): readonly SchemaChange[] {
  if (to.schema === null || to.schema === table.schema)
    return [{ kind: "rename-table", table, to: to.name }];
  const moved: QualifiedName = { schema: to.schema, name: table.name };
  const move: SchemaChange = { kind: "set-table-schema", table, to: to.schema };
  if (table.name === to.name) return [move];
  return [move, { kind: "rename-table", table: moved, to: to.name }];
}

/** `RENAME TABLE a TO b, c TO d`, from behind the word TABLE. */
export function readRenameTables(cursor: Cursor): readonly SchemaChange[] {
  const changes: SchemaChange[] = [];
  do {
    acceptIfExists(cursor);
    const table = readQualifiedName(cursor);
    if (cursor.accept("WAIT")) cursor.take();
    else cursor.accept("NOWAIT");
    expectKeyword(cursor, "TO");
    changes.push(...renameTable(table, readQualifiedName(cursor)));
  } while (cursor.accept(","));
  return changes;
}
