import { displayName, escapeText } from "../display-name.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type {
  CreateFunction,
  CreateTrigger,
  DropFunction,
  DropTrigger,
  RenameFunction,
  SetTriggerState,
} from "../../model/schema-change.ts";
import { code, named } from "./code.ts";

export function describeRoutineChange(
  change:
    CreateFunction | CreateTrigger | DropFunction | DropTrigger | RenameFunction | SetTriggerState,
): string {
  switch (change.kind) {
    case "create-function":
      return `create ${change.replace ? "or replace " : ""}${change.routine} ${signature(change.function, change.argumentTypes)}`;
    case "drop-function": {
      const cascade = change.cascade ? " with all that depends on it" : "";
      return `drop ${change.routine} ${signature(change.function, change.argumentTypes)}${cascade}`;
    }
    case "rename-function":
      return `rename ${change.routine} ${named(change.function)} to ${code(change.to)}`;
    case "create-trigger":
      return `create ${change.replace ? "or replace " : ""}trigger ${code(change.name)} on ${named(change.table)}`;
    case "drop-trigger": {
      const place = change.table === null ? "" : ` on ${named(change.table)}`;
      return `drop trigger ${code(change.name)}${place}`;
    }
    case "set-trigger-state": {
      const which = change.name === null ? "all triggers" : `trigger ${code(change.name)}`;
      return `${change.enabled ? "enable" : "disable"} ${which} on ${named(change.table)}`;
    }
  }
}

function signature(name: QualifiedName, argumentTypes: readonly string[] | null): string {
  const argumentsText = argumentTypes === null ? "" : `(${escapeText(argumentTypes.join(", "))})`;
  return `\`${displayName(name)}${argumentsText}\``;
}
