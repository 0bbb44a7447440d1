import type { Catalog } from "../catalog.ts";
import { findConstraint } from "../lookup.ts";
import type { ConstraintDefinition, ConstraintType } from "../../model/definitions.ts";
import type {
  AddConstraint,
  AlterConstraint,
  DropConstraint,
  RenameConstraint,
  ValidateConstraint,
} from "../../model/schema-change.ts";
import { code, list, named, part } from "./code.ts";

type ConstraintChange =
  AddConstraint | AlterConstraint | DropConstraint | RenameConstraint | ValidateConstraint;

const words: Readonly<Record<ConstraintType, string>> = {
  check: "check constraint",
  unique: "unique constraint",
  "primary-key": "primary key",
  "foreign-key": "foreign key",
  exclusion: "exclusion constraint",
  "not-null": "not-null constraint",
};

export function describeConstraintChange(
  change: ConstraintChange,
  catalog: Catalog | null,
): string {
  const type = (name: string): string => {
    const known = catalog === null ? null : findConstraint(catalog, change.table, name);
    return known === null ? "constraint" : words[known.type];
  };
  switch (change.kind) {
    case "add-constraint":
      return `add ${described(change.constraint)} to ${named(change.table)}`;
    case "drop-constraint": {
      if (change.name === null)
        return `drop the ${words[change.type ?? "primary-key"]} of ${named(change.table)}`;
      const word = change.type === null ? type(change.name) : words[change.type];
      return `drop ${word} ${part(change.table, change.name)}${change.cascade ? " with all that depends on it" : ""}`;
    }
    case "validate-constraint":
      return `validate ${type(change.name)} ${part(change.table, change.name)}`;
    case "alter-constraint":
      return `change ${type(change.name)} ${part(change.table, change.name)}`;
    case "rename-constraint":
      return `rename ${type(change.name)} ${part(change.table, change.name)} to ${code(change.to)}`;
  }
}

/** "foreign key `orders_user_id_fkey` on `user_id` that references `users`, not validated,". */
function described(constraint: ConstraintDefinition): string {
  const name = constraint.name === null ? "" : ` ${code(constraint.name)}`;
  const columns = constraint.columns.length === 0 ? "" : ` on ${list(constraint.columns)}`;
  const { references } = constraint;
  const target = references === null ? "" : ` that references ${named(references.table)}`;
  const index = constraint.usingIndex === null ? "" : ` with index ${code(constraint.usingIndex)}`;
  const notValid = constraint.notValid ? ", not validated," : "";
  return `${words[constraint.type]}${name}${columns}${target}${index}${notValid}`;
}
