import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { isBoundedCondition } from "./bounded-condition.ts";
import {
  createCursor,
  expectKeyword,
  indexOfKeyword,
  nextKeyword,
  readGroup,
  readName,
  readQualifiedName,
  splitAtCommas,
  type Cursor,
} from "./cursor.ts";
import { isLiteral, readCondition, readExpression, type Reader } from "./expression.ts";
import { readTableReferences, type TableReferences } from "./table-references.ts";
import type { Token } from "./token.ts";
import { UnreadableError } from "./unreadable.ts";

/** `UPDATE …`, with the verb still to read. MySQL can update several tables in one statement. */
export function readUpdate(cursor: Cursor, reader: Reader): readonly SchemaChange[] {
  expectKeyword(cursor, "UPDATE");
  if (cursor.accept("OR")) cursor.take();
  while (["LOW_PRIORITY", "IGNORE"].includes(nextKeyword(cursor))) cursor.take();
  const tokens = cursor.rest();
  const set = indexOfKeyword(tokens, "SET");
  if (set === -1) throw new UnreadableError("it has no `SET`");
  const references = readTableReferences(tokens.slice(0, set), reader.dialect);
  const afterSet = tokens.slice(set + 1);
  const end = indexOfKeyword(afterSet, "WHERE", "ORDER", "LIMIT", "FROM", "RETURNING");
  const assignments = splitAtCommas(end === -1 ? afterSet : afterSet.slice(0, end));
  const tail = end === -1 ? [] : afterSet.slice(end);
  const joined = references.count > 1 || tail[0]?.keyword === "FROM";
  const { hasWhere, isBounded } = readBounds(tail, references, joined, reader);

  const byTable = new Map<QualifiedName, { columns: string[]; reads: Set<string> }>();
  for (const assignment of assignments) {
    const equals = indexOfKeyword(assignment, "=");
    if (equals === -1) throw new UnreadableError("an assignment in it has no `=`");
    for (const target of assignmentTargets(assignment.slice(0, equals), reader)) {
      const table =
        (target.table === null ? null : references.find(target.table)) ?? references.first;
      const entry = byTable.get(table) ?? { columns: [], reads: new Set<string>() };
      byTable.set(table, entry);
      entry.columns.push(target.column);
      for (const column of readExpression(assignment.slice(equals + 1), reader).columns) {
        entry.reads.add(column);
      }
    }
  }
  return [...byTable].map(([table, { columns, reads }]) => ({
    kind: "update-rows",
    table,
    columns,
    readsColumns: [...reads],
    bounded: isBounded(table),
    hasWhere,
  }));
}

/** `DELETE …`, with the verb still to read. MySQL can delete from several tables in one statement. */
export function readDelete(cursor: Cursor, reader: Reader): readonly SchemaChange[] {
  expectKeyword(cursor, "DELETE");
  while (["LOW_PRIORITY", "QUICK", "IGNORE"].includes(nextKeyword(cursor))) cursor.take();
  const tokens = cursor.rest();
  const where = indexOfKeyword(tokens, "WHERE", "ORDER", "LIMIT", "RETURNING");
  const head = where === -1 ? tokens : tokens.slice(0, where);
  const tail = where === -1 ? [] : tokens.slice(where);
  const from = indexOfKeyword(head, "FROM");
  if (from === -1) throw new UnreadableError("it has no `FROM`");
  const using = indexOfKeyword(head, "USING");

  // `DELETE a, b FROM t a JOIN …` and `DELETE FROM a, b USING t a JOIN …` name their targets by alias.
  const targets = from > 0 ? head.slice(0, from) : using > 0 ? head.slice(1, using) : null;
  const sources = head.slice(from > 0 ? from + 1 : using > 0 ? using + 1 : 1);
  const references = readTableReferences(sources, reader.dialect);
  const tables =
    targets === null
      ? [references.first]
      : splitAtCommas(targets).map((target) => {
          const part = createCursor(target, reader.dialect);
          const name = readQualifiedName(part);
          return (name.schema === null ? references.find(name.name) : null) ?? name;
        });
  const { hasWhere, isBounded } = readBounds(tail, references, references.count > 1, reader);
  return tables.map((table) => ({
    kind: "delete-rows",
    table,
    bounded: isBounded(table),
    hasWhere,
  }));
}

interface Bounds {
  readonly hasWhere: boolean;
  readonly isBounded: (table: QualifiedName) => boolean;
}

/** What WHERE and LIMIT say. `joined` is true where columns without a prefix may be those of another table. */
function readBounds(
  tail: readonly Token[],
  references: TableReferences,
  joined: boolean,
  reader: Reader,
): Bounds {
  const where = indexOfKeyword(tail, "WHERE");
  const limited = indexOfKeyword(tail, "LIMIT") !== -1;
  const behind = where === -1 ? [] : tail.slice(where + 1);
  const end = indexOfKeyword(behind, "ORDER", "LIMIT", "RETURNING");
  const condition = end === -1 ? behind : behind.slice(0, end);
  // `WHERE 1 = 1` leaves no row out.
  if (condition.every(isLiteral)) return { hasWhere: false, isBounded: () => limited };
  const tree = limited ? null : readCondition(condition, reader);
  const isBounded = (table: QualifiedName): boolean => {
    const owns = (prefix: string | null): boolean =>
      prefix === null ? !joined : references.find(prefix) === table;
    return limited || (tree !== null && isBoundedCondition(tree, { name: table.name, owns }));
  };
  return { hasWhere: true, isBounded };
}

/** `a`, `t.a`, or SQLite's `(a, b)`. */
function assignmentTargets(
  tokens: readonly Token[],
  reader: Reader,
): readonly { readonly table: string | null; readonly column: string }[] {
  const cursor = createCursor(tokens, reader.dialect);
  if (nextKeyword(cursor) === "(") {
    return splitAtCommas(readGroup(cursor)).flatMap((part) => assignmentTargets(part, reader));
  }
  const names = [readName(cursor)];
  while (cursor.accept(".")) names.push(readName(cursor));
  return [{ table: names.at(-2) ?? null, column: names.at(-1) ?? "" }];
}
