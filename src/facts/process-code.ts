import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import type { ConfiguredProcess } from "../model/configuration.ts";

/** Which code is whose, by the globs of `processes`. */
export interface ProcessCode {
  /** The processes that run the code at a path; none where it lies outside of all globs, so that any may share it. */
  readonly of: (path: string) => readonly string[];
  /** Whether some code is not everybody's: else there is nothing to tell apart. */
  readonly tellsApart: boolean;
}

/** @throws SourceError for a glob that would be too slow to match. */
export function readProcessCode(processes: readonly ConfiguredProcess[]): ProcessCode {
  const globs = processes.map(({ name, paths }) => ({
    name,
    matches: paths.includes("**") ? () => true : readIgnoredPaths(paths, `processes.${name}.paths`),
  }));
  return {
    of: (path) => globs.filter(({ matches }) => matches(path)).map(({ name }) => name),
    tellsApart: processes.some(({ paths }) => !paths.includes("**")),
  };
}
