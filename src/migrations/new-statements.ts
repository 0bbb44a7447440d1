/** How a statement of the head came to be there. */
export type StatementOrigin =
  /** Runs for the first time. */
  | "new"
  /** Stood in the same migration on the base branch. */
  | "kept"
  /** Stood in another migration on the base branch, which is gone or no longer holds it: history was rewritten. */
  | "moved";

/** One migration's statements before and after, as texts without comments and blanks; none where it was added or deleted. */
export interface StatementVersions {
  readonly base: readonly string[];
  readonly head: readonly string[];
  /** Whether the tool runs the whole file again when its text changes. */
  readonly repeatable: boolean;
}

/**
 * Tells for every head statement of all changed migrations whether it is new, kept or moved. Answers one list per
 * migration, in the order of its head statements.
 */
export function statementOrigins(
  migrations: readonly StatementVersions[],
): readonly (readonly StatementOrigin[])[] {
  const removed = new Map<string, number>();
  const kept = migrations.map(({ base, head }) => {
    const remaining = countTexts(base);
    const found = head.map((text) => take(remaining, text));
    for (const [text, count] of remaining) removed.set(text, (removed.get(text) ?? 0) + count);
    return found;
  });
  return migrations.map(({ head, repeatable }, position) =>
    head.map((text, place): StatementOrigin => {
      if (kept[position]?.[place] === true) return repeatable ? "new" : "kept";
      return take(removed, text) ? "moved" : "new";
    }),
  );
}

/** Whether two versions hold the same statements in the same order. */
export function sameTexts(base: readonly string[], head: readonly string[]): boolean {
  return base.length === head.length && base.every((text, place) => text === head[place]);
}

function countTexts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, text: string): boolean {
  const count = counts.get(text) ?? 0;
  if (count === 0) return false;
  counts.set(text, count - 1);
  return true;
}
