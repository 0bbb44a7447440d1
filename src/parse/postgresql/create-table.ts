import type { ColumnDefinition, ConstraintDefinition } from "../../model/definitions.ts";
import type { CreateTable, SchemaChange } from "../../model/schema-change.ts";
import {
  nodeAs,
  nodesAs,
  relationName,
  type NodeOf,
  type RangeVar,
  type SelectStmt,
} from "./ast.ts";
import { readColumn, readConstraint } from "./definitions.ts";
import { relationsRead } from "./query.ts";
import { readQueryResult } from "./query-result.ts";
import type { Passage } from "./source-text.ts";

/** CREATE TABLE, also CREATE FOREIGN TABLE and CREATE TABLE … PARTITION OF. */
export function readCreateTable(
  statement: NodeOf<"CreateStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const columns: ColumnDefinition[] = [];
  const constraints: ConstraintDefinition[] = [];
  for (const element of statement.tableElts ?? []) {
    const column = nodeAs(element, "ColumnDef");
    if (column !== null) {
      const parts = readColumn(column, part);
      columns.push(parts.column);
      constraints.push(...parts.constraints);
    }
    const constraint = nodeAs(element, "Constraint");
    if (constraint !== null) constraints.push(readConstraint(constraint, part));
  }
  const parents = nodesAs(statement.inhRelations, "RangeVar").map(relationName);
  const isPartition = statement.partbound !== undefined;
  return [
    {
      kind: "create-table",
      table: relationName(statement.relation),
      columns: withKeysNotNull(columns, constraints),
      constraints,
      indexes: [],
      ifNotExists: statement.if_not_exists === true,
      temporary: isTemporary(statement.relation),
      ...goesOnCommit(statement.oncommit),
      partitionOf: isPartition ? (parents[0] ?? null) : null,
      isDefaultPartition: statement.partbound?.is_default === true,
      partitioned: statement.partspec !== undefined,
      inherits: isPartition ? [] : parents,
      ...likeClauses(statement),
      // The columns of a typed table are those of a type, which the statement does not show.
      fromQuery: statement.ofTypename !== undefined,
    },
  ];
}

/** The options of LIKE by their bit (`TableLikeOption` in the server's `parsenodes.h`), as far as they copy what is judged. */
const likeOptions: readonly (readonly [number, string])[] = [
  [1 << 2, "constraints"],
  [1 << 3, "defaults"],
  [1 << 4, "generated"],
  [1 << 5, "identity"],
  [1 << 6, "indexes"],
];

/** Where several clauses copy different things, only what all of them copy is told. */
function likeClauses(
  statement: NodeOf<"CreateStmt">,
): Pick<CreateTable, "like" | "likeAfter" | "likeIncludes"> {
  const elements = statement.tableElts ?? [];
  const clauses = nodesAs(elements, "TableLikeClause");
  if (clauses.length === 0) return { like: [] };
  return {
    like: clauses.map(({ relation }) => relationName(relation)),
    likeAfter: elements.flatMap((element, position) =>
      nodeAs(element, "TableLikeClause") === null
        ? []
        : [nodesAs(elements.slice(0, position), "ColumnDef").length],
    ),
    likeIncludes: likeOptions
      .filter(([bit]) => clauses.every(({ options = 0 }) => (options & bit) !== 0))
      .map(([, word]) => word),
  };
}

/** CREATE TABLE AS and SELECT INTO. */
export function createdFromQuery(
  into: NodeOf<"IntoClause"> | undefined,
  select: SelectStmt | null,
  ifNotExists: boolean,
): SchemaChange {
  const query = readQueryResult(select, into);
  const reads = select === null ? [] : relationsRead(select);
  return {
    kind: "create-table",
    table: relationName(into?.rel),
    columns: [],
    constraints: [],
    indexes: [],
    ifNotExists,
    temporary: isTemporary(into?.rel),
    ...goesOnCommit(into?.onCommit),
    partitionOf: null,
    isDefaultPartition: false,
    partitioned: false,
    inherits: [],
    like: [],
    fromQuery: true,
    ...(query === null ? {} : { query }),
    ...(reads.length === 0 ? {} : { reads }),
  };
}

function goesOnCommit(action: NodeOf<"CreateStmt">["oncommit"]): Pick<CreateTable, "onCommitDrop"> {
  return action === "ONCOMMIT_DROP" ? { onCommitDrop: true } : {};
}

export function isTemporary(relation: RangeVar | undefined): boolean {
  return relation?.relpersistence === "t" || relation?.schemaname === "pg_temp";
}

/** The columns of a PRIMARY KEY or NOT NULL constraint that is written apart from them are not null either. */
function withKeysNotNull(
  columns: readonly ColumnDefinition[],
  constraints: readonly ConstraintDefinition[],
): readonly ColumnDefinition[] {
  const notNull = new Set(
    constraints
      .filter(({ type }) => type === "primary-key" || type === "not-null")
      .flatMap((constraint) => constraint.columns),
  );
  return columns.map((column) =>
    notNull.has(column.name) ? { ...column, nullable: false } : column,
  );
}
