import type { View } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { CreateView } from "../model/schema-change.ts";
import { findLater } from "./release.ts";
import type { Follows } from "./release.ts";
import type { RuleContext } from "./rule.ts";

/** A view that the release makes later under the name. */
export function recreatedView(
  context: RuleContext,
  name: QualifiedName,
): { readonly found: CreateView; readonly follows: Exclude<Follows, null> } | null {
  return findLater(context, (change) =>
    change.kind === "create-view" && nameKey(change.view) === nameKey(name) ? change : null,
  );
}

/** Columns that the old view has and the new one lacks; null where they cannot be compared. */
export function columnsLost(old: View | undefined, next: CreateView): readonly string[] | null {
  if (old === undefined) return null;
  if (old.query.sql === next.query.sql) return [];
  const columns = next.columns;
  if (old.columns === null || columns === null) return null;
  return old.columns.filter((column) => !columns.includes(column));
}
