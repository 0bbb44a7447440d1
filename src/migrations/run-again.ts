import type { Migration, MigrationChange } from "../model/migration.ts";
import { pathBelow } from "./file-paths.ts";
import { isRelisted } from "./relisted.ts";
import { layouts } from "./layouts/index.ts";

/**
 * Whether the tool takes a migration for one that it has not run yet: its version is another one now, its name, or its
 * time, for tools that go by those. A folder that moved whole is the same history in another place; where some of it
 * stayed behind, what left it runs in a history of its own. `base` are all migrations of the base branch.
 */
export function isRunAgain(
  change: MigrationChange,
  changes: readonly MigrationChange[],
  base: readonly Migration[],
): boolean {
  const { status, migration, previous } = change;
  if (migration === null || previous === null) return false;
  if (isRelisted(migration, previous, base)) return true;
  if (status !== "renamed") return false;
  if (migration.folder.path !== previous.folder.path && hasStayed(changes, base)) return true;
  return identityOf(migration) !== identityOf(previous);
}

/** What the tool tells a migration by. */
function identityOf(migration: Migration): string {
  const { identity, changeOf } = layouts[migration.folder.layout];
  if (changeOf !== undefined) return changeOf(migration.version);
  if (identity === "version") return migration.version;
  return pathBelow(migration.folder.path, migration.path) ?? migration.path;
}

/** Whether any migration of the base branch is still in its folder. */
function hasStayed(changes: readonly MigrationChange[], base: readonly Migration[]): boolean {
  const isMoved = ({ migration, previous }: MigrationChange): boolean =>
    migration === null || migration.folder.path !== previous?.folder.path;
  const gone = new Set(changes.filter(isMoved).map(({ previous }) => previous));
  return base.some((migration) => !gone.has(migration));
}
