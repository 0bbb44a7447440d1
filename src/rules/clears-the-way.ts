import { sameArguments } from "../catalog/argument-types.ts";
import { nameKey, type Table } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type {
  DropColumn,
  DropFunction,
  DropPolicy,
  DropSequence,
  DropTrigger,
  DropType,
  DropView,
  SchemaChange,
} from "../model/schema-change.ts";
import { historyIsWhole, isKnownAbsent } from "./live.ts";
import { followedBy } from "./release.ts";
import type { RuleContext } from "./rule.ts";

type Drop =
  DropColumn | DropFunction | DropPolicy | DropSequence | DropTrigger | DropType | DropView;

/**
 * Whether a DROP … IF EXISTS only clears the way for the CREATE behind it, of a name that no migration has given before:
 * then it does nothing. Without the CREATE it is there to take away what somebody has made by hand.
 */
export function clearsTheWay(change: Drop, context: RuleContext): boolean {
  return (
    change.ifExists &&
    isAbsent(change, context) &&
    followedBy(context, (later) => makes(later, change)) !== null
  );
}

function isAbsent(change: Drop, context: RuleContext): boolean {
  const { functions, types, sequences } = context.catalog;
  switch (change.kind) {
    case "drop-view":
      return isKnownAbsent(context, change.view);
    case "drop-function": {
      const { argumentTypes } = change;
      const isNone = (functions.get(nameKey(change.function)) ?? []).every(
        (routine) => argumentTypes !== null && !sameArguments(routine.argumentTypes, argumentTypes),
      );
      return isNone && historyIsWhole(context, change.function.schema);
    }
    case "drop-type":
      return !types.has(nameKey(change.type)) && historyIsWhole(context, change.type.schema);
    case "drop-sequence":
      return (
        !sequences.has(nameKey(change.sequence)) && historyIsWhole(context, change.sequence.schema)
      );
    case "drop-trigger":
      return knownTable(change.table, context)?.triggers.has(change.name) === false;
    case "drop-policy":
      return knownTable(change.table, context)?.policies.has(change.name) === false;
    case "drop-column": {
      const table = knownTable(change.table, context);
      return table?.columnsComplete === true && !table.columns.has(change.column);
    }
  }
}

/** A table of a history that tells all about its schema. */
function knownTable(name: QualifiedName | null, context: RuleContext): Table | null {
  if (name === null || !historyIsWhole(context, name.schema)) return null;
  return findTable(context.catalog, name);
}

function makes(later: SchemaChange, change: Drop): boolean {
  switch (change.kind) {
    case "drop-view":
      return later.kind === "create-view" && nameKey(later.view) === nameKey(change.view);
    case "drop-function":
      return (
        later.kind === "create-function" && nameKey(later.function) === nameKey(change.function)
      );
    case "drop-type":
      return later.kind === "create-type" && nameKey(later.type) === nameKey(change.type);
    case "drop-sequence":
      return (
        later.kind === "create-sequence" && nameKey(later.sequence) === nameKey(change.sequence)
      );
    case "drop-trigger":
      return (
        later.kind === "create-trigger" &&
        later.name === change.name &&
        (change.table === null || nameKey(later.table) === nameKey(change.table))
      );
    case "drop-policy":
      return (
        later.kind === "create-policy" &&
        later.name === change.name &&
        nameKey(later.table) === nameKey(change.table)
      );
    case "drop-column":
      return (
        later.kind === "add-column" &&
        later.column.name === change.column &&
        nameKey(later.table) === nameKey(change.table)
      );
  }
}
