import type { CodeBeside } from "../gate/code-beside.ts";
import type { Addition } from "../gate/facts.ts";
import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import type { Configuration } from "../model/configuration.ts";
import type { MigrationsRun } from "../model/migrations-run.ts";
import type { Reference } from "../model/reference.ts";
import type { Source } from "../model/source.ts";
import { SourceError } from "../model/source-error.ts";
import type { BlobText, TreeEntry } from "../model/tree.ts";
import { findReferences } from "../references/find-references.ts";
import { addedSubject, type Subject } from "../references/subject.ts";
import { isSearched, migrationPaths } from "./search-references.ts";

/** More changed files than that are no pull request that a person wrote. */
const mostFiles = 1_000;

/**
 * Looks for what a pull request adds to the schema in the code that it changes, where its migrations do not run before
 * that code. Only lines that it brings count: the same line elsewhere before is none.
 */
export async function readCodeBeside(
  source: Source,
  { mergeBase, head }: { readonly mergeBase: string; readonly head: string },
  configuration: Configuration,
  additions: readonly Addition[],
): Promise<readonly CodeBeside[]> {
  const late = additions.flatMap((addition) => {
    const run = runOf(addition.folder, configuration);
    const subject = addedSubject(addition.judged.change, addition.catalog);
    return run === "before-deploy" || subject === null ? [] : [{ addition, run, subject }];
  });
  if (late.length === 0) return [];
  const subjects = late.map(({ subject }) => subject);
  const found = await readNewUses(source, mergeBase, head, configuration, subjects);
  return late.map(({ addition, run, subject }) => ({
    addition,
    run,
    uses:
      found.state === "unknown"
        ? found
        : { state: "searched", references: found.uses.get(subject) ?? [] },
  }));
}

/** What the configuration says of a folder, or of all. A folder for what follows the new code runs after it. */
function runOf(path: string, { folders, migrationsRun }: Configuration): MigrationsRun {
  const own = folders.find((folder) => folder.path === path);
  if (own?.run !== undefined) return own.run;
  if (own?.phase === "migrate" || own?.phase === "contract") return "after-deploy";
  return own?.phase === "expand" ? "before-deploy" : migrationsRun;
}

type NewUses =
  | { readonly state: "searched"; readonly uses: ReadonlyMap<Subject, readonly Reference[]> }
  | { readonly state: "unknown"; readonly reason: string };

async function readNewUses(
  source: Source,
  mergeBase: string,
  head: string,
  configuration: Configuration,
  subjects: readonly Subject[],
): Promise<NewUses> {
  const isIgnored = readIgnoredPaths(configuration.references.ignore, "references.ignore");
  const [before, after] = await Promise.all([source.readTree(mergeBase), source.readTree(head)]);
  const migrations = migrationPaths(after, configuration);
  const known = new Set(before.entries.map(({ sha }) => sha));
  const changed = after.entries.filter(
    (entry) =>
      isSearched(entry) &&
      !known.has(entry.sha) &&
      !migrations.has(entry.path) &&
      !isIgnored(entry.path),
  );
  if (changed.length > mostFiles)
    return {
      state: "unknown",
      reason: `it changes ${changed.length} files; at most ${mostFiles} are searched. Ship the migration in a pull request of its own.`,
    };
  const paths = new Set(changed.map(({ path }) => path));
  const old = before.entries.filter((entry) => isSearched(entry) && paths.has(entry.path));
  try {
    const blobs = await source.readBlobs([...changed, ...old]);
    const there = usesIn(mergeBase, old, blobs, subjects);
    const uses = usesIn(head, changed, blobs, subjects);
    const withoutOld = [...uses].map(([subject, references]) => {
      const lines = new Set(there.get(subject)?.map(({ path, excerpt }) => `${path}\n${excerpt}`));
      return [
        subject,
        references.filter(({ path, excerpt }) => !lines.has(`${path}\n${excerpt}`)),
      ] as const;
    });
    return { state: "searched", uses: new Map(withoutOld) };
  } catch (error) {
    if (error instanceof SourceError) return { state: "unknown", reason: error.message };
    throw error;
  }
}

function usesIn(
  commit: string,
  entries: readonly TreeEntry[],
  blobs: ReadonlyMap<string, BlobText>,
  subjects: readonly Subject[],
): ReadonlyMap<Subject, readonly Reference[]> {
  const uses = new Map<Subject, Reference[]>(subjects.map((subject) => [subject, []]));
  for (const { path, sha } of entries) {
    const blob = blobs.get(sha);
    if (blob?.state !== "text" && blob?.state !== "invalid-utf8") continue;
    for (const [subject, found] of findReferences({ commit, path }, blob.text, subjects))
      uses.get(subject)?.push(...found);
  }
  return uses;
}
