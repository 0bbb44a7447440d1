import { indexesOfTable } from "../catalog/entries.ts";
import { findIndex, findTable } from "../catalog/lookup.ts";
import type {
  AddConstraint,
  AlterColumnType,
  CreateIndex,
  DropIndex,
  SchemaChange,
} from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { viewsNaming } from "./dependants.ts";
import { liveDefaultPartition } from "./live.ts";
import type { RuleContext } from "./rule.ts";
import { named, quote } from "./wording.ts";

interface Refusal {
  readonly message: string;
  readonly safeWay: string;
}

export const cannotRunAsWritten = defineRule({
  id: "cannot-run-as-written",
  title: "The server refuses the statement for what it is asked of",
  severity: "error",
  summary:
    "The server refuses the statement whatever the data: CONCURRENTLY on a partitioned table, a constraint on a partial index, a type change under a view, syntax that came with a later version. The deployment stops there.",
  kinds: [
    "create-index",
    "drop-index",
    "detach-partition",
    "alter-column-type",
    "add-constraint",
    "add-column",
    "set-expression",
    "lock-table",
  ],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const refusal = refusalOf(change, context);
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
    case "add-column":
      if (change.column.generated?.kind !== "virtual") return null;
      return since(
        18,
        "VIRTUAL generated columns",
        "Use STORED on a new table, or a view.",
        context,
      );
    case "set-expression":
      return since(17, "SET EXPRESSION", "Add a new generated column instead.", context);
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
  return isSeveral
    ? {
        message: `The server refuses: "DROP INDEX CONCURRENTLY does not support dropping multiple objects".`,
        safeWay: "Drop each index in a statement of its own.",
      }
    : null;
}

function ofAlterColumnType(change: AlterColumnType, context: RuleContext): Refusal | null {
  const [view] = viewsNaming(context.catalog, change.table, change.column);
  if (view === undefined) return null;
  return {
    message: `View ${named(view.name)} selects ${quote(change.column)}, so the server refuses: "cannot alter type of a column used by a view or rule".`,
    safeWay: "Drop the view and create it again in the same transaction.",
  };
}

function ofAddConstraint(change: AddConstraint, context: RuleContext): Refusal | null {
  const { constraint } = change;
  const table = findTable(context.catalog, change.table);
  if (constraint.type === "not-null" && context.databaseVersion < 18) {
    return since(
      18,
      "ADD CONSTRAINT … NOT NULL",
      "Use `CHECK (… IS NOT NULL) NOT VALID`.",
      context,
    );
  }
  if (!constraint.enforced && context.databaseVersion < 18) {
    return since(18, "NOT ENFORCED", "Leave the constraint out.", context);
  }
  if (constraint.type === "foreign-key" && constraint.notValid && table?.partitioned === true) {
    if (context.databaseVersion >= 18) return null;
    return {
      message: `Before PostgreSQL 18 the server refuses: "cannot add NOT VALID foreign key on partitioned table ${quote(change.table.name)}".`,
      safeWay: "Add it to each partition as NOT VALID, validate each, then add it to the parent.",
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

function since(
  version: number,
  what: string,
  safeWay: string,
  context: RuleContext,
): Refusal | null {
  if (context.databaseVersion >= version) return null;
  return {
    message: `PostgreSQL ${context.databaseVersion} does not know ${what}, which came with ${version}: the server refuses with a syntax error.`,
    safeWay,
  };
}
