import type { Migration } from "../model/migration.ts";

/**
 * Whether a tool that goes by the time in its list alone takes a migration for a new one: its time was raised behind
 * the newest of the base branch.
 */
export function isRelisted(
  migration: Migration,
  previous: Migration,
  base: readonly Migration[],
): boolean {
  const { listedAt } = migration;
  if (listedAt === undefined || listedAt === previous.listedAt) return false;
  return base.every((other) => (other.listedAt ?? Number.NEGATIVE_INFINITY) < listedAt);
}
