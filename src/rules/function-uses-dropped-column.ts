import type { Catalog, Routine, Table } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { sameArguments } from "../catalog/argument-types.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RoutineUse } from "../model/routine.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { displayName } from "../catalog/display-name.ts";
import { defineRule } from "./define-rule.ts";
import { lacks } from "./dependants.ts";
import { isLiveTable, isNewColumn } from "./live.ts";
import { followedBy } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { columnOf, named, quote } from "./wording.ts";

/** So many functions are named in one message. */
const shown = 3;

export const functionUsesDroppedColumn = defineRule({
  id: "function-uses-dropped-column",
  title: "A function's body still names a column or table that is dropped or renamed",
  severity: "error",
  summary:
    "The server does not look into the bodies of functions and procedures, so the statement succeeds and the function fails when it next runs; a trigger function makes every write of its table fail. A function that the same release drops, or replaces by one that does not name it, is exempt.",
  kinds: [
    "drop-column",
    "rename-column",
    "drop-table",
    "rename-table",
    "set-table-schema",
    "drop-view",
    "rename-view",
  ],
  isRemark: true,
  dialects: ["postgresql"],
  judge: (change, context) => {
    const gone = goneWith(change);
    if (!isLiveTable(context, gone.relation) || isBack(gone, context)) return null;
    if (gone.column !== null && isNewColumn(context, gone.relation, gone.column)) return null;
    const users = usersOf(gone, context);
    const [first, ...others] = users;
    if (first === undefined) return null;
    const what = gone.column === null ? named(gone.relation) : columnOf(gone.relation, gone.column);
    const places = users.slice(0, shown).map(placeOf).join(", ");
    const more = users.length > shown ? ` and ${users.length - shown} more` : "";
    const subject = others.length === 0 ? `${places} still names` : `${places}${more} still name`;
    const trigger = users.find(({ firing }) => firing !== null);
    const harm =
      trigger?.firing == null
        ? others.length === 0
          ? "it fails when it next runs"
          : "they fail when they next run"
        : `it is called by a trigger, so writes to ${named(trigger.firing)} fail from then on`;
    return {
      hazards: ["breaks-running-code"],
      finding: {
        severity: trigger === undefined ? "warning" : "error",
        message: `${subject} ${what}; ${harm}.`,
        safeWay: `Replace ${others.length === 0 ? "it" : "them"} by CREATE OR REPLACE before this statement, without ${what}, or drop what nobody calls.`,
      },
    };
  },
});

interface Gone {
  readonly relation: QualifiedName;
  readonly column: string | null;
  /** Whether the whole table goes, with its triggers. */
  readonly isDropped: boolean;
}

interface User {
  readonly routine: Routine;
  readonly use: RoutineUse;
  /** The table whose live trigger calls it. */
  readonly firing: QualifiedName | null;
}

type Removal = Extract<
  SchemaChange,
  {
    kind:
      | "drop-column"
      | "rename-column"
      | "drop-table"
      | "rename-table"
      | "set-table-schema"
      | "drop-view"
      | "rename-view";
  }
>;

function goneWith(change: Removal): Gone {
  if ("view" in change) return { relation: change.view, column: null, isDropped: false };
  const column = "column" in change ? change.column : null;
  return { relation: change.table, column, isDropped: change.kind === "drop-table" };
}

/** Whether the release makes something under the name again. */
function isBack({ relation, column }: Gone, context: RuleContext): boolean {
  const key = nameKey(relation);
  const brings = (change: SchemaChange): boolean => {
    if (column !== null)
      return (
        (change.kind === "add-column" &&
          nameKey(change.table) === key &&
          change.column.name === column) ||
        (change.kind === "rename-column" &&
          nameKey(change.table) === key &&
          change.to === column) ||
        (change.kind === "drop-table" && nameKey(change.table) === key)
      );
    if (change.kind === "create-table") return nameKey(change.table) === key;
    if (change.kind === "create-view") return nameKey(change.view) === key;
    if (change.kind !== "rename-table" && change.kind !== "rename-view") return false;
    const { schema } = change.kind === "rename-table" ? change.table : change.view;
    return nameKey({ schema, name: change.to }) === key;
  };
  return followedBy(context, brings) !== null;
}

function usersOf(gone: Gone, context: RuleContext): readonly User[] {
  const { catalog, usesOf } = context;
  if (usesOf === undefined) return [];
  const word = gone.column ?? gone.relation.name;
  const users: User[] = [];
  for (const routine of [...catalog.functions.values()].flat()) {
    const { body } = routine;
    // Bodies are read only where the name stands in them at all.
    // Of those that the server tracks, the drop itself tells.
    if (body?.tracked !== undefined) continue;
    if (body === undefined || !body.text.toLowerCase().includes(word.toLowerCase())) continue;
    const tables = tablesCalling(catalog, routine, gone);
    // Nothing but a trigger can call a trigger function.
    if (routine.returns === "trigger" && tables.length === 0) continue;
    const use = usesOf(body).find((one) => isOf(one, gone, catalog, tables));
    if (use === undefined || isMendedLater(routine, gone, context)) continue;
    users.push({ routine, use, firing: tables[0]?.name ?? null });
  }
  return users;
}

/** Tables with a trigger that calls the routine, other than one that goes with its triggers. */
function tablesCalling(catalog: Catalog, routine: Routine, gone: Gone): readonly Table[] {
  if (routine.returns !== "trigger") return [];
  const key = nameKey(routine.name);
  const dropped = gone.isDropped ? nameKey(gone.relation) : null;
  return [...catalog.tables.values()].filter(
    (table) =>
      nameKey(table.name) !== dropped &&
      [...table.triggers.values()].some(
        (trigger) => trigger.function !== null && nameKey(trigger.function) === key,
      ),
  );
}

function isOf(use: RoutineUse, gone: Gone, catalog: Catalog, tables: readonly Table[]): boolean {
  if (use.column !== gone.column) return false;
  if (use.relation === null)
    return tables.some((table) => nameKey(table.name) === nameKey(gone.relation));
  if (!isNamed(use.relation, gone.relation, catalog)) return false;
  // Without a qualifier, no other table of the statement may have a column of this name.
  return use.orOf.every((other) => lacks(catalog, other, gone.column ?? ""));
}

function isNamed(written: QualifiedName, name: QualifiedName, catalog: Catalog): boolean {
  if (written.name !== name.name) return false;
  return written.schema === null
    ? catalog.searchPath.includes(name.schema ?? "")
    : written.schema === name.schema;
}

/** Whether the release drops the routine later, or replaces it by one that does not name what is gone. */
function isMendedLater(routine: Routine, gone: Gone, context: RuleContext): boolean {
  const key = nameKey(routine.name);
  const mends = (change: SchemaChange): boolean => {
    if (change.kind !== "drop-function" && change.kind !== "create-function") return false;
    if (nameKey(change.function) !== key) return false;
    const { argumentTypes } = change;
    if (argumentTypes !== null && !sameArguments(argumentTypes, routine.argumentTypes))
      return false;
    if (change.kind === "drop-function") return true;
    const uses = change.body === undefined ? [] : (context.usesOf?.(change.body) ?? []);
    const tables = tablesCalling(context.catalog, routine, gone);
    return !uses.some((use) => isOf(use, gone, context.catalog, tables));
  };
  return followedBy(context, mends) !== null;
}

/** The routine with its arguments, its file and the line of the use. */
function placeOf({ routine, use }: User): string {
  const { name, argumentTypes, place } = routine;
  const path = place === null ? "" : ` (${place.path}:${use.line})`;
  return `${routine.routine} ${quote(`${displayName(name)}(${argumentTypes.join(", ")})`)}${path}`;
}
