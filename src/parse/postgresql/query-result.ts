import type { QueryResult, ResultColumn } from "../../model/query-result.ts";
import {
  namesIn,
  nodeAs,
  nodesAs,
  relationName,
  type Node,
  type NodeOf,
  type SelectStmt,
} from "./ast.ts";
import { readType } from "./type-name.ts";

/**
 * The result of a plain SELECT from tables; null for one that its text does not show: of a WITH query, a UNION, a
 * subquery, a function, or with a column whose name the server makes up.
 */
export function readQueryResult(
  select: SelectStmt | null,
  into: NodeOf<"IntoClause"> | undefined,
): QueryResult | null {
  if (select === null || select.larg !== undefined || select.withClause !== undefined) return null;
  const sources = sourcesOf(select.fromClause ?? []);
  const columns = nodesAs(select.targetList, "ResTarget").map(readColumn);
  if (sources === null || columns.length === 0) return null;
  const names = namesIn(into?.colNames);
  const read: ResultColumn[] = [];
  for (const [position, column] of columns.entries()) {
    const name = names[position];
    if (column === null || (column.kind === "all" && names.length > 0)) return null;
    read.push(name === undefined || column.kind === "all" ? column : { ...column, name });
  }
  return { sources, columns: read };
}

function sourcesOf(items: readonly Node[]): QueryResult["sources"] | null {
  const sources: QueryResult["sources"][number][] = [];
  const pending = [...items];
  for (const item of pending) {
    const relation = nodeAs(item, "RangeVar");
    const join = nodeAs(item, "JoinExpr");
    if (relation !== null) {
      if (relation.alias?.colnames !== undefined) return null;
      const name = relationName(relation);
      sources.push({ alias: relation.alias?.aliasname ?? name.name, relation: name });
    } else if (isPlain(join) && join?.larg !== undefined && join.rarg !== undefined) {
      pending.push(join.larg, join.rarg);
    } else return null;
  }
  return sources;
}

/** USING and NATURAL merge columns, and an alias hides the names inside. */
function isPlain(join: NodeOf<"JoinExpr"> | null): boolean {
  return join?.usingClause === undefined && join?.isNatural !== true && join?.alias === undefined;
}

function readColumn({ name, val }: NodeOf<"ResTarget">): ResultColumn | null {
  const fields = nodeAs(val, "ColumnRef")?.fields;
  const of = nodeAs(fields?.at(-2), "String")?.sval ?? null;
  if (fields !== undefined && nodeAs(fields.at(-1), "A_Star") !== null) return { kind: "all", of };
  const column = nodeAs(fields?.at(-1), "String")?.sval;
  if (column !== undefined) return { kind: "column", name: name ?? column, of, column };
  const cast = nodeAs(val, "TypeCast");
  const called = name ?? impliedName(cast === null ? val : cast.arg);
  if (called === null) return null;
  return cast === null
    ? { kind: "other", name: called }
    : { kind: "cast", name: called, type: readType(cast.typeName) };
}

/** The name that the server gives a column without AS, where a look tells it. */
function impliedName(value: Node | undefined): string | null {
  const column = nodeAs(nodeAs(value, "ColumnRef")?.fields?.at(-1), "String");
  return column?.sval ?? namesIn(nodeAs(value, "FuncCall")?.funcname).at(-1) ?? null;
}
