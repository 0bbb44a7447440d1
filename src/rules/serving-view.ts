import type { QualifiedName } from "../model/qualified-name.ts";
import type { CreateView } from "../model/schema-change.ts";
import { nameKey } from "../catalog/catalog.ts";

/** Words by which a query leaves rows out, or reads more than one relation. */
const narrowing =
  /\b(?:distinct|except|fetch|group|having|intersect|join|limit|offset|tablesample|union|where|with)\b/i;

/**
 * Whether a view under the old name serves running code like the relation that was renamed: it shows every row of that
 * and every column, which must be known unless it selects `*`.
 */
export function serves(
  view: CreateView,
  renamed: QualifiedName,
  columns: readonly string[] | null,
): boolean {
  const { reads, query, materialized, temporary } = view;
  const [only, ...others] = reads;
  if (materialized || temporary || only === undefined || others.length > 0) return false;
  if (nameKey(only) !== nameKey(renamed)) return false;
  const words = query.sql.replaceAll(/"[^"]*"|`[^`]*`|'[^']*'/g, "");
  if (narrowing.test(words)) return false;
  if (/^\s*select\s+(?:\w+\s*\.\s*)?\*\s+from\b/i.test(words)) return true;
  const shown = view.columns ?? [];
  return (
    columns !== null &&
    columns.every((column) => shown.includes(column) && query.columns.includes(column))
  );
}
