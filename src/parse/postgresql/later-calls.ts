import type { QualifiedName } from "../../model/qualified-name.ts";
import { callByName, type RoutineCall } from "../../model/routine.ts";
import { namesIn, nodeAs, nodesAs, objectName, qualifiedName, type Node } from "./ast.ts";
import { distinctCalls } from "./evaluated-calls.ts";
import { functionsCalled } from "./query.ts";

/**
 * The functions that a statement gives to something that runs them later: a trigger, an operator, a cast, a view, a
 * default, a rule, a policy. The statements that then do so do not name them.
 */
export function laterCalls(statement: Node): readonly RoutineCall[] {
  return [
    ...distinctCalls(keptIn(statement).flatMap(functionsCalled)),
    ...namedFunctions(statement).map(callByName),
  ];
}

/** The expressions and queries that are kept, and do not run with the statement. */
function keptIn(statement: Node): readonly unknown[] {
  for (const tag of [
    "AlterPolicyStmt",
    "CreateDomainStmt",
    "CreatePolicyStmt",
    "CreateStatsStmt",
    "RuleStmt",
    "ViewStmt",
  ] as const)
    if (nodeAs(statement, tag) !== null) return [statement];
  const created = nodeAs(statement, "CreateTableAsStmt");
  if (created !== null) return created.into?.skipData === true ? [created.query] : [];
  const altered = nodeAs(statement, "AlterTableStmt");
  if (altered !== null)
    return nodesAs(altered.cmds, "AlterTableCmd")
      .filter(({ subtype }) => subtype === "AT_ColumnDefault")
      .map(({ def }) => def);
  const table = nodeAs(statement, "CreateStmt");
  if (table !== null) return [table.tableElts, table.partspec];
  return [nodeAs(statement, "CreateTrigStmt")?.whenClause];
}

/** Functions that stand there by their name alone. */
function namedFunctions(statement: Node): readonly QualifiedName[] {
  const trigger = nodeAs(statement, "CreateTrigStmt") ?? nodeAs(statement, "CreateEventTrigStmt");
  if (trigger !== null) return [qualifiedName(namesIn(trigger.funcname))];
  const cast = nodeAs(statement, "CreateCastStmt");
  if (cast !== null) return [qualifiedName(namesIn(cast.func?.objname))];
  const ofClass = nodeAs(statement, "CreateOpClassStmt");
  if (ofClass !== null)
    return nodesAs(ofClass.items, "CreateOpClassItem").map(({ name }) =>
      qualifiedName(namesIn(name?.objname)),
    );
  // An operator, aggregate or type: most of its options name a function, and no other name is one by chance.
  const defined = nodeAs(statement, "DefineStmt");
  return nodesAs(defined?.definition, "DefElem").map(({ arg }) => objectName(arg));
}
