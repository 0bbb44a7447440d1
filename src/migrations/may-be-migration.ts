import type { Configuration } from "../model/configuration.ts";

/** Files beside the SQL that change what a migration tool runs, or how. */
const toolFiles = new Set([
  "_journal.json",
  "atlas.sum",
  "sqitch.plan",
  "metadata.toml",
  "migration_lock.toml",
]);

/**
 * Whether a changed path could matter to any migration, from its name alone: a cheap test that is right when it says
 * no, so that most pull requests are done without reading a tree.
 */
export function mayBeMigration(path: string, configuration: Configuration): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/\.sql(?:\.conf)?$/i.test(name) || toolFiles.has(name)) return true;
  // A submodule or symbolic link in the place of a whole folder shows as a single path without an ending.
  if (/^(?:migrations?|migrate|drizzle|deploy|committed)$/i.test(name)) return true;
  return configuration.folders.some(
    ({ path: folder }) => folder === "" || path === folder || path.startsWith(`${folder}/`),
  );
}
