import type { SchemaChange } from "../../model/schema-change.ts";
import { namesIn, nodeAs, nodesAs, relationName, type Node, type NodeOf } from "./ast.ts";
import { unjudged } from "./unknown.ts";

/** PostgreSQL's lock modes by their number in the tree, weakest first. */
const lockModes: readonly string[] = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

const reindexTargets = {
  REINDEX_OBJECT_DATABASE: "database",
  REINDEX_OBJECT_INDEX: "index",
  REINDEX_OBJECT_SCHEMA: "schema",
  REINDEX_OBJECT_SYSTEM: "system",
  REINDEX_OBJECT_TABLE: "table",
} as const;

export function readVacuum(statement: NodeOf<"VacuumStmt">): readonly SchemaChange[] {
  const command =
    statement.is_vacuumcmd !== true
      ? "analyze"
      : hasOption(statement.options, "full")
        ? "vacuum-full"
        : "vacuum";
  const relations = nodesAs(statement.rels, "VacuumRelation");
  if (relations.length === 0) return [{ kind: "maintenance", command, table: null }];
  return relations.map(({ relation }) => ({
    kind: "maintenance",
    command,
    table: relationName(relation),
  }));
}

export function readCluster(statement: NodeOf<"ClusterStmt">): readonly SchemaChange[] {
  const table = statement.relation === undefined ? null : relationName(statement.relation);
  return [{ kind: "maintenance", command: "cluster", table }];
}

export function readReindex(statement: NodeOf<"ReindexStmt">): readonly SchemaChange[] {
  if (statement.kind === undefined) return [unjudged("REINDEX")];
  return [
    {
      kind: "reindex",
      target: reindexTargets[statement.kind],
      name:
        statement.relation !== undefined
          ? relationName(statement.relation)
          : statement.name === undefined
            ? null
            : { schema: null, name: statement.name },
      concurrently: hasOption(statement.params, "concurrently"),
    },
  ];
}

export function readLock(statement: NodeOf<"LockStmt">): readonly SchemaChange[] {
  const mode = lockModes[(statement.mode ?? lockModes.length) - 1] ?? "ACCESS EXCLUSIVE";
  return nodesAs(statement.relations, "RangeVar").map((relation) => ({
    kind: "lock-table",
    table: relationName(relation),
    mode,
  }));
}

/** CREATE STATISTICS: extended statistics of a table, which only steer the planner. */
export function readStatistics(statement: NodeOf<"CreateStatsStmt">): readonly SchemaChange[] {
  return nodesAs(statement.relations, "RangeVar").map((relation) => ({
    kind: "alter-table-option",
    table: relationName(relation),
    option: "create-statistics",
  }));
}

/** `FULL`, `(FULL)`, `(FULL true)`, but not `(FULL off)`. */
function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return nodesAs(options, "DefElem").some(
    ({ defname, arg }) => defname === name && !["off", "false", "0"].includes(optionText(arg)),
  );
}

function optionText(value: Node | undefined): string {
  const number = nodeAs(value, "Integer");
  if (number !== null) return String(number.ival ?? 0);
  const flag = nodeAs(value, "Boolean");
  if (flag !== null) return String(flag.boolval ?? false);
  return value === undefined ? "" : (namesIn([value])[0] ?? "").toLowerCase();
}
