import { groupBy } from "./group-by.ts";

/**
 * For each path the shortest end of it, in whole parts, that no other path ends in: `0042_rename.sql`, but
 * `20240501_add/migration.sql` where every file is called `migration.sql`.
 */
export function shortPaths(paths: readonly string[]): ReadonlyMap<string, string> {
  const short = new Map<string, string>();
  let open = [...new Set(paths)];
  for (let parts = 1; open.length > 0; parts += 1) {
    const byEnd = groupBy(open, (path) => endOf(path, parts));
    open = [];
    for (const [end, sharing] of byEnd) {
      const [only] = sharing;
      if (only !== undefined && (sharing.length === 1 || parts >= maximalParts)) {
        for (const path of sharing) short.set(path, sharing.length === 1 ? end : path);
      } else open.push(...sharing);
    }
  }
  return short;
}

/** Deeper than this the whole path is shown. */
const maximalParts = 4;

function endOf(path: string, parts: number): string {
  return path.split("/").slice(-parts).join("/");
}
