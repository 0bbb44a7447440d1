import type { TriggerDefinition } from "../../model/definitions.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { namesIn, qualifiedName, relationName, type NodeOf } from "./ast.ts";
import { readExpression } from "./expression.ts";
import { textInParenthesesAfter } from "./expression-text.ts";
import type { Passage } from "./source-text.ts";

/** Bits of the tree's `timing` and `events` (PostgreSQL's `catalog/pg_trigger.h`). AFTER has none. */
const timings = [
  ["BEFORE", 1 << 1],
  ["INSTEAD OF", 1 << 6],
] as const;
const events = [
  ["INSERT", 1 << 2],
  ["DELETE", 1 << 3],
  ["UPDATE", 1 << 4],
  ["TRUNCATE", 1 << 5],
] as const;

/** CREATE TRIGGER. What its function does is not read. */
export function readCreateTrigger(
  statement: NodeOf<"CreateTrigStmt">,
  part: Passage,
): readonly SchemaChange[] {
  return [
    {
      kind: "create-trigger",
      name: statement.trigname ?? "",
      table: relationName(statement.relation),
      replace: statement.replace === true,
      function: qualifiedName(namesIn(statement.funcname)),
      forEachRow: statement.row === true,
      definition: definitionOf(statement, part),
    },
  ];
}

function definitionOf(statement: NodeOf<"CreateTrigStmt">, part: Passage): TriggerDefinition {
  const { whenClause, relation } = statement;
  const timing = timings.find(([, bit]) => ((statement.timing ?? 0) & bit) !== 0);
  return {
    timing: timing?.[0] ?? "AFTER",
    events: events
      .filter(([, bit]) => ((statement.events ?? 0) & bit) !== 0)
      .map(([event]) => event),
    columns: namesIn(statement.columns),
    when:
      whenClause === undefined
        ? null
        : readExpression(whenClause, textInParenthesesAfter(part, "WHEN", relation?.location ?? 0)),
  };
}
