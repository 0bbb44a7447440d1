import { nameKey } from "../catalog/catalog.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { findColumn } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { RuleContext } from "./rule.ts";

/** How soon after the change under judgement something follows: within its transaction, or later in the release. */
export type Follows = "in-transaction" | "later" | null;

/** Changes of the release that run before this one. */
export function earlierChanges(context: RuleContext): readonly SchemaChange[] {
  return context.release.slice(0, context.position).map((entry) => entry.change);
}

/** Changes that run before this one, in the same transaction. */
export function earlierInTransaction(context: RuleContext): readonly SchemaChange[] {
  const transaction = context.release[context.position]?.transaction;
  // A transaction's changes follow one another, so its beginning is not far.
  let first = context.position;
  while (first > 0 && context.release[first - 1]?.transaction === transaction) first -= 1;
  return context.release.slice(first, context.position).map((entry) => entry.change);
}

/** Whether the transaction that a change runs in has made a type itself. */
export function isMadeInTransaction(type: QualifiedName, context: RuleContext): boolean {
  const key = nameKey(type);
  return earlierInTransaction(context).some(
    (change) => change.kind === "create-type" && nameKey(change.type) === key,
  );
}

/** Changes that surely run after this one, in the same transaction. */
export function laterInTransaction(context: RuleContext): readonly SchemaChange[] {
  const transaction = context.release[context.position]?.transaction;
  const behind = context.release.slice(context.position + 1);
  const end = behind.findIndex((entry) => entry.transaction !== transaction);
  return (end === -1 ? behind : behind.slice(0, end))
    .filter((entry) => entry.certainty !== "maybe")
    .map((entry) => entry.change);
}

/** What a search in the rest of the release has found. */
export interface FoundLater<Found> {
  readonly found: Found;
  readonly follows: Exclude<Follows, null>;
  /** Its place in the release. */
  readonly position: number;
}

/** What makes again what goes, where the release leaves it there in the end. */
export function findAgain<Found>(
  context: RuleContext,
  pick: (change: SchemaChange) => Found | null,
  isThere: (catalog: Catalog) => boolean,
): FoundLater<Found> | null {
  const isLeft = context.finalCatalog === undefined || isThere(context.finalCatalog);
  return isLeft ? findLater(context, pick) : null;
}

/** How soon what goes is made again, where the release leaves it there in the end. */
export function madeAgain(
  context: RuleContext,
  makes: (change: SchemaChange) => boolean,
  isThere: (catalog: Catalog) => boolean,
): Follows {
  return findAgain(context, (change) => (makes(change) ? true : null), isThere)?.follows ?? null;
}

/** The first later change that surely runs and that `pick` turns into a value, with how soon it follows. */
export function findLater<Found>(
  context: RuleContext,
  pick: (change: SchemaChange) => Found | null,
): FoundLater<Found> | null {
  const transaction = context.release[context.position]?.transaction;
  for (let position = context.position + 1; position < context.release.length; position += 1) {
    const entry = context.release[position];
    const found = entry === undefined ? null : pick(entry.change);
    if (entry === undefined || entry.certainty === "maybe" || found === null) continue;
    const follows = entry.transaction === transaction ? "in-transaction" : "later";
    return { found, follows, position };
  }
  return null;
}

/** How soon a change that passes the test follows. */
export function followedBy(context: RuleContext, test: (change: SchemaChange) => boolean): Follows {
  return findLater(context, (change) => (test(change) ? true : null))?.follows ?? null;
}

/** Whether the release drops the table, or one of these columns, later: then that drop tells the harm. */
export function goesLater(
  context: RuleContext,
  table: QualifiedName,
  columns: readonly string[],
): boolean {
  const key = nameKey(table);
  const drops = (change: SchemaChange): boolean => {
    if (change.kind === "drop-table") return nameKey(change.table) === key;
    return (
      change.kind === "drop-column" &&
      nameKey(change.table) === key &&
      columns.includes(change.column)
    );
  };
  return followedBy(context, drops) !== null;
}

/**
 * Whether the release has dropped the table, or the column of it, for sure and has made none in its place: then that drop
 * has told the harm.
 */
export function wentEarlier(
  { catalog, release, position }: RuleContext,
  table: QualifiedName,
  column: string,
): boolean {
  const key = nameKey(table);
  if (findColumn(catalog, table, column) !== null) return false;
  return release.slice(0, position).some(({ change, certainty }) => {
    if (certainty === "maybe") return false;
    if (change.kind !== "drop-table" && change.kind !== "drop-column") return false;
    const isWhole = change.kind === "drop-table" || change.column === column;
    return isWhole && nameKey(change.table) === key;
  });
}
