import type { FolderHistory } from "../evaluate.ts";
import { textOfBlob } from "../migrations/blob-problem.ts";
import { codeToolOf } from "../migrations/code-tools.ts";
import { diffMigrations } from "../migrations/diff-migrations.ts";
import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import type { Configuration } from "../model/configuration.ts";
import type { MigrationFolder } from "../model/migration.ts";
import type { Source } from "../model/source.ts";
import type { Tree } from "../model/tree.ts";
import { textsOf } from "./texts-of.ts";

const folder: MigrationFolder = {
  path: "",
  layout: "code",
  dialect: null,
  databaseVersion: 0,
  foundBy: "file names",
};

/**
 * The migrations that are no SQL (Rails, Django, TypeScript …) and differ between two commits. Their statements are not
 * read, so nothing of them passes; null where none differs, or the configuration names the folders that count. `claimed` are
 * files that a folder with SQL runs beside it.
 */
export async function codeHistory(
  source: Source,
  { base, head }: { readonly base: Tree; readonly head: Tree },
  configuration: Configuration,
  claimed: ReadonlySet<string>,
): Promise<FolderHistory | null> {
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
  if (changes.length === 0) return null;
  return { folder, base: migrations, changes: await withTexts(source, changes, head) };
}

/** More than this is no pull request that people read line by line. */
const mostTexts = 50;

/** The code of what was added or edited, for what its author says in it to other tools. */
async function withTexts(
  source: Source,
  changes: FolderHistory["changes"],
  head: Tree,
): Promise<FolderHistory["changes"]> {
  const wanted = new Set(
    changes.flatMap(({ migration }) => (migration === null ? [] : [migration.path])),
  );
  const entries = head.entries.filter(({ path }) => wanted.has(path) && path.endsWith(".rb"));
  if (entries.length === 0 || entries.length > mostTexts) return changes;
  const texts = textsOf({ entries }, await source.readBlobs(entries));
  return changes.map((change) => {
    const { migration } = change;
    const text = migration === null ? "" : textOfBlob(texts.get(migration.path));
    if (migration === null || text === "") return change;
    const sections = migration.sections.map((section) => ({ ...section, text }));
    return { ...change, migration: { ...migration, sections } };
  });
}
