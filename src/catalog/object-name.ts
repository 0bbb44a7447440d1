import { displayIdentifier, escapeText } from "./display-name.ts";
import type { ConstraintDefinition } from "../model/definitions.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { OwnedObject, SchemaChange } from "../model/schema-change.ts";

/**
 * The object of a change as the JSON names it: `public.users.full_name`, in MySQL `users.full_name`; a constraint
 * with its table, an enum value with its type, a function with its arguments (`public.f(integer)`). Names that
 * are not simple are quoted. What has no name yet (an unnamed index) is named by its table. Null where an unknown
 * change names nothing.
 */
export function objectName(change: SchemaChange): string | null {
  switch (change.kind) {
    case "add-column":
      return partName(change.table, change.column.name);
    case "drop-column":
    case "rename-column":
    case "alter-column-type":
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
    case "drop-default":
    case "add-identity":
    case "set-identity":
    case "drop-identity":
    case "set-expression":
    case "drop-expression":
    case "alter-column-option":
      return partName(change.table, change.column);
    case "add-constraint":
      return partName(change.table, constraintName(change.constraint));
    case "drop-constraint":
      return partName(
        change.table,
        change.name ?? (change.type === "primary-key" ? "PRIMARY" : null),
      );
    case "validate-constraint":
    case "alter-constraint":
    case "rename-constraint":
    case "create-policy":
    case "alter-policy":
    case "drop-policy":
    case "create-rule":
    case "drop-rule":
    case "set-rule-state":
    case "create-trigger":
      return partName(change.table, change.name);
    case "set-trigger-state":
      return partName(change.table, change.name);
    case "drop-trigger":
      return change.table === null
        ? displayIdentifier(change.name)
        : partName(change.table, change.name);
    case "create-index":
      return change.index.name === null
        ? fullName(change.table)
        : indexName(change.table, change.index.name);
    case "drop-index":
    case "rename-index":
      return change.table === null || change.index.schema !== null
        ? fullName(change.index)
        : indexName(change.table, change.index.name);
    case "reindex":
      return change.name === null ? change.target : fullName(change.name);
    case "create-type":
    case "drop-type":
    case "alter-domain":
    case "rename-type":
      return fullName(change.type);
    case "add-enum-value":
    case "rename-enum-value":
      return partName(change.type, change.value);
    case "alter-composite-type":
      return partName(change.type, change.attribute);
    case "create-view":
    case "drop-view":
    case "rename-view":
    case "refresh-materialized-view":
      return fullName(change.view);
    case "create-function":
    case "drop-function":
      return routineName(change.function, change.argumentTypes);
    case "rename-function":
      return fullName(change.function);
    case "create-schema":
    case "drop-schema":
    case "rename-schema":
    case "create-extension":
    case "drop-extension":
      return displayIdentifier(change.name);
    case "create-sequence":
    case "drop-sequence":
    case "alter-sequence":
      return fullName(change.sequence);
    case "grant":
    case "revoke":
    case "set-comment":
      return escapeText(change.target);
    case "create-object":
    case "alter-object":
    case "drop-object":
    case "rename-object":
      return escapeText(`${change.object} ${change.name}`);
    case "set-object-schema":
      return fullName(change.name);
    case "change-setting":
      return escapeText(`${change.target} ${change.setting}`);
    case "maintenance":
      return change.table === null ? null : fullName(change.table);
    case "unknown":
      return change.object === null ? null : escapeText(change.object);
    case "alter-table-option":
      return change.owned === undefined ? fullName(change.table) : ownedName(change.owned);
    case "create-table":
    case "drop-table":
    case "rename-table":
    case "set-table-schema":
    case "attach-partition":
    case "detach-partition":
    case "set-inheritance":
    case "set-row-security":
    case "insert-rows":
    case "update-rows":
    case "delete-rows":
    case "truncate":
    case "lock-table":
    case "call-function":
      return fullName(change.table);
  }
}

/** A name with its schema, each part quoted where it is not simple. */
export function fullName(name: QualifiedName): string {
  const own = displayIdentifier(name.name);
  return name.schema === null ? own : `${displayIdentifier(name.schema)}.${own}`;
}

/** `public.users.full_name`; the table alone where the part has no name. */
export function partName(owner: QualifiedName, part: string | null): string {
  return part === null ? fullName(owner) : `${fullName(owner)}.${displayIdentifier(part)}`;
}

/** `public.f(integer)`; without parentheses where the arguments are not known. */
export function routineName(name: QualifiedName, argumentTypes: readonly string[] | null): string {
  const own = fullName(name);
  return argumentTypes === null ? own : `${own}(${escapeText(argumentTypes.join(", "))})`;
}

/** PostgreSQL's indexes stand beside their table in its schema, MySQL's belong to it. */
export function indexName(table: QualifiedName, index: string): string {
  return table.schema === null
    ? partName(table, index)
    : fullName({ schema: table.schema, name: index });
}

function ownedName(on: OwnedObject): string {
  if (on.kind === "object") return displayIdentifier(on.name);
  return on.kind === "function" ? routineName(on.name, on.argumentTypes) : fullName(on.name);
}

/** A constraint without a name takes that of the index it is built on. */
function constraintName(constraint: ConstraintDefinition): string | null {
  if (constraint.name !== null) return constraint.name;
  return constraint.usingIndex;
}
