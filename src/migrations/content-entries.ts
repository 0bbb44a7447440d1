import type { TreeEntry } from "../model/tree.ts";
import type { FolderCandidate } from "./folder-candidate.ts";
import { isNumberedModule } from "./migration-names.ts";

/**
 * The entries of a folder whose contents are worth fetching: not those of links, of modules in a programming language
 * (which are told without being read), nor of the way down of a pair, which never runs.
 */
export function contentEntries(candidate: FolderCandidate): readonly TreeEntry[] {
  // A folder that was configured as plain runs every file, whatever its name.
  const runsAll = candidate.configured?.layout === "sql";
  const paths = new Set(candidate.entries.map(({ path }) => path));
  const isWayDown = (path: string): boolean => {
    const up = path.replace(/([./])down\.(sql|yaml)$/, "$1up.$2");
    return up !== path && paths.has(up);
  };
  return candidate.entries.filter(
    ({ path, type }) => type === "file" && !isNumberedModule(path) && (runsAll || !isWayDown(path)),
  );
}
