import type { Statement } from "../model/statement.ts";

/** How a statement of the head came to be there. */
export type StatementOrigin =
  /** Runs for the first time. */
  | "new"
  /** Stood in the same migration on the base branch. */
  | "kept"
  /** Stood in another migration on the base branch, which is gone or no longer holds it: history was rewritten. */
  | "moved";

/** One migration's statements before and after; an empty list where it was added or deleted. */
export interface StatementVersions {
  readonly base: readonly Statement[];
  readonly head: readonly Statement[];
  /** Whether the tool runs the whole file again when its text changes. */
  readonly repeatable: boolean;
}

/**
 * Tells for every head statement of all changed migrations whether it is new, kept or moved, by its text without
 * comments and blanks (`normalize`). Answers one list per migration, in the order of its head statements.
 */
export function statementOrigins(
  migrations: readonly StatementVersions[],
  normalize: (sql: string) => string,
): readonly (readonly StatementOrigin[])[] {
  // Most releases only add files: then there is nothing to compare with.
  if (migrations.every(({ base }) => base.length === 0)) {
    return migrations.map(({ head }) => head.map(() => "new"));
  }
  const removed = new Map<string, number>();
  const unmatched = migrations.map((migration) => {
    const remaining = countTexts(migration.base.map((statement) => normalize(statement.sql)));
    const kept = migration.head.map((statement) => take(remaining, normalize(statement.sql)));
    for (const [text, count] of remaining) removed.set(text, (removed.get(text) ?? 0) + count);
    return kept;
  });
  return migrations.map((migration, position) => {
    const changed = !sameTexts(migration, normalize);
    return migration.head.map((statement, place): StatementOrigin => {
      if (unmatched[position]?.[place] === true) {
        return migration.repeatable && changed ? "new" : "kept";
      }
      return take(removed, normalize(statement.sql)) ? "moved" : "new";
    });
  });
}

/** Whether two versions hold the same statements in the same order: then only comments or blanks differ. */
export function sameTexts(
  migration: StatementVersions,
  normalize: (sql: string) => string,
): boolean {
  return (
    migration.base.length === migration.head.length &&
    migration.base.every((statement, place) => {
      const other = migration.head[place];
      return other !== undefined && normalize(statement.sql) === normalize(other.sql);
    })
  );
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
