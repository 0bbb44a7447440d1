import type { Table } from "../catalog/catalog.ts";
import { triggersCalling } from "../catalog/entries.ts";
import {
  findColumn,
  findConstraint,
  findIndex,
  findTable,
  findView,
  isLive,
} from "../catalog/lookup.ts";
import type { ConstraintDefinition } from "../model/definitions.ts";
import { postgresqlLocks } from "../model/lock.ts";
import type { Lock } from "../model/lock.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type {
  AlterDomain,
  AlterObject,
  CreateObject,
  DropFunction,
  SchemaChange,
} from "../model/schema-change.ts";
import { columnsOfType, foreignKeysToColumn } from "./dependants.ts";
import { isKnownAbsent, isMadeHere, liveDefaultPartition } from "./live.ts";
import { renamesSequence } from "./renamed-sequence.ts";
import type { RuleContext } from "./rule.ts";
import { callersOf } from "./tracked-dependants.ts";

/** A table or view and the lock that the change takes on it. */
type Taken = readonly [QualifiedName, Lock];

/**
 * The strongest lock that PostgreSQL takes on a table or view that was there before; null if none. Measured on
 * PostgreSQL 11 to 18 (`test/database/locks.test.ts`).
 */
export function strongestLock(change: SchemaChange, context: RuleContext): Lock | null {
  let strongest = -1;
  for (const [name, lock] of locksTaken(change, context)) {
    if (isLive(context.catalog, name))
      strongest = Math.max(strongest, postgresqlLocks.indexOf(lock));
  }
  return postgresqlLocks[strongest] ?? null;
}

/** Every table or view that PostgreSQL locks for a change, whether it was there before or not. */
export function locksTaken(change: SchemaChange, context: RuleContext): readonly Taken[] {
  const { catalog } = context;
  switch (change.kind) {
    case "drop-table": {
      if (change.ifExists && isKnownAbsent(context, change.table)) return [];
      const table = findTable(catalog, change.table);
      const parent = table?.partitionOf ?? null;
      return [
        [change.table, "ACCESS EXCLUSIVE"],
        ...(parent === null ? [] : [taken(parent, "ACCESS EXCLUSIVE")]),
        ...(table === null ? [] : onReferenced(constraintsOf(table), "ACCESS EXCLUSIVE")),
      ];
    }
    case "create-table":
      return [
        ...onReferenced(change.constraints, "SHARE ROW EXCLUSIVE"),
        ...change.inherits.map((name) => taken(name, "SHARE UPDATE EXCLUSIVE")),
        ...[...change.like, ...(change.reads ?? [])].map((name) => taken(name, "ACCESS SHARE")),
        ...(change.partitionOf === null ? [] : [taken(change.partitionOf, "ACCESS EXCLUSIVE")]),
      ];
    case "attach-partition":
      return [
        [
          change.table,
          context.databaseVersion < 12 ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE",
        ],
        [change.partition, "ACCESS EXCLUSIVE"],
        ...onDefaultPartition(change.table, context),
      ];
    case "detach-partition":
      return [
        [change.table, change.concurrently ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE"],
        // Also with CONCURRENTLY, at its end.
        [change.partition, "ACCESS EXCLUSIVE"],
      ];
    case "set-inheritance":
      return [
        [change.table, "ACCESS EXCLUSIVE"],
        [change.parent, change.inherits ? "SHARE UPDATE EXCLUSIVE" : "ACCESS SHARE"],
      ];
    case "alter-domain":
      return readsRows(change)
        ? columnsOfType(catalog, change.type).map(({ table }) => taken(table.name, "SHARE"))
        : [];
    case "create-object":
    case "alter-object":
      return onObject(change);
    case "drop-object":
      return change.object === "all owned by role" ? [[elsewhere, "ACCESS EXCLUSIVE"]] : [];
    case "drop-function":
      return change.cascade ? onCallersOf(change, context) : [];
    case "alter-table-option":
      return onTable(change.table, optionLock(change.option));
    case "alter-column-option":
      return [[change.table, columnOptionLock(change.option)]];
    case "add-column":
      return [
        [change.table, "ACCESS EXCLUSIVE"],
        ...onReferenced(change.constraints, "SHARE ROW EXCLUSIVE"),
      ];
    case "drop-column": {
      const table = findTable(catalog, change.table);
      const gone = constraintsOf(table).filter(({ columns }) => columns.includes(change.column));
      return [[change.table, "ACCESS EXCLUSIVE"], ...onReferenced(gone, "ACCESS EXCLUSIVE")];
    }
    case "alter-column-type": {
      const table = findTable(catalog, change.table);
      const own = constraintsOf(table).filter(({ columns }) => columns.includes(change.column));
      const incoming = table === null ? [] : foreignKeysToColumn(catalog, table, change.column);
      return [
        [change.table, "ACCESS EXCLUSIVE"],
        ...onReferenced(own, "ACCESS EXCLUSIVE"),
        ...incoming.map((key) => taken(key.table.name, "ACCESS EXCLUSIVE")),
      ];
    }
    case "add-constraint":
      if (change.constraint.type !== "foreign-key") return [[change.table, "ACCESS EXCLUSIVE"]];
      return [
        [change.table, "SHARE ROW EXCLUSIVE"],
        ...onReferenced([change.constraint], "SHARE ROW EXCLUSIVE"),
      ];
    case "drop-constraint": {
      const constraint =
        change.name === null ? null : findConstraint(catalog, change.table, change.name);
      return [
        [change.table, "ACCESS EXCLUSIVE"],
        ...(constraint === null ? [] : onReferenced([constraint], "ACCESS EXCLUSIVE")),
      ];
    }
    case "create-index":
      return [[change.table, change.concurrently ? "SHARE UPDATE EXCLUSIVE" : "SHARE"]];
    case "drop-index": {
      const index = findIndex(catalog, change.index);
      const lock = change.concurrently ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE";
      return [[index?.table ?? change.index, lock]];
    }
    case "reindex": {
      const lock = change.concurrently ? "SHARE UPDATE EXCLUSIVE" : "SHARE";
      if (change.name === null) return [[elsewhere, lock]];
      if (change.target === "table") return [[change.name, lock]];
      if (change.target !== "index") return [[elsewhere, lock]];
      return [[findIndex(catalog, change.name)?.table ?? change.name, lock]];
    }
    case "drop-type":
      if (!change.cascade) return [];
      return columnsOfType(catalog, change.type).map(({ table }) =>
        taken(table.name, "ACCESS EXCLUSIVE"),
      );
    case "create-view":
      return [
        ...change.reads.map((name) => taken(name, "ACCESS SHARE")),
        ...(change.replace && findView(catalog, change.view) !== null
          ? [taken(change.view, "ACCESS EXCLUSIVE")]
          : []),
      ];
    case "drop-view":
    case "rename-view":
      return [[change.view, "ACCESS EXCLUSIVE"]];
    case "refresh-materialized-view":
      return [[change.view, change.concurrently ? "EXCLUSIVE" : "ACCESS EXCLUSIVE"]];
    case "create-trigger":
    case "set-trigger-state":
      return [[change.table, "SHARE ROW EXCLUSIVE"]];
    case "drop-trigger":
      return change.table === null ? [] : [[change.table, "ACCESS EXCLUSIVE"]];
    case "drop-schema": {
      const inside = [...catalog.tables.values()].filter(({ name }) => name.schema === change.name);
      return change.cascade ? inside.map(({ name }) => taken(name, "ACCESS EXCLUSIVE")) : [];
    }
    case "grant":
    case "revoke":
      return onTarget(
        change.target,
        "table",
        context.databaseVersion >= 18 ? "ACCESS SHARE" : null,
      );
    case "set-comment":
      return [
        ...onTarget(change.target, "table", "SHARE UPDATE EXCLUSIVE"),
        ...onTarget(change.target, "view", "SHARE UPDATE EXCLUSIVE"),
        ...onColumn(change.target, context),
      ];
    case "insert-rows":
      return [
        [change.table, "ROW EXCLUSIVE"],
        ...change.reads.map((name) => taken(name, "ACCESS SHARE")),
      ];
    case "update-rows":
    case "delete-rows":
      return [[change.table, "ROW EXCLUSIVE"]];
    case "call-function":
      return change.effect === "schedules-removal" || change.effect === "runs-alone"
        ? []
        : [[change.table, "ACCESS EXCLUSIVE"]];
    case "lock-table":
      return postgresqlLocks
        .filter((lock) => lock === change.mode)
        .map((lock) => taken(change.table, lock));
    case "maintenance": {
      const rewrites = change.command === "vacuum-full" || change.command === "cluster";
      const lock = rewrites ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE";
      return [[change.table ?? elsewhere, lock]];
    }
    case "validate-constraint":
      return [[change.table, "SHARE UPDATE EXCLUSIVE"]];
    case "rename-table":
      // ALTER TABLE renames sequences too, which no query locks.
      return renamesSequence(change, context) ? [] : [[change.table, "ACCESS EXCLUSIVE"]];
    case "set-table-schema":
    case "rename-column":
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
    case "drop-default":
    case "add-identity":
    case "set-identity":
    case "drop-identity":
    case "set-expression":
    case "drop-expression":
    case "alter-constraint":
    case "rename-constraint":
    case "set-row-security":
    case "create-policy":
    case "alter-policy":
    case "drop-policy":
    case "create-rule":
    case "drop-rule":
    case "set-rule-state":
    case "truncate":
      return [[change.table, "ACCESS EXCLUSIVE"]];
    case "rename-index":
    case "create-type":
    case "rename-type":
    case "add-enum-value":
    case "rename-enum-value":
    case "create-function":
    case "rename-function":
    case "create-schema":
    case "rename-schema":
    case "create-sequence":
    case "drop-sequence":
    case "alter-sequence":
    case "alter-composite-type":
    case "rename-object":
    case "set-object-schema":
    case "change-setting":
    case "create-extension":
    case "drop-extension":
    case "unknown":
      return [];
  }
}

/** Stands for tables that a statement does not name: not in any catalog, so it counts as live. */
const elsewhere: QualifiedName = { schema: "", name: "" };

function taken(name: QualifiedName, lock: Lock): Taken {
  return [name, lock];
}

function onTable(name: QualifiedName, lock: Lock | null): readonly Taken[] {
  return lock === null ? [] : [[name, lock]];
}

function constraintsOf(table: Table | null): readonly ConstraintDefinition[] {
  return [...(table?.constraints.values() ?? [])];
}

function onReferenced(constraints: readonly ConstraintDefinition[], lock: Lock): readonly Taken[] {
  return constraints.flatMap(({ references }) =>
    references === null ? [] : [taken(references.table, lock)],
  );
}

/** Of a domain's constraints, these are tested on every row of every table that has it. */
function readsRows({ action }: AlterDomain): boolean {
  if (action.do === "add-constraint") return !action.constraint.notValid;
  return action.do === "set-not-null" || action.do === "validate-constraint";
}

function onObject(change: AlterObject | CreateObject): readonly Taken[] {
  if (change.object === "all owned by role") return [[elsewhere, "ACCESS EXCLUSIVE"]];
  const withdrawn = change.kind === "alter-object" ? change.withdraws : undefined;
  const tables = change.publishes ?? withdrawn ?? [];
  return tables === "all" ? [] : tables.map((name) => taken(name, "SHARE UPDATE EXCLUSIVE"));
}

/** CASCADE drops the triggers, views, defaults and so on that call the function. */
function onCallersOf(change: DropFunction, context: RuleContext): readonly Taken[] {
  const triggers = triggersCalling(context.catalog, change.function, change.argumentTypes);
  return [
    ...triggers.map(({ table }) => taken(table.name, "ACCESS EXCLUSIVE")),
    ...callersOf(context, change.function).flatMap(({ relation }) =>
      relation === null ? [] : [taken(relation, "ACCESS EXCLUSIVE")],
    ),
  ];
}

function onDefaultPartition(parent: QualifiedName, context: RuleContext): readonly Taken[] {
  const partition = liveDefaultPartition(context, parent);
  return partition === null ? [] : [taken(partition.name, "ACCESS EXCLUSIVE")];
}

function optionLock(option: string): Lock | null {
  switch (option) {
    case "storage-parameters":
    case "cluster-on":
    case "without-cluster":
    case "create-statistics":
      return "SHARE UPDATE EXCLUSIVE";
    case "rename-trigger":
    case "rename-policy":
    case "rename-rule":
    case "row-type":
    case "owner":
    case "replica-identity":
    case "replica-identity-default":
    case "replica-identity-nothing":
    case "extension-parameters":
    case "set-logged":
    case "set-unlogged":
    case "tablespace":
    case "access-method":
    case "foreign-options":
      return "ACCESS EXCLUSIVE";
    default:
      // Options of indexes, functions and other objects that are no tables.
      return null;
  }
}

function columnOptionLock(option: string): Lock {
  return option === "statistics" || option === "attribute-options"
    ? "SHARE UPDATE EXCLUSIVE"
    : "ACCESS EXCLUSIVE";
}

/** `table public.users` */
function onTarget(target: string, word: string, lock: Lock | null): readonly Taken[] {
  return target.startsWith(`${word} `)
    ? onTable(qualified(target.slice(word.length + 1).split(".")), lock)
    : [];
}

/** `column public.users.name` */
function onColumn(target: string, context: RuleContext): readonly Taken[] {
  if (!target.startsWith("column ")) return [];
  const parts = target.slice("column ".length).split(".");
  const table = qualified(parts.slice(0, -1));
  const column = findColumn(context.catalog, table, parts.at(-1) ?? "");
  return isMadeHere(column) && !isLive(context.catalog, table)
    ? []
    : [taken(table, "SHARE UPDATE EXCLUSIVE")];
}

function qualified(parts: readonly string[]): QualifiedName {
  return { schema: parts.at(-2) ?? null, name: parts.at(-1) ?? "" };
}
