import { nameKey } from "../catalog/catalog.ts";
import type { AlterDomain } from "../model/schema-change.ts";
import { columnsOfType } from "./dependants.ts";
import { historyIsWhole, isLiveTable } from "./live.ts";
import type { RuleContext } from "./rule.ts";
import { columnOf, listOf, named } from "./wording.ts";

/** The columns of live tables that a change of a domain reaches, in words; null where there are none. */
export function columnsOfDomain(change: AlterDomain, context: RuleContext): string | null {
  const { catalog } = context;
  const columns = columnsOfType(catalog, change.type)
    .filter(({ table }) => isLiveTable(context, table.name))
    .map(({ table, column }) => columnOf(table.name, column));
  if (columns.length > 0) return listOf(columns);
  const known = catalog.types.get(nameKey(change.type));
  const isAlone = known !== undefined && historyIsWhole(context, "public");
  return isAlone || known?.origin === "change" ? null : `a column of domain ${named(change.type)}`;
}
