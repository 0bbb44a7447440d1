import type { Catalog } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { viewsReading } from "../catalog/entries.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { foreignKeysTo } from "./dependants.ts";
import { followedBy } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { columnOf, named } from "./wording.ts";

/**
 * Views and foreign keys of other tables that stay with a table when another takes its name, as phrases. (MySQL and
 * SQLite keep the text of a view, so there it reads the new one.) Those that the release drops or makes anew are left
 * out.
 */
export function leftBehind(context: RuleContext, table: QualifiedName): readonly string[] {
  const { catalog, dialect } = context;
  const views = dialect === "postgresql" ? viewsReading(catalog, table) : [];
  return [
    ...views
      .filter((view) => !isReplacedLater(context, view.name))
      .map((view) => `view ${named(view.name)}`),
    ...foreignKeysTo(catalog, table)
      .filter((key) => !isReplacedLater(context, key.table.name, key.constraint.name))
      .map((key) => `foreign key ${columnOf(key.table.name, key.constraint.name)}`),
  ];
}

/** Whether the release takes away a relation, or a constraint of it, so that what comes after speaks for itself. */
function isReplacedLater(
  context: RuleContext,
  relation: QualifiedName,
  constraint: string | null = null,
): boolean {
  const key = nameKey(relation);
  const takesAway = (change: SchemaChange): boolean => {
    switch (change.kind) {
      case "drop-view":
      case "create-view":
        return nameKey(change.view) === key;
      case "drop-table":
      case "rename-table":
        return nameKey(change.table) === key;
      case "drop-constraint":
        return nameKey(change.table) === key && change.name === constraint;
      default:
        return false;
    }
  };
  return followedBy(context, takesAway) !== null;
}

/** What is left when a table is dropped, as phrases. */
export interface Dependants {
  readonly views: readonly string[];
  readonly foreignKeys: readonly string[];
}

/** Views and foreign keys of other tables that depend on a table; `counts` tells which of those tables count. */
export function dependantsOf(
  catalog: Catalog,
  table: QualifiedName,
  counts: (referencing: QualifiedName) => boolean,
): Dependants {
  return {
    views: viewsReading(catalog, table).map((view) => `view ${named(view.name)}`),
    foreignKeys: foreignKeysTo(catalog, table)
      .filter((key) => counts(key.table.name))
      .map((key) => `foreign key ${columnOf(key.table.name, key.constraint.name)}`),
  };
}
