import { nameKey } from "../catalog/catalog.ts";
import type { AlterDomain } from "../model/schema-change.ts";
import { columnsOfType } from "./dependants.ts";
import { historyIsWhole, isLiveTable } from "./live.ts";
import type { RuleContext } from "./rule.ts";
import { columnOf, listOf, named } from "./wording.ts";

/**
 * The columns of live tables that a change of a domain reaches, in words; null where there are none, or where this
 * release made the domain.
 */
export function columnsOfDomain(change: AlterDomain, context: RuleContext): string | null {
  const { catalog } = context;
  if (catalog.types.get(nameKey(change.type))?.origin === "change") return null;
  const columns = columnsOfType(catalog, change.type)
    .filter(({ table }) => isLiveTable(context, table.name))
    .map(({ table, column }) => columnOf(table.name, column));
  if (columns.length > 0) return listOf(columns);
  const isKnown = catalog.types.has(nameKey(change.type)) && historyIsWhole(context, "public");
  return isKnown ? null : `a column of domain ${named(change.type)}`;
}
