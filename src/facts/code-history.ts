import type { FolderHistory } from "../evaluate.ts";
import { codeToolOf } from "../migrations/code-tools.ts";
import { diffMigrations } from "../migrations/diff-migrations.ts";
import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import type { Configuration } from "../model/configuration.ts";
import type { MigrationFolder } from "../model/migration.ts";
import type { Tree } from "../model/tree.ts";

const folder: MigrationFolder = {
  path: "",
  layout: "code",
  dialect: null,
  databaseVersion: 0,
  foundBy: "file names",
};

/**
 * The migrations that are no SQL (Rails, Django, TypeScript …) and differ between two commits. They are not read, so
 * nothing of them passes; null where none differs, or the configuration names the folders that count. `claimed` are
 * files that a folder with SQL runs beside it.
 */
export function codeHistory(
  base: Tree,
  head: Tree,
  configuration: Configuration,
  claimed: ReadonlySet<string>,
): FolderHistory | null {
  if (configuration.folders.length > 0) return null;
  const isIgnored = readIgnoredPaths(configuration.ignore);
  const read = ({ entries }: Tree): FolderHistory["base"] => {
    const own = entries.filter(
      ({ path, type }) =>
        type === "file" && codeToolOf(path) !== null && !claimed.has(path) && !isIgnored(path),
    );
    return readMigrations(folder, own, new Map());
  };
  const migrations = read(base);
  const changes = diffMigrations(migrations, read(head));
  return changes.length === 0 ? null : { folder, base: migrations, changes };
}
