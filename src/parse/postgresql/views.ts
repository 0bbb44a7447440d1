import type { SchemaChange } from "../../model/schema-change.ts";
import {
  namesIn,
  nodeAs,
  nodesAs,
  relationName,
  type Node,
  type NodeOf,
  type RangeVar,
  type SelectStmt,
} from "./ast.ts";
import { createdFromQuery, isTemporary } from "./create-table.ts";
import { readExpression } from "./expression.ts";
import { queryAfterKeyword } from "./expression-text.ts";
import { relationsRead } from "./query.ts";
import type { Passage } from "./source-text.ts";

export function readCreateView(
  statement: NodeOf<"ViewStmt">,
  part: Passage,
): readonly SchemaChange[] {
  return [
    {
      ...createdView(statement.view, statement.aliases, statement.query, part),
      materialized: false,
      replace: statement.replace === true,
      ifNotExists: false,
    },
  ];
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW. */
export function readCreateTableAs(
  statement: NodeOf<"CreateTableAsStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const ifNotExists = statement.if_not_exists === true;
  const { into } = statement;
  if (statement.objtype !== "OBJECT_MATVIEW") {
    const select = nodeAs(statement.query, "SelectStmt");
    return [createdFromQuery(into, select, ifNotExists)];
  }
  return [
    {
      ...createdView(into?.rel, into?.colNames, statement.query, part),
      materialized: true,
      replace: false,
      ifNotExists,
      ...(into?.skipData !== true && isContinuous(into?.options) ? { fillsAggregate: true } : {}),
    },
  ];
}

/** `WITH (timescaledb.continuous)` */
function isContinuous(options: readonly Node[] | undefined): boolean {
  return nodesAs(options, "DefElem").some(
    ({ defnamespace, defname }) => defnamespace === "timescaledb" && defname === "continuous",
  );
}

function createdView(
  view: RangeVar | undefined,
  aliases: readonly Node[] | undefined,
  query: Node | undefined,
  part: Passage,
) {
  return {
    kind: "create-view",
    view: relationName(view),
    temporary: isTemporary(view),
    columns: outputColumns(aliases, query),
    reads: relationsRead(query),
    query: readExpression(query, queryAfterKeyword(part, "AS", view?.location ?? 0)),
  } as const;
}

function outputColumns(
  aliases: readonly Node[] | undefined,
  query: Node | undefined,
): readonly string[] | null {
  let select: SelectStmt | null | undefined = nodeAs(query, "SelectStmt");
  // The first branch of a UNION names the columns.
  while (select?.larg !== undefined) select = select.larg;
  const columns: string[] = [];
  for (const target of nodesAs(select?.targetList, "ResTarget")) {
    const name = target.name ?? impliedName(target.val);
    if (name === null) return null;
    columns.push(name);
  }
  const named = namesIn(aliases);
  if (columns.length === 0) return named.length === 0 ? null : named;
  return [...named, ...columns.slice(named.length)];
}

/** The name that the server gives an output column without AS; null where that takes more than a look. */
function impliedName(value: Node | undefined): string | null {
  const column = nodeAs(value, "ColumnRef");
  if (column !== null) return nodeAs(column.fields?.at(-1), "String")?.sval ?? null;
  const call = nodeAs(value, "FuncCall");
  if (call !== null) return namesIn(call.funcname).at(-1) ?? null;
  const cast = nodeAs(value, "TypeCast");
  return cast === null ? null : impliedColumn(cast.arg);
}

function impliedColumn(value: Node | undefined): string | null {
  const column = nodeAs(value, "ColumnRef");
  return column === null ? null : (nodeAs(column.fields?.at(-1), "String")?.sval ?? null);
}
