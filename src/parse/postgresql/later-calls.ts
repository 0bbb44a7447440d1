import type { QualifiedName } from "../../model/qualified-name.ts";
import { callByName, type RoutineCall } from "../../model/routine.ts";
import { namesIn, nodeAs, nodesAs, objectName, qualifiedName, tagOf, type Node } from "./ast.ts";
import { distinctCalls } from "./evaluated-calls.ts";
import { functionsCalled } from "./query.ts";

/**
 * The functions that a statement gives to something that runs them later: a trigger, an operator, a cast, a view, a
 * default, a rule, a policy. The statements that then do so do not name them.
 */
export function laterCalls(statement: Node): readonly RoutineCall[] {
  const named = namedFunctions(statement).map(callByName);
  const called = distinctCalls(keptIn(statement).flatMap(functionsCalled));
  return named.length === 0 ? called : [...called, ...named];
}

/** The expressions and queries that are kept, and do not run with the statement. */
function keptIn(statement: Node): readonly unknown[] {
  switch (tagOf(statement)) {
    case "AlterPolicyStmt":
    case "CreateDomainStmt":
    case "CreatePolicyStmt":
    case "CreateStatsStmt":
    case "RuleStmt":
    case "ViewStmt":
      return [statement];
    case "CreateTrigStmt":
      return [nodeAs(statement, "CreateTrigStmt")?.whenClause];
    case "CreateTableAsStmt": {
      const created = nodeAs(statement, "CreateTableAsStmt");
      return created?.into?.skipData === true ? [created.query] : [];
    }
    case "AlterTableStmt":
      return nodesAs(nodeAs(statement, "AlterTableStmt")?.cmds, "AlterTableCmd")
        .filter(({ subtype }) => subtype === "AT_ColumnDefault")
        .map(({ def }) => def);
    case "CreateStmt": {
      const table = nodeAs(statement, "CreateStmt");
      return [table?.partspec, ...(table?.tableElts ?? []).flatMap(expressionsOf)];
    }
    default:
      return [];
  }
}

/** Of a column or a constraint. Most have none, and to walk through every table for them would be felt. */
function expressionsOf(element: Node): readonly unknown[] {
  const constraints = nodeAs(element, "ColumnDef")?.constraints ?? [element];
  return nodesAs(constraints, "Constraint").flatMap(
    ({ raw_expr: expression, exclusions, where_clause: where }) =>
      [expression, exclusions, where].filter((part) => part !== undefined),
  );
}

/** Functions that stand there by their name alone. */
function namedFunctions(statement: Node): readonly QualifiedName[] {
  switch (tagOf(statement)) {
    case "CreateTrigStmt":
      return [qualifiedName(namesIn(nodeAs(statement, "CreateTrigStmt")?.funcname))];
    case "CreateEventTrigStmt":
      return [qualifiedName(namesIn(nodeAs(statement, "CreateEventTrigStmt")?.funcname))];
    case "CreateCastStmt":
      return [qualifiedName(namesIn(nodeAs(statement, "CreateCastStmt")?.func?.objname))];
    case "CreateOpClassStmt":
      return nodesAs(nodeAs(statement, "CreateOpClassStmt")?.items, "CreateOpClassItem").map(
        ({ name }) => qualifiedName(namesIn(name?.objname)),
      );
    // An operator, aggregate or type: most of its options name a function, and no other name is one by chance.
    case "DefineStmt":
      return nodesAs(nodeAs(statement, "DefineStmt")?.definition, "DefElem").map(({ arg }) =>
        objectName(arg),
      );
    default:
      return [];
  }
}
