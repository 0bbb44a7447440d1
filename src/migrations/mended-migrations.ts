import type { Migration, MigrationChange } from "../model/migration.ts";

/**
 * Migrations whose text is as it was, but which their tool takes now and did not before: a list names them, or what stood
 * in their way is gone. Nothing of them has run.
 */
export function findMended(
  base: readonly Migration[],
  head: readonly Migration[],
  changes: readonly MigrationChange[],
): readonly MigrationChange[] {
  const hindered = new Map(
    base.filter(({ problems }) => problems.length > 0).map((one) => [one.path, one]),
  );
  const changed = new Set(changes.map(({ migration }) => migration));
  return head.flatMap((migration): readonly MigrationChange[] => {
    const previous = hindered.get(migration.path);
    if (previous === undefined || changed.has(migration)) return [];
    const change: MigrationChange = { status: "edited", migration, previous, sortsBefore: null };
    return isMended(change) ? [change] : [];
  });
}

/** Whether fewer things hinder a migration from running than before. */
export function isMended({ migration, previous }: MigrationChange): boolean {
  return (
    migration !== null && previous !== null && migration.problems.length < previous.problems.length
  );
}
