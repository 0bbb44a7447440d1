import type { QualifiedName } from "../../../model/qualified-name.ts";
import type { RoutineUse } from "../../../model/routine.ts";
import {
  namesIn,
  nodeAs,
  nodesAs,
  qualifiedName,
  relationName,
  type Node,
  type RangeVar,
} from "../ast.ts";
import { relationsRead } from "../query.ts";
import { walk } from "../walk.ts";

/** A use without its line. */
export type NamedUse = Omit<RoutineUse, "line">;

/** What a statement's names may mean. */
interface Names {
  /** Tables by the name that qualifies their columns; null where it may be one of several. */
  readonly qualifiers: Map<string, QualifiedName | null>;
  readonly tables: readonly QualifiedName[];
  /** Whether columns may come from something else: a subquery, a function, a WITH query. */
  hasOtherSources: boolean;
}

/** The row that a trigger function gets. */
const triggerRows: ReadonlySet<string> = new Set(["new", "old"]);

/**
 * The tables and columns that a statement of a body names. A bare name that may be a variable is left out, and so is one
 * that may come from anything but a table.
 */
export function usesIn(statement: Node, variables: ReadonlySet<string>): readonly NamedUse[] {
  const names = namesOf(statement);
  const uses: NamedUse[] = names.tables.map((relation) => ({ relation, column: null, orOf: [] }));
  const use = (relation: QualifiedName | null, column: string | undefined): void => {
    if (column !== undefined) uses.push({ relation, column, orOf: [] });
  };
  walk(statement, (node) => {
    const insert = nodeAs(node, "InsertStmt");
    const update = nodeAs(node, "UpdateStmt");
    const target = insert?.relation ?? update?.relation;
    if (target !== undefined) {
      const conflict = insert?.onConflictClause;
      const written = [
        ...(insert?.cols ?? update?.targetList ?? []),
        ...(conflict?.targetList ?? []),
      ];
      for (const { name } of nodesAs(written, "ResTarget")) use(relationName(target), name);
      for (const { name } of nodesAs(conflict?.infer?.indexElems, "IndexElem"))
        use(relationName(target), name);
    }
    const column = nodeAs(node, "ColumnRef");
    if (column !== null)
      addColumn(namesIn(column.fields), column.fields ?? [], names, variables, uses);
  });
  return uses;
}

function addColumn(
  parts: readonly string[],
  fields: readonly Node[],
  names: Names,
  variables: ReadonlySet<string>,
  uses: NamedUse[],
): void {
  const column = parts.at(-1);
  // `users.*` names no column.
  if (column === undefined || parts.length < fields.length) return;
  if (parts.length > 2) {
    uses.push({ relation: qualifiedName(parts.slice(0, -1)), column, orOf: [] });
    return;
  }
  if (parts.length === 2) {
    const qualifier = parts[0] ?? "";
    const relation = names.qualifiers.get(qualifier);
    if (relation !== undefined && relation !== null) uses.push({ relation, column, orOf: [] });
    else if (relation === undefined && triggerRows.has(qualifier) && variables.has(qualifier))
      uses.push({ relation: null, column, orOf: [] });
    return;
  }
  if (names.hasOtherSources || variables.has(column)) return;
  for (const relation of names.tables) {
    const orOf = names.tables.filter((other) => other !== relation);
    uses.push({ relation, column, orOf });
  }
}

function namesOf(statement: Node): Names {
  const targets: RangeVar[] = [];
  const tables = [...relationsRead(statement)];
  const isTable = ({ schema, name }: QualifiedName): boolean =>
    tables.some((table) => table.schema === schema && table.name === name);
  const names: Names = { qualifiers: new Map(), tables, hasOtherSources: false };
  const addQualifier = (relation: RangeVar): void => {
    const own = relationName(relation);
    const qualifier = relation.alias?.aliasname ?? own.name;
    const known = names.qualifiers.get(qualifier);
    const isSame = known?.schema === own.schema && known.name === own.name;
    names.qualifiers.set(qualifier, known === undefined || isSame ? own : null);
  };
  walk(statement, (node) => {
    const relation = nodeAs(node, "RangeVar");
    if (relation !== null) {
      if (isTable(relationName(relation))) addQualifier(relation);
      else names.hasOtherSources = true;
    }
    const target =
      nodeAs(node, "InsertStmt")?.relation ??
      nodeAs(node, "UpdateStmt")?.relation ??
      nodeAs(node, "DeleteStmt")?.relation;
    if (target !== undefined) targets.push(target);
    if ("RangeSubselect" in node || "RangeFunction" in node || "CommonTableExpr" in node)
      names.hasOtherSources = true;
  });
  for (const target of targets) {
    const own = relationName(target);
    if (!isTable(own)) tables.push(own);
    addQualifier(target);
    names.qualifiers.set("excluded", targets.length === 1 ? own : null);
  }
  return names;
}
