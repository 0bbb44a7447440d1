import type { Migration } from "../model/migration.ts";

/**
 * The text of a migration that runs on the way up; null where it could not be had: a migration in a programming
 * language, a link, a file that is missing or no text.
 */
export function textOfMigration(migration: Migration): string | null {
  const text = migration.sections.map((section) => section.text).join("\n");
  return migration.problems.length > 0 && text.trim() === "" ? null : text;
}
