import { applyChange } from "../catalog/apply.ts";
import type { UserType } from "../catalog/catalog.ts";
import { emptyCatalog, nameKey } from "../catalog/catalog.ts";
import type { DropType, RenameType, SchemaChange } from "../model/schema-change.ts";
import { findLater } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { unknownValue } from "./server-errors.ts";
import { listOf, named, quote } from "./wording.ts";

const ofTypes: ReadonlySet<SchemaChange["kind"]> = new Set<SchemaChange["kind"]>([
  "create-type",
  "rename-type",
  "drop-type",
  "add-enum-value",
  "rename-enum-value",
]);

/**
 * The values that are gone when an enum takes the name of one that goes, in the same transaction; null where none does,
 * or where the two cannot be compared.
 */
export function valuesLost(
  change: DropType | RenameType,
  context: RuleContext,
): readonly string[] | null {
  const before = context.catalog.types.get(nameKey(change.type))?.definition;
  const after = typeThen(change, context)?.definition;
  if (before?.kind !== "enum" || after?.kind !== "enum") return null;
  return before.values.filter((value) => !after.values.includes(value));
}

/** What becomes of code and rows with values that the new enum has not. */
export function harmOfLostValues(
  change: DropType | RenameType,
  lost: readonly string[],
): { readonly message: string; readonly safeWay: string } {
  return {
    message: `The new ${named(change.type)} has no value ${listOf(lost.map(quote))}: code that is still running and writes it fails with ${unknownValue(change.type, lost[0] ?? "")}, and rows that hold it cannot be moved.`,
    safeWay:
      "First ship code that no longer writes the value and update the rows; then swap the type in a later pull request, or leave the value unused.",
  };
}

/** The type under the old name once another has taken it. */
function typeThen(change: DropType | RenameType, context: RuleContext): UserType | null {
  const { name, schema } = change.type;
  const key = nameKey(change.type);
  const taker = findLater(context, (later) => {
    if (later.kind === "create-type") return nameKey(later.type) === key ? later : null;
    if (later.kind !== "rename-type" || later.to !== name) return null;
    return later.type.schema === schema ? later : null;
  });
  if (taker?.follows !== "in-transaction") return null;
  const catalog = {
    ...emptyCatalog(context.dialect),
    types: new Map(context.catalog.types),
  };
  for (const { change: next } of context.release.slice(context.position, taker.position + 1))
    if (ofTypes.has(next.kind)) applyChange(catalog, next);
  return catalog.types.get(key) ?? null;
}
