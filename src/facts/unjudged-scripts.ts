import { textOfBlob } from "../migrations/blob-problem.ts";
import { findCandidates } from "../migrations/find-folders.ts";
import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import { maskSql } from "../migrations/mask-sql.ts";
import { isDumpOrSeed, isSqlFile, liesInForeignDirectory } from "../migrations/migration-names.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Notice } from "../model/notice.ts";
import type { Source } from "../model/source.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";

/** So many are looked into; of more all are told. */
const mostRead = 50;
/** A larger one is a dump. In bytes. */
const largestScript = 1_000_000;
const mostNamed = 3;

/**
 * Tells of SQL files that differ between two commits, take something away or alter it, and lie in no folder of
 * migrations: a tool may run them that is not known here. Queries and what only creates are left alone, and so is a
 * repository whose configuration names the folders that count.
 */
export async function tellUnjudgedScripts(
  source: Source,
  base: string,
  head: string,
  configuration: Configuration,
): Promise<readonly Notice[]> {
  if (configuration.folders.length > 0) return [];
  const [baseTree, headTree] = await Promise.all([source.readTree(base), source.readTree(head)]);
  const scripts = strayScripts(baseTree, headTree, configuration);
  if (scripts.length === 0) return [];
  const blobs = scripts.length > mostRead ? null : await source.readBlobs(scripts);
  const altering = scripts.filter(
    ({ sha }) => blobs === null || altersSchema(textOfBlob(blobs.get(sha))),
  );
  if (altering.length === 0) return [];
  const names = altering.slice(0, mostNamed).map(({ path }) => `\`${path}\``);
  const more = altering.length - names.length;
  const [does, runs] =
    altering.length > 1
      ? [blobs === null ? "lie" : "alter or drop something and lie", "they run, name their folders"]
      : ["alters or drops something and lies", "it runs, name its folder"];
  return [
    {
      code: "unjudged-script",
      message: `Not judged: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""} ${does} in no folder that is known to hold migrations. If ${runs} under \`migrations\` in \`.github/expand-contract.yml\` on the base branch; if not, list the path under \`ignore\`.`,
      paste: null,
    },
  ];
}

/** The SQL files that were added or edited outside of every folder of migrations. */
function strayScripts(base: Tree, head: Tree, configuration: Configuration): readonly TreeEntry[] {
  const isIgnored = readIgnoredPaths(configuration.ignore);
  const before = new Map(base.entries.map(({ path, sha }) => [path, sha]));
  const touched = head.entries.filter(
    ({ path, sha, type, size }) =>
      type === "file" &&
      isSqlFile(path) &&
      before.get(path) !== sha &&
      (size ?? 0) <= largestScript &&
      !liesInForeignDirectory(path) &&
      !isDumpOrSeed(path) &&
      !isIgnored(path),
  );
  if (touched.length === 0) return [];
  const known = findCandidates(base, configuration);
  const held = new Set(
    [...known, ...findCandidates(head, configuration, known)].flatMap(({ entries }) =>
      entries.map(({ path }) => path),
    ),
  );
  return touched.filter(({ path }) => !held.has(path));
}

function altersSchema(text: string): boolean {
  return /(?:^|;)[ \t\r\n]*(?:ALTER|DROP|TRUNCATE)[ \t\r\n]/im.test(maskSql(text));
}
