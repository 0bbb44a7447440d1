import type { SchemaChange } from "../../model/schema-change.ts";
import type { SessionEffect } from "../../model/statement.ts";
import { readAlterTable } from "./alter-table.ts";
import { namesIn, nodeAs, relationName, tagOf, type Node, type NodeOf } from "./ast.ts";
import { commandOf } from "./command-names.ts";
import { readCreateTable } from "./create-table.ts";
import { readCopy, readDelete, readInsert, readMerge, readTruncate, readUpdate } from "./data.ts";
import { readAlterDomain } from "./domains.ts";
import { readDrop } from "./drop.ts";
import { readAlterFunction, readCreateAggregate, readCreateFunction } from "./functions.ts";
import { runsExplained } from "./evaluated-calls.ts";
import { readCreateIndex } from "./index.ts";
import { readCluster, readLock, readReindex, readStatistics, readVacuum } from "./maintenance.ts";
import { readAlterPolicy, readCreatePolicy, readCreateRule } from "./policies.ts";
import {
  readComment,
  readDefaultPrivileges,
  readGrant,
  readGrantRole,
  roleName,
} from "./privileges.ts";
import { isThereToCall, sourceQuery, writingQueries } from "./query.ts";
import type { Readers } from "./readers.ts";
import { readOwner, readRename, readSetSchema } from "./rename.ts";
import { calledRoutine, readCalls, readSelect } from "./select.ts";
import { readAlterSequence, readCreateSequence } from "./sequences.ts";
import { serverObjectReaders } from "./server-object-readers.ts";
import { readDefined } from "./server-objects.ts";
import { misreadFrom, readDiscard, readTransaction, readVariableSet } from "./session.ts";
import type { Passage } from "./source-text.ts";
import { readCreateTrigger } from "./triggers.ts";
import {
  createdOtherType,
  readAlterEnum,
  readCreateComposite,
  readCreateDomain,
  readCreateEnum,
} from "./types.ts";
import { unjudged, unknown } from "./unknown.ts";
import { readCreateTableAs, readCreateView } from "./views.ts";

/** What one statement does. */
export interface StatementEffect {
  readonly changes: readonly SchemaChange[];
  readonly session: SessionEffect | null;
}

const none = (): readonly SchemaChange[] => [];

const readers: Readers = {
  ...serverObjectReaders,
  AlterDefaultPrivilegesStmt: readDefaultPrivileges,
  AlterDomainStmt: readAlterDomain,
  AlterEnumStmt: readAlterEnum,
  AlterFunctionStmt: readAlterFunction,
  AlterObjectSchemaStmt: readSetSchema,
  AlterOwnerStmt: readOwner,
  AlterPolicyStmt: readAlterPolicy,
  AlterSeqStmt: readAlterSequence,
  AlterStatsStmt: none,
  AlterTableStmt: readAlterTable,
  CallStmt: (statement) => [calledRoutine(statement.funccall ?? {}, true)],
  CheckPointStmt: none,
  ClosePortalStmt: none,
  ClusterStmt: readCluster,
  CommentStmt: readComment,
  CompositeTypeStmt: readCreateComposite,
  ConstraintsSetStmt: none,
  CopyStmt: readCopy,
  CreateDomainStmt: readCreateDomain,
  CreateEnumStmt: readCreateEnum,
  CreateExtensionStmt: (statement) => [{ kind: "create-extension", name: statement.extname ?? "" }],
  CreateFunctionStmt: readCreateFunction,
  CreatePolicyStmt: readCreatePolicy,
  CreateRangeStmt: (statement) => createdOtherType(namesIn(statement.typeName)),
  CreateSeqStmt: readCreateSequence,
  CreateStatsStmt: readStatistics,
  CreateStmt: readCreateTable,
  CreateForeignTableStmt: readForeignTable,
  CreateSchemaStmt: readCreateSchema,
  CreateTableAsStmt: readCreateTableAs,
  CreateTrigStmt: readCreateTrigger,
  DeallocateStmt: none,
  DeclareCursorStmt: none,
  DefineStmt: readDefine,
  DeleteStmt: readDelete,
  DropStmt: readDrop,
  ExecuteStmt: (statement) => [
    unknown(`The prepared statement \`${statement.name ?? ""}\` is executed; it is not followed.`),
  ],
  FetchStmt: none,
  GrantRoleStmt: readGrantRole,
  GrantStmt: readGrant,
  IndexStmt: readCreateIndex,
  InsertStmt: readInsert,
  ListenStmt: none,
  LockStmt: readLock,
  MergeStmt: readMerge,
  NotifyStmt: none,
  PrepareStmt: none,
  RefreshMatViewStmt: (statement) => [
    {
      kind: "refresh-materialized-view",
      view: relationName(statement.relation),
      concurrently: statement.concurrent === true,
      withData: statement.skipData !== true,
    },
  ],
  ReindexStmt: readReindex,
  RenameStmt: readRename,
  RuleStmt: readCreateRule,
  TruncateStmt: readTruncate,
  UnlistenStmt: none,
  UpdateStmt: readUpdate,
  VacuumStmt: readVacuum,
  VariableShowStmt: none,
  ViewStmt: readCreateView,
};

/** Reads one statement's tree. A command that no kind of change stands for is `unknown`, by name. */
export function readStatement(statement: Node, part: Passage): StatementEffect {
  const set = nodeAs(statement, "VariableSetStmt");
  if (set !== null) {
    const session = readVariableSet(set);
    return { changes: misreadFrom(session), session };
  }
  const discard = nodeAs(statement, "DiscardStmt");
  if (discard !== null) return { changes: [], session: readDiscard(discard) };
  const transaction = nodeAs(statement, "TransactionStmt");
  if (transaction !== null) return readTransactionStatement(transaction);
  const select = nodeAs(statement, "SelectStmt");
  if (select !== null) {
    const effect = readSelect(select);
    return { ...effect, changes: [...readWriting(statement, part), ...effect.changes] };
  }
  const explain = nodeAs(statement, "ExplainStmt");
  if (explain !== null) return readExplain(explain, part);
  return {
    changes: [...readWriting(statement, part), ...readTagged(statement, part)],
    session: null,
  };
}

function readTagged(statement: Node, part: Passage): readonly SchemaChange[] {
  const tag = tagOf(statement);
  if (tag === null) return [];
  // The one place where a kind and its fields meet without the compiler seeing that they belong together.
  const read = readers[tag] as
    ((fields: unknown, part: Passage) => readonly SchemaChange[]) | undefined;
  const fields: unknown = (statement as Record<string, unknown>)[tag];
  return read === undefined ? [unjudged(commandOf(tag))] : read(fields, part);
}

/**
 * What a statement runs beside itself: the writing queries of its WITH clause, and the functions of a query that reads
 * no table, which is there to call them.
 */
function readWriting(statement: Node, part: Passage): readonly SchemaChange[] {
  const source = sourceQuery(statement);
  const clause =
    nodeAs(statement, "SelectStmt")?.withClause ??
    nodeAs(statement, "InsertStmt")?.withClause ??
    nodeAs(statement, "UpdateStmt")?.withClause ??
    nodeAs(statement, "DeleteStmt")?.withClause ??
    nodeAs(statement, "MergeStmt")?.withClause;
  const written = [clause, source?.withClause].flatMap((withClause) =>
    writingQueries(withClause).flatMap((query) => readTagged(query, part)),
  );
  return isThereToCall(statement) ? [...written, ...readCalls(source).changes] : written;
}

function readTransactionStatement(statement: NodeOf<"TransactionStmt">): StatementEffect {
  switch (statement.kind) {
    case "TRANS_STMT_PREPARE":
    case "TRANS_STMT_COMMIT_PREPARED":
    case "TRANS_STMT_ROLLBACK_PREPARED":
      return { changes: [unjudged("PREPARE TRANSACTION")], session: null };
    default:
      return { changes: [], session: readTransaction(statement) };
  }
}

/** EXPLAIN shows a plan; with ANALYZE it runs the statement. */
function readExplain(statement: NodeOf<"ExplainStmt">, part: Passage): StatementEffect {
  if (!runsExplained(statement.options) || statement.query === undefined)
    return { changes: [], session: null };
  return readStatement(statement.query, part);
}

function readForeignTable(
  statement: NodeOf<"CreateForeignTableStmt">,
  part: Passage,
): readonly SchemaChange[] {
  return statement.base === undefined ? [] : readCreateTable(statement.base, part);
}

/** CREATE SCHEMA, with the objects that it may make at once: those without a schema are made in the new one. */
function readCreateSchema(
  statement: NodeOf<"CreateSchemaStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const name = statement.schemaname ?? statement.authrole?.rolename ?? "";
  const elements = (statement.schemaElts ?? []).flatMap((element) => {
    const placed = placeInSchema(element, name);
    return placed === null
      ? [unknown(`\`CREATE SCHEMA ${name}\` makes an object that is not read.`, name)]
      : readTagged(placed, part);
  });
  const ifNotExists = statement.if_not_exists === true;
  const owner = statement.authrole === undefined ? {} : { owner: roleName(statement.authrole) };
  return [{ kind: "create-schema", name, ifNotExists, ...owner }, ...elements];
}

function placeInSchema(element: Node, schemaname: string): Node | null {
  const table = nodeAs(element, "CreateStmt");
  if (table !== null) {
    return { CreateStmt: { ...table, relation: { schemaname, ...table.relation } } };
  }
  const view = nodeAs(element, "ViewStmt");
  if (view !== null) return { ViewStmt: { ...view, view: { schemaname, ...view.view } } };
  const index = nodeAs(element, "IndexStmt");
  if (index !== null) {
    return { IndexStmt: { ...index, relation: { schemaname, ...index.relation } } };
  }
  const sequence = nodeAs(element, "CreateSeqStmt");
  if (sequence !== null) {
    return { CreateSeqStmt: { ...sequence, sequence: { schemaname, ...sequence.sequence } } };
  }
  const trigger = nodeAs(element, "CreateTrigStmt");
  if (trigger !== null) {
    return { CreateTrigStmt: { ...trigger, relation: { schemaname, ...trigger.relation } } };
  }
  return nodeAs(element, "GrantStmt") === null ? null : element;
}

function readDefine(statement: NodeOf<"DefineStmt">): readonly SchemaChange[] {
  if (statement.kind === "OBJECT_AGGREGATE") return readCreateAggregate(statement);
  if (statement.kind === "OBJECT_TYPE") return createdOtherType(namesIn(statement.defnames));
  return readDefined(statement);
}
