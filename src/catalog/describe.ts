import { nameKey } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { describeColumnChange } from "./describe/column.ts";
import { describeConstraintChange } from "./describe/constraint.ts";
import { code, named, part } from "./describe/code.ts";
import { describeIndexChange } from "./describe/index-change.ts";
import { escapeText } from "./display-name.ts";
import { describeRoutineChange } from "./describe/routine.ts";
import { describeObjectChange } from "./describe/server-object.ts";
import { describeTypeChange } from "./describe/type.ts";
import type { OwnedObject, SchemaChange } from "../model/schema-change.ts";

export { displayIdentifier, displayName } from "./display-name.ts";
export { objectName } from "./object-name.ts";

/**
 * A change in plain words, identifiers in backquotes: "rename column `users.full_name` to `display_name`". The
 * catalog before the change, where given, adds what the statement does not say, such as the old type.
 */
export function describeChange(change: SchemaChange, catalog: Catalog | null = null): string {
  switch (change.kind) {
    case "create-table": {
      const parent =
        change.partitionOf === null ? "" : ` as a partition of ${named(change.partitionOf)}`;
      return `create ${change.temporary ? "temporary " : ""}table ${named(change.table)}${parent}`;
    }
    case "drop-table":
      return `drop table ${named(change.table)}${cascade(change)}`;
    case "rename-table": {
      const isSequence = catalog?.sequences.has(nameKey(change.table)) === true;
      return `rename ${isSequence ? "sequence" : "table"} ${named(change.table)} to ${code(change.to)}`;
    }
    case "set-table-schema":
      return `move table ${named(change.table)} to schema ${code(change.to)}`;
    case "attach-partition":
      return `attach ${named(change.partition)} as a partition of ${named(change.table)}`;
    case "detach-partition":
      return `detach partition ${named(change.partition)} from ${named(change.table)}${concurrently(change)}`;
    case "set-inheritance":
      return change.inherits
        ? `make ${named(change.table)} inherit from ${named(change.parent)}`
        : `stop ${named(change.table)} from inheriting from ${named(change.parent)}`;
    case "alter-table-option": {
      if (change.owned !== undefined) return describeOwnerChange(change.option, change.owned);
      const routine = /^(function|procedure|aggregate)-options$/.exec(change.option)?.[1];
      return routine === undefined
        ? `change ${words(change.option)} of table ${named(change.table)}`
        : `change options of ${routine} ${named(change.table)}`;
    }
    case "add-column":
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
      return describeColumnChange(change, catalog);
    case "add-constraint":
    case "drop-constraint":
    case "validate-constraint":
    case "alter-constraint":
    case "rename-constraint":
      return describeConstraintChange(change, catalog);
    case "create-index":
    case "drop-index":
    case "rename-index":
    case "reindex":
      return describeIndexChange(change, catalog);
    case "create-type":
      return `create ${typeWord(change.definition.kind)} ${named(change.type)}`;
    case "drop-type":
      return `drop type ${named(change.type)}${cascade(change)}`;
    case "rename-type":
      return `rename type ${named(change.type)} to ${code(change.to)}`;
    case "add-enum-value":
      return `add value ${code(change.value)} to enum ${named(change.type)}`;
    case "rename-enum-value":
      return `rename value ${code(change.value)} of enum ${named(change.type)} to ${code(change.to)}`;
    case "alter-domain":
    case "alter-composite-type":
      return describeTypeChange(change);
    case "create-view":
      return `create ${change.replace ? "or replace " : ""}${viewWord(change)} ${named(change.view)}`;
    case "drop-view":
      return `drop ${viewWord(change)} ${named(change.view)}${cascade(change)}`;
    case "rename-view":
      return `rename ${viewWord(change)} ${named(change.view)} to ${code(change.to)}`;
    case "refresh-materialized-view":
      return `refresh materialized view ${named(change.view)}${concurrently(change)}`;
    case "create-function":
    case "drop-function":
    case "rename-function":
    case "create-trigger":
    case "drop-trigger":
    case "set-trigger-state":
      return describeRoutineChange(change);
    case "create-schema":
      return `create schema ${code(change.name)}`;
    case "drop-schema":
      return `drop schema ${code(change.name)}${cascade(change)}`;
    case "rename-schema":
      return `rename schema ${code(change.name)} to ${code(change.to)}`;
    case "create-sequence":
      return `create sequence ${named(change.sequence)}`;
    case "drop-sequence":
      return `drop sequence ${named(change.sequence)}${cascade(change)}`;
    case "alter-sequence":
      return `change ${words(change.option)} of sequence ${named(change.sequence)}`;
    case "create-extension":
      return `create extension ${code(change.name)}`;
    case "drop-extension":
      return `drop extension ${code(change.name)}${cascade(change)}`;
    case "set-row-security":
      return `${rowSecurityVerb[change.state]} row level security on ${named(change.table)}`;
    case "create-policy":
      return `create ${change.definition.permissive ? "" : "restrictive "}policy ${part(change.table, change.name)}`;
    case "alter-policy":
      return `change policy ${part(change.table, change.name)}`;
    case "create-rule":
      return `create ${change.replace ? "or replace " : ""}rule ${part(change.table, change.name)} on ${change.event}`;
    case "drop-rule":
      return `drop rule ${part(change.table, change.name)}`;
    case "set-rule-state":
      return `${change.enabled ? "enable" : "disable"} rule ${part(change.table, change.name)}`;
    case "drop-policy":
      return `drop policy ${part(change.table, change.name)}`;
    case "grant":
      return `grant ${privileges(change)} to ${grantees(change)}`;
    case "revoke":
      return `revoke ${privileges(change)} from ${grantees(change)}`;
    case "set-comment":
      return `set the comment of ${code(change.target, "text")}`;
    case "create-object":
    case "alter-object":
    case "drop-object":
    case "rename-object":
    case "set-object-schema":
    case "change-setting":
      return describeObjectChange(change);
    case "insert-rows":
      return `insert rows into ${named(change.table)}${change.fromQuery ? " from a query" : ""}`;
    case "update-rows":
      return `update ${extent(change)} of ${named(change.table)}`;
    case "delete-rows":
      return `delete ${extent(change)} of ${named(change.table)}`;
    case "truncate":
      return `truncate table ${named(change.table)}${cascade(change)}`;
    case "lock-table":
      return `lock table ${named(change.table)} in mode ${code(change.mode, "text")}`;
    case "maintenance":
      return change.table === null
        ? change.command.replace("-", " ")
        : `${change.command.replace("-", " ")} ${named(change.table)}`;
    case "call-function":
      return `call ${code(change.function, "text")} on ${named(change.table)}`;
    case "unknown":
      return change.object === null
        ? "a statement that could not be read"
        : `a statement on ${code(change.object, "text")} that could not be read`;
  }
}

/** `function-owner` reads "change owner of function `f`". */
function describeOwnerChange(option: string, { name }: OwnedObject): string {
  const object = words(option.replace(/-owner$/, ""));
  return `change owner of ${object} ${typeof name === "string" ? code(name) : named(name)}`;
}

const rowSecurityVerb = {
  enabled: "enable",
  disabled: "disable",
  forced: "force",
  "not-forced": "stop forcing",
} as const;

function cascade(change: { readonly cascade: boolean }): string {
  return change.cascade ? " with all that depends on it" : "";
}

function concurrently(change: { readonly concurrently: boolean }): string {
  return change.concurrently ? " concurrently" : "";
}

function viewWord(change: { readonly materialized: boolean }): string {
  return change.materialized ? "materialized view" : "view";
}

function typeWord(kind: "enum" | "domain" | "composite" | "other"): string {
  if (kind === "other") return "type";
  return kind === "composite" ? "composite type" : kind;
}

/** `storage-parameters` reads "storage parameters". */
function words(option: string): string {
  return option.replaceAll("-", " ");
}

function extent(change: { readonly hasWhere: boolean; readonly bounded: boolean }): string {
  if (!change.hasWhere) return "all rows";
  return change.bounded ? "a batch of rows" : "rows";
}

function privileges(change: {
  readonly privileges: readonly string[];
  readonly target: string;
}): string {
  const { length } = change.privileges;
  const list = length === 0 ? "all privileges" : escapeText(change.privileges.join(", "));
  return change.target === "" ? list : `${list} on ${code(change.target, "text")}`;
}

function grantees(change: { readonly grantees: readonly string[] }): string {
  return change.grantees.map((grantee) => code(grantee)).join(", ");
}
