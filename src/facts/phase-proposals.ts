import { directoryOf } from "../migrations/file-paths.ts";
import { findCandidates } from "../migrations/find-folders.ts";
import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import { isSqlFile, liesInForeignDirectory } from "../migrations/migration-names.ts";
import { phaseOfName } from "../migrations/phase-folders.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Notice } from "../model/notice.ts";
import type { Phase } from "../model/phase.ts";
import type { Source } from "../model/source.ts";
import type { Tree } from "../model/tree.ts";

/** More folders than this are not written out. */
const mostListed = 30;

/**
 * Proposes a `phase` for folders that are named for one, where the configuration does not name them and something in
 * them differs between two commits. Nothing is told on a pull request that leaves them alone.
 */
export async function proposePhases(
  source: Source,
  base: string,
  head: string,
  configuration: Configuration,
): Promise<readonly Notice[]> {
  const [baseTree, headTree] = await Promise.all([source.readTree(base), source.readTree(head)]);
  const phases = phasesOf(baseTree, headTree, configuration);
  if (phases.size === 0) return [];
  const found = findCandidates(baseTree, configuration).map(({ path }) => path);
  const isConfigured = configuration.folders.length > 0;
  const others = isConfigured ? [] : found.filter((path) => !phases.has(path));
  const names = [...phases].map(([path, phase]) => `\`${path}\` (${phase})`);
  const several = names.length > 1;
  const unread = isConfigured
    ? ` \`migrations:\` does not list ${several ? "them, so they are" : "it, so it is"} not read.`
    : "";
  return [
    {
      code: "phase-folder",
      message: `${names.join(", ")} ${several ? "look like folders" : "looks like a folder"} for one phase, and the configuration does not say so.${unread} Where that is right, paste this into \`.github/expand-contract.yml\` on the base branch; where it is not, paste it without \`phase\`.`,
      paste: yamlOf([...others.toSorted(), ...phases.keys()], phases),
    },
  ];
}

/** The folders named for a phase in which a file differs. */
function phasesOf(
  base: Tree,
  head: Tree,
  { folders, ignore }: Configuration,
): ReadonlyMap<string, Phase> {
  const isIgnored = readIgnoredPaths(ignore);
  const before = sqlFiles(base);
  const after = sqlFiles(head);
  const directories = new Set([...before.keys(), ...after.keys()].flatMap(nearest));
  const touched = [...before, ...after].filter(
    ([path]) => before.get(path) !== after.get(path) && !isIgnored(path),
  );
  const configured = new Set(folders.map(({ path }) => path));
  const found = new Map<string, Phase>();
  for (const folder of new Set(touched.flatMap(([path]) => nearest(path)))) {
    if (configured.has(folder) || liesInForeignDirectory(`${folder}/`)) continue;
    // A name that would have to be quoted is none that a team uses, and could be made to mislead.
    if (!/^[\w./-]+$/.test(folder)) continue;
    const phase = phaseOfName(folder, (other) => directories.has(other));
    if (phase !== null) found.set(folder, phase);
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A file's directory and the one above: some tools have a folder for each migration. */
function nearest(path: string): readonly string[] {
  const directory = directoryOf(path);
  return [directory, directoryOf(directory)];
}

function sqlFiles({ entries }: Tree): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap(({ path, sha, type }) =>
      type === "file" && isSqlFile(path) ? [[path, sha] as const] : [],
    ),
  );
}

function yamlOf(paths: readonly string[], phases: ReadonlyMap<string, Phase>): string | null {
  if (paths.length > mostListed || !paths.every((path) => /^[\w./-]*$/.test(path))) return null;
  const entries = paths.map((path) => {
    const phase = phases.get(path);
    return `  - path: ${path === "" ? "." : path}${phase === undefined ? "" : `\n    phase: ${phase}`}`;
  });
  return `migrations:\n${entries.join("\n")}`;
}
