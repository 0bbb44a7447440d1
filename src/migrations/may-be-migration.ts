import type { Configuration } from "../model/configuration.ts";
import { codeToolOf } from "./code-tools.ts";
import { directoryOf, nameOf } from "./file-paths.ts";
import { isNumberedModule, liesInMigrationDirectory } from "./migration-names.ts";

/** Files beside the SQL that change what a migration tool runs, or how; `.gitmodules` comes with every submodule. */
const toolFiles = new Set([
  ".gitmodules",
  "_journal.json",
  "atlas.sum",
  "sqitch.plan",
  "metadata.toml",
  "migration_lock.toml",
]);

/** What has no ending, is in nearly every repository, and is a file. */
const usualFiles = new Set([
  "AUTHORS",
  "Brewfile",
  "CHANGELOG",
  "CODEOWNERS",
  "CONTRIBUTORS",
  "COPYING",
  "Containerfile",
  "Dockerfile",
  "Earthfile",
  "Gemfile",
  "Jenkinsfile",
  "Justfile",
  "LICENSE",
  "Makefile",
  "NOTICE",
  "OWNERS",
  "Pipfile",
  "Podfile",
  "Procfile",
  "README",
  "Rakefile",
  "Tiltfile",
  "VERSION",
  "Vagrantfile",
  "gradlew",
  "justfile",
  "mvnw",
]);

/**
 * Whether a changed path could matter to any migration, from its name alone: a cheap test that is right when it says
 * no, so that most pull requests are done without reading a tree.
 */
export function mayBeMigration(
  path: string,
  configuration: Pick<Configuration, "folders">,
): boolean {
  const name = nameOf(path);
  if (/\.sql(?:\.conf)?$/i.test(name) || toolFiles.has(name)) return true;
  if (codeToolOf(path) !== null || isNumberedModule(path)) return true;
  if (/^(?:\d.*\.)?(?:up|down)\.yaml$/i.test(name)) return true;
  // A submodule or symbolic link in the place of a migration or a whole folder shows as one path, often without an ending.
  const isUsual = usualFiles.has(name) && !liesInMigrationDirectory(directoryOf(path));
  if (!/\.[a-z]\w*$/i.test(name) && !isUsual) return true;
  return configuration.folders.some(
    ({ path: folder }) => folder === "" || path === folder || path.startsWith(`${folder}/`),
  );
}
