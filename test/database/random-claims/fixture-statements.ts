import { splitStatements } from "../../../src/parse/postgresql/split-statements.ts";
import { ruleFixtures } from "../../rules/rule-fixtures.ts";

/** The statements of fixtures with one schema: those that make its schema, and those that change it. */
export interface StatementSource {
  readonly schema: readonly string[];
  readonly changes: readonly string[];
}

/** What no schema is made by, what works on rows, and what a session keeps: none of it can be tried again and again. */
const leftOut =
  /^(?:analyze|begin|call|cluster|commit|copy|delete|discard|do|explain|insert|lock|merge|prepare|refresh|reindex|release|reset|rollback|savepoint|select|set|start|truncate|update|vacuum|with)\b|\bconcurrently\b|\bpg_temp\b|^(?:alter|create|drop)\s+(?:database|extension|owned|publication|role|server|subscription|system|tablespace|user)\b/i;

/** The PostgreSQL statements of the rules' fixtures. */
export function fixtureStatements(): readonly StatementSource[] {
  return ruleFixtures.flatMap(({ cases }) => {
    const ours = cases.filter(({ dialect }) => dialect === "postgresql");
    const schemas = [...new Set(ours.map(({ schema }) => schema))];
    return schemas.map((schema) => ({
      schema: statementsIn(schema),
      changes: ours
        .filter((one) => one.schema === schema)
        .flatMap(({ change }) => statementsIn(change)),
    }));
  });
}

function statementsIn(text: string): readonly string[] {
  return splitStatements(text)
    .segments.map(({ start, end }) => text.slice(start, end).trim())
    .filter((statement) => statement !== "" && !leftOut.test(statement));
}
