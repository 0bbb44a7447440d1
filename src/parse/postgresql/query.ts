import type { QualifiedName } from "../../model/qualified-name.ts";
import {
  nodeAs,
  nodesAs,
  relationName,
  type FuncCall,
  type Node,
  type SelectStmt,
  type WithClause,
} from "./ast.ts";
import { isNode, walk } from "./walk.ts";

/** The names that WITH clauses give to queries around a place in the text. */
interface Scope {
  /** The place of each name in its WITH clause. */
  readonly places: ReadonlyMap<string, number>;
  /** Names from this place on are not visible yet. */
  readonly limit: number;
  readonly outer: Scope | null;
}

interface Pending {
  readonly value: object;
  readonly scope: Scope | null;
}

/**
 * The tables and views that a query reads, each once, in the order of the text. Names of WITH queries are told from
 * tables by their scope: in `WITH users AS (SELECT … FROM users)` the inner one is the table.
 */
export function relationsRead(query: unknown): readonly QualifiedName[] {
  const found = new Map<string, QualifiedName>();
  if (typeof query !== "object" || query === null) return [];
  const pending: Pending[] = [{ value: query, scope: null }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, scope } = next;
    if (isNode(value)) {
      const relation = nodeAs(value, "RangeVar");
      if (relation !== null) {
        const name = relationName(relation);
        if (name.schema !== null || !inScope(scope, name.name)) {
          found.set(`${name.schema ?? ""}\u0000${name.name}`, name);
        }
        continue;
      }
    }
    pushChildren(value, scope, pending);
  }
  return [...found.values()];
}

function pushChildren(value: object, scope: Scope | null, pending: Pending[]): void {
  const withClause: WithClause | undefined =
    "withClause" in value ? (value.withClause as WithClause) : undefined;
  const inner = withClause === undefined ? scope : allNames(withClause, scope);
  // The WITH clause stands first in the text.
  const children = withClause === undefined ? [] : [...queriesOf(withClause, scope)];
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== "object" || child === null || key === "withClause") continue;
    children.push({ value: child, scope: inner });
  }
  for (const child of children.reverse()) pending.push(child);
}

/** Each query of a WITH clause with what it can name: those before it, or all if it is recursive. */
function queriesOf(clause: WithClause, outer: Scope | null): readonly Pending[] {
  const all = allNames(clause, outer);
  return nodesAs(clause.ctes, "CommonTableExpr").flatMap(({ ctequery }, place) => {
    if (ctequery === undefined) return [];
    const limit = clause.recursive === true ? all.limit : place;
    return [{ value: ctequery, scope: { ...all, limit } }];
  });
}

function allNames(clause: WithClause, outer: Scope | null): Scope {
  const places = new Map<string, number>();
  for (const [place, { ctename }] of nodesAs(clause.ctes, "CommonTableExpr").entries()) {
    places.set(ctename ?? "", place);
  }
  return { places, limit: places.size, outer };
}

function inScope(scope: Scope | null, name: string): boolean {
  for (let at = scope; at !== null; at = at.outer) {
    const place = at.places.get(name);
    if (place !== undefined && place < at.limit) return true;
  }
  return false;
}

/** Every function that a query calls, in the order of the text. */
export function functionsCalled(query: unknown): readonly FuncCall[] {
  const calls: FuncCall[] = [];
  walk(query, (node) => {
    const call = nodeAs(node, "FuncCall");
    if (call !== null) calls.push(call);
  });
  return calls;
}

/** The query that gives a statement its rows, other than a SELECT itself. */
export function sourceQuery(statement: Node): SelectStmt | null {
  const query =
    nodeAs(statement, "InsertStmt")?.selectStmt ??
    nodeAs(statement, "CopyStmt")?.query ??
    nodeAs(statement, "CreateTableAsStmt")?.query ??
    nodeAs(statement, "DeclareCursorStmt")?.query;
  return nodeAs(query, "SelectStmt");
}

/** Whether a statement's rows come from a query that reads no table, which is there for the functions it calls. */
export function isThereToCall(statement: Node): boolean {
  const source = sourceQuery(statement);
  return source !== null && source.valuesLists === undefined && relationsRead(source).length === 0;
}

/** The INSERT, UPDATE, DELETE and MERGE statements among the queries of a WITH clause. */
export function writingQueries(clause: WithClause | undefined): readonly Node[] {
  return nodesAs(clause?.ctes, "CommonTableExpr").flatMap(({ ctequery }) =>
    ctequery !== undefined &&
    ("InsertStmt" in ctequery ||
      "UpdateStmt" in ctequery ||
      "DeleteStmt" in ctequery ||
      "MergeStmt" in ctequery)
      ? [ctequery]
      : [],
  );
}
