import type { QualifiedName } from "../../model/qualified-name.ts";
import type { CopiedColumns, SchemaChange } from "../../model/schema-change.ts";
import { displayName, nodeAs, nodesAs, relationName, type NodeOf, type SelectStmt } from "./ast.ts";
import { hasCondition, isBatch } from "./batch.ts";
import { readExpression } from "./expression.ts";
import { partmanConfiguration, readPartmanUpdate } from "./partman-configuration.ts";
import { relationsRead } from "./query.ts";
import { unknown } from "./unknown.ts";

export function readInsert(statement: NodeOf<"InsertStmt">): readonly SchemaChange[] {
  const table = relationName(statement.relation);
  if (isSystemCatalog(table)) return [catalogWrite("INSERT INTO", table)];
  const select = nodeAs(statement.selectStmt, "SelectStmt");
  const fromQuery = select !== null && select.valuesLists === undefined;
  // The WITH clause stands beside the query that uses it.
  const reads = fromQuery
    ? relationsRead({ withClause: statement.withClause, query: statement.selectStmt })
    : [];
  const copies = fromQuery && statement.withClause === undefined ? copied(statement, select) : null;
  const ignores = statement.onConflictClause !== undefined;
  return [
    {
      kind: "insert-rows",
      table,
      fromQuery,
      reads,
      ...(copies === null || ignores ? {} : { copies }),
    },
  ];
}

/** Clauses of a SELECT by which it leaves rows out. */
const narrowing: readonly (keyof SelectStmt)[] = [
  "distinctClause",
  "groupClause",
  "havingClause",
  "larg",
  "limitCount",
  "limitOffset",
  "whereClause",
  "withClause",
];

/** What a query copies that takes every row of one table; null for every other. */
function copied(insert: NodeOf<"InsertStmt">, select: SelectStmt): CopiedColumns | null {
  const [source, ...others] = select.fromClause ?? [];
  if (nodeAs(source, "RangeVar") === null || others.length > 0) return null;
  if (narrowing.some((clause) => select[clause] !== undefined)) return null;
  const outputs = nodesAs(select.targetList, "ResTarget").map(({ val }) => val);
  const isStar = outputs.some(
    (value) => nodesAs(nodeAs(value, "ColumnRef")?.fields, "A_Star").length > 0,
  );
  const columns = nodesAs(insert.cols, "ResTarget").map(({ name }) => name ?? "");
  return {
    into: columns.length === 0 ? null : columns,
    fromRow: isStar ? null : outputs.map((value) => readExpression(value, "").columns.length > 0),
  };
}

export function readUpdate(statement: NodeOf<"UpdateStmt">): readonly SchemaChange[] {
  const table = relationName(statement.relation);
  if (isSystemCatalog(table)) return [catalogWrite("UPDATE", table)];
  if (table.name === partmanConfiguration) return readPartmanUpdate(statement);
  const targets = nodesAs(statement.targetList, "ResTarget");
  const read = readExpression(
    targets.map(({ val }) => val),
    "",
  );
  return [
    {
      kind: "update-rows",
      table,
      columns: targets.map(({ name }) => name ?? ""),
      readsColumns: read.columns,
      bounded: isBatch(statement, statement.fromClause),
      hasWhere: hasCondition(statement.whereClause),
    },
  ];
}

export function readDelete(statement: NodeOf<"DeleteStmt">): readonly SchemaChange[] {
  const table = relationName(statement.relation);
  if (isSystemCatalog(table)) return [catalogWrite("DELETE FROM", table)];
  return [
    {
      kind: "delete-rows",
      table,
      bounded: isBatch(statement, statement.usingClause),
      hasWhere: hasCondition(statement.whereClause),
    },
  ];
}

/** MERGE: a change for each kind of action, since each may touch any row that the join finds. */
export function readMerge(statement: NodeOf<"MergeStmt">): readonly SchemaChange[] {
  const table = relationName(statement.relation);
  if (isSystemCatalog(table)) return [catalogWrite("MERGE INTO", table)];
  const changes = new Map<string, SchemaChange>();
  for (const clause of nodesAs(statement.mergeWhenClauses, "MergeWhenClause")) {
    if (clause.commandType === "CMD_INSERT") {
      const reads = relationsRead(statement.sourceRelation);
      changes.set("insert", { kind: "insert-rows", table, fromQuery: true, reads });
    } else if (clause.commandType === "CMD_UPDATE") {
      const targets = nodesAs(clause.targetList, "ResTarget");
      changes.set("update", {
        kind: "update-rows",
        table,
        columns: targets.map(({ name }) => name ?? ""),
        readsColumns: readExpression(clause.targetList, "").columns,
        bounded: false,
        hasWhere: true,
      });
    } else if (clause.commandType === "CMD_DELETE") {
      changes.set("delete", { kind: "delete-rows", table, bounded: false, hasWhere: true });
    }
  }
  return [...changes.values()];
}

export function readTruncate(statement: NodeOf<"TruncateStmt">): readonly SchemaChange[] {
  const cascade = statement.behavior === "DROP_CASCADE";
  return nodesAs(statement.relations, "RangeVar").map((relation) => ({
    kind: "truncate",
    table: relationName(relation),
    cascade,
  }));
}

/** COPY … FROM adds rows. COPY … TO writes a file, or starts a program on the server. */
export function readCopy(statement: NodeOf<"CopyStmt">): readonly SchemaChange[] {
  if (statement.is_program === true) {
    return [
      unknown("`COPY … PROGRAM` runs a program on the database server.", copiedTable(statement)),
    ];
  }
  if (statement.is_from !== true) return [];
  const table = relationName(statement.relation);
  if (isSystemCatalog(table)) return [catalogWrite("COPY", table)];
  return [{ kind: "insert-rows", table, fromQuery: false, reads: [] }];
}

function copiedTable(statement: NodeOf<"CopyStmt">): string | null {
  return statement.relation === undefined ? null : displayName(relationName(statement.relation));
}

/** Whether a table is the server's own: writing it changes the schema behind the statements that are judged. */
function isSystemCatalog(table: QualifiedName): boolean {
  return (
    table.schema === "pg_catalog" ||
    (table.schema === null && table.name.startsWith("pg_")) ||
    table.schema === "information_schema"
  );
}

function catalogWrite(command: string, table: QualifiedName): SchemaChange {
  const name = displayName(table);
  return unknown(`\`${command} ${name}\` writes the server's own catalog.`, name);
}
