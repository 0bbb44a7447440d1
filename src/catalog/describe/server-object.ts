import type {
  AlterObject,
  ChangeSetting,
  CreateObject,
  DropObject,
  RenameObject,
  SetObjectSchema,
} from "../../model/schema-change.ts";
import { code, named } from "./code.ts";

export function describeObjectChange(
  change: AlterObject | ChangeSetting | CreateObject | DropObject | RenameObject | SetObjectSchema,
): string {
  if (change.kind === "set-object-schema")
    return `move ${change.object} ${named(change.name)} to schema ${code(change.to)}`;
  if (change.kind === "change-setting") {
    const setting = `${code(change.setting, "text")} of ${code(change.target, "text")}`;
    return change.value === null
      ? `reset ${setting}`
      : `set ${setting} to ${code(change.value, "text")}`;
  }
  const object = `${change.object} ${code(change.name, "text")}`;
  switch (change.kind) {
    case "create-object":
      return `create ${object}`;
    case "alter-object":
      return `change ${object}: ${change.action.replaceAll("-", " ")}`;
    case "drop-object":
      return `drop ${object}${change.cascade ? " with all that depends on it" : ""}`;
    case "rename-object":
      return `rename ${object} to ${code(change.to)}`;
  }
}
