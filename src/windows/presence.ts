import type { Catalog } from "../catalog/catalog.ts";
import { findTable, findView, isComplete } from "../catalog/lookup.ts";
import { objectName } from "../catalog/object-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { Shape } from "../model/window.ts";
import { shapeName } from "./shape.ts";

/** `unknown` where a part of the history that could not be read may have made or taken it. */
export type Presence = "there" | "gone" | "unknown";

/** The schema that a history leaves, and what led to it. */
export interface ReadSchema {
  readonly catalog: Catalog;
  /** By migration. */
  readonly changes: ReadonlyMap<unknown, readonly { readonly change: SchemaChange }[]>;
}

/** Whether a schema has a shape. */
export function presenceOf({ catalog, changes }: ReadSchema, shape: Shape): Presence {
  const { schema, relation, column } = shape;
  const name = { schema, name: relation };
  const table = findTable(catalog, name);
  if (table === null) {
    if (findView(catalog, name) !== null && column === null) return "there";
    const whole = shapeName({ schema, relation, column: null });
    return isComplete(catalog) || takesAway(changes, whole) ? "gone" : "unknown";
  }
  if (column === null || table.columns.has(column)) return "there";
  return table.columnsComplete ? "gone" : "unknown";
}

/** Whether a history drops a table or view, or gives it another name. */
function takesAway(changes: ReadSchema["changes"], object: string): boolean {
  const kinds = new Set(["drop-table", "rename-table", "drop-view", "rename-view"]);
  for (const made of changes.values())
    if (made.some(({ change }) => kinds.has(change.kind) && objectName(change) === object))
      return true;
  return false;
}

/**
 * The shape that people mean by a name: `users.full_name` for `public.users.full_name`. Of several the one of which the
 * least is left out; null where there is none, or where two are meant alike.
 */
export function shapeNamed(name: string, shapes: Iterable<Shape>): Shape | null {
  const wanted = name.toLowerCase();
  let best: readonly Shape[] = [];
  let least = Infinity;
  for (const shape of shapes) {
    const whole = shapeName(shape).toLowerCase();
    if (whole !== wanted && !whole.endsWith(`.${wanted}`)) continue;
    const left = whole.slice(0, whole.length - wanted.length).split(".").length;
    if (left > least) continue;
    best = left === least ? [...best, shape] : [shape];
    least = left;
  }
  return best.length === 1 ? (best[0] ?? null) : null;
}

/** Every table, view and column of a schema. */
export function* shapesIn(catalog: Catalog): Iterable<Shape> {
  for (const { name, columns } of catalog.tables.values()) {
    const own = { schema: name.schema, relation: name.name };
    yield { ...own, column: null };
    for (const column of columns.keys()) yield { ...own, column };
  }
  for (const { name } of catalog.views.values())
    yield { schema: name.schema, relation: name.name, column: null };
}
