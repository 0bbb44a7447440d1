import { indexesOfTable, triggersCalling } from "../catalog/entries.ts";
import { findIndex, findTable, isComplete } from "../catalog/lookup.ts";
import type {
  AddConstraint,
  AlterColumnType,
  AlterTableOption,
  CreateIndex,
  DropFunction,
  DropIndex,
  Maintenance,
  SchemaChange,
} from "../model/schema-change.ts";
import { changeKinds } from "./baseline.ts";
import { defineRule } from "./define-rule.ts";
import { viewsNaming } from "./dependants.ts";
import { liveDefaultPartition } from "./live.ts";
import { unknownSyntax } from "./newer-syntax.ts";
import { needingColumn } from "./tracked-dependants.ts";
import type { RuleContext } from "./rule.ts";
import { keyOfColumns, sameKey, uniqueKeys } from "./uniqueness.ts";
import { listOf, named, quote } from "./wording.ts";

/** What a server says no to, and what to write instead. */
export interface Refusal {
  readonly message: string;
  readonly safeWay: string;
}

export const cannotRunAsWritten = defineRule({
  id: "cannot-run-as-written",
  title: "The server refuses the statement for what it is asked of",
  severity: "error",
  summary:
    "The server refuses the statement whatever the data: CONCURRENTLY on a partitioned table, a constraint on a partial index, a type change under a view, syntax that came with a later version. The deployment stops there.",
  // Any change may stand in a statement whose syntax the server does not know.
  kinds: changeKinds,
  isRemark: true,
  dialects: ["postgresql"],
  judge: (change, context) => {
    const refusal = unknownSyntax(context) ?? refusalOf(change, context);
    return refusal === null ? null : { hazards: ["cannot-run"], finding: refusal };
  },
});

function refusalOf(change: SchemaChange, context: RuleContext): Refusal | null {
  switch (change.kind) {
    case "create-index":
      return ofCreateIndex(change, context);
    case "drop-index":
      return ofDropIndex(change, context);
    case "add-constraint":
      return ofAddConstraint(change, context);
    case "alter-column-type":
      return ofAlterColumnType(change, context);
    case "detach-partition":
      if (!change.concurrently || liveDefaultPartition(context, change.table) === null) return null;
      return {
        message: `${named(change.table)} has a default partition, so the server refuses: "cannot detach partitions concurrently when a default partition exists".`,
        safeWay: "Detach without CONCURRENTLY and with a short `lock_timeout`.",
      };
    case "alter-table-option":
      return ofAlterTableOption(change, context);
    case "maintenance":
      return ofMaintenance(change, context);
    case "drop-function":
      return ofDropFunction(change, context);
    case "lock-table":
      if (context.inTransaction) return null;
      return {
        message: `The server refuses: "LOCK TABLE can only be used in transaction blocks".`,
        safeWay: "Leave it out; each statement takes the lock that it needs.",
      };
    default:
      return null;
  }
}

function ofCreateIndex(change: CreateIndex, context: RuleContext): Refusal | null {
  if (!change.concurrently) return null;
  if (findTable(context.catalog, change.table)?.partitioned !== true) return null;
  return {
    message: `The server refuses: "cannot create index on partitioned table ${quote(change.table.name)} concurrently".`,
    safeWay:
      "Create it `ON ONLY` the parent, build the index of each partition with CONCURRENTLY, and attach them.",
  };
}

function ofDropIndex(change: DropIndex, context: RuleContext): Refusal | null {
  const index = findIndex(context.catalog, change.index);
  if (index === null) return null;
  if (index.constraint !== null) {
    return {
      message: `Constraint ${quote(index.constraint)} of ${named(index.table)} needs ${quote(index.name)}, so the server refuses to drop it.`,
      safeWay: `Use \`ALTER TABLE … DROP CONSTRAINT\` ${quote(index.constraint)}.`,
    };
  }
  if (!change.concurrently) return null;
  if (findTable(context.catalog, index.table)?.partitioned === true) {
    return {
      message: `The server refuses: "cannot drop partitioned index ${quote(index.name)} concurrently".`,
      safeWay: "Drop it without CONCURRENTLY and with a short `lock_timeout`.",
    };
  }
  const statement = context.release.filter(
    (entry) =>
      entry.change.kind === "drop-index" &&
      entry.transaction === context.release[context.position]?.transaction,
  );
  const isSeveral = statement.length > 1 && /,/.test(context.sql);
  // One refusal, told at the first of them.
  return isSeveral && statement[0] === context.release[context.position]
    ? {
        message: `The server refuses: "DROP INDEX CONCURRENTLY does not support dropping multiple objects".`,
        safeWay: "Drop each index in a statement of its own.",
      }
    : null;
}

/** Others than triggers may use it too, but the catalog does not look into their text. */
function ofDropFunction(change: DropFunction, context: RuleContext): Refusal | null {
  if (change.cascade) return null;
  const [user] = triggersCalling(context.catalog, change.function, change.argumentTypes);
  if (user === undefined) return null;
  return {
    message: `Trigger ${quote(user.name)} of ${named(user.table.name)} calls ${named(change.function)}, so the server refuses: "cannot drop function because other objects depend on it".`,
    safeWay: "Drop the trigger first, or replace the function with `CREATE OR REPLACE`.",
  };
}

/** The server's words for what keeps a column from another type. */
const usedBy: Readonly<Record<string, string>> = {
  function: "used by a function or procedure",
  policy: "used in a policy definition",
  procedure: "used by a function or procedure",
  trigger: "used in a trigger definition",
};

function ofAlterColumnType(change: AlterColumnType, context: RuleContext): Refusal | null {
  const [view] = viewsNaming(context.catalog, change.table, change.column);
  if (view === undefined) {
    const [other] = needingColumn(context, change.table, change.column);
    if (other === undefined) return null;
    const [kind = ""] = other.split(" ");
    return {
      message: `${other[0]?.toUpperCase() ?? ""}${other.slice(1)} needs ${quote(change.column)}, so the server refuses: "cannot alter type of a column ${usedBy[kind] ?? ""}".`,
      safeWay: `Drop the ${kind} and create it again in the same transaction.`,
    };
  }
  return {
    message: `View ${named(view.name)} selects ${quote(change.column)}, so the server refuses: "cannot alter type of a column used by a view or rule".`,
    safeWay: "Drop the view and create it again in the same transaction.",
  };
}

function ofAlterTableOption(change: AlterTableOption, context: RuleContext): Refusal | null {
  if (change.option !== "set-logged" && change.option !== "set-unlogged") return null;
  if (findTable(context.catalog, change.table)?.partitioned !== true) return null;
  if (context.databaseVersion < 18) return null;
  return {
    message: `${named(change.table)} is partitioned, so the server refuses to make it logged or unlogged.`,
    safeWay: "Do it for each partition.",
  };
}

function ofMaintenance(change: Maintenance, context: RuleContext): Refusal | null {
  if (change.command !== "cluster" || change.table === null) return null;
  if (findTable(context.catalog, change.table)?.partitioned !== true) return null;
  if (context.databaseVersion >= 15) return null;
  return {
    message: `Before PostgreSQL 15 the server refuses: "cannot cluster a partitioned table".`,
    safeWay: "Cluster each partition.",
  };
}

/** A foreign key needs a key to point at, which only a table that is known in whole can be seen to lack. */
function ofForeignKeyTarget({ constraint }: AddConstraint, context: RuleContext): Refusal | null {
  const { references } = constraint;
  if (references === null) return null;
  const target = findTable(context.catalog, references.table);
  if (target?.columnsComplete !== true || !isComplete(context.catalog)) return null;
  const keys = [...uniqueKeys(context.catalog, references.table).values()];
  const wanted = keyOfColumns(references.columns);
  const hasPrimaryKey = [...target.constraints.values()].some((one) => one.type === "primary-key");
  if (references.columns.length === 0 ? hasPrimaryKey : keys.some((key) => sameKey(key, wanted)))
    return null;
  const shown = named(references.table);
  return {
    message:
      references.columns.length === 0
        ? `${shown} has no primary key, so the server refuses: "there is no primary key for referenced table".`
        : `${shown} has no unique constraint on ${listOf(references.columns.map(quote))} alone, so the server refuses: "there is no unique constraint matching given keys for referenced table".`,
    safeWay: "Give the referenced columns a unique constraint first.",
  };
}

function ofAddConstraint(change: AddConstraint, context: RuleContext): Refusal | null {
  const { constraint } = change;
  const table = findTable(context.catalog, change.table);
  const target = ofForeignKeyTarget(change, context);
  if (target !== null) return target;
  if (constraint.type === "foreign-key" && constraint.notValid && table?.partitioned === true) {
    if (context.databaseVersion >= 18) return null;
    return {
      message: `Before PostgreSQL 18 the server refuses: "cannot add NOT VALID foreign key on partitioned table ${quote(change.table.name)}".`,
      safeWay: "Add it to each partition as NOT VALID, validate each, then add it to the parent.",
    };
  }
  if (constraint.type === "exclusion" && table?.partitioned === true) {
    if (context.databaseVersion >= 17) return null;
    return {
      message: `Before PostgreSQL 17 the server refuses: "exclusion constraints are not supported on partitioned tables".`,
      safeWay: "Add it to each partition.",
    };
  }
  if (constraint.usingIndex === null) return null;
  if (table?.partitioned === true) {
    return {
      message: `The server refuses: "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables".`,
      safeWay:
        "Add the constraint to each partition with USING INDEX, then to the parent, which takes theirs over.",
    };
  }
  const index = indexesOfTable(context.catalog, change.table).find(
    (known) => known.name === constraint.usingIndex,
  );
  if (index === undefined) return null;
  const flaw =
    index.where !== null
      ? "it is partial"
      : !index.unique
        ? "it is not unique"
        : index.parts.some((part) => part.column === null)
          ? "it has an expression"
          : null;
  if (flaw === null) return null;
  return {
    message: `Index ${quote(index.name)} cannot carry a constraint, because ${flaw}: the server refuses.`,
    safeWay: "Build a plain unique index on the columns for it, with CONCURRENTLY.",
  };
}
