import type { Phase } from "../model/phase.ts";
import { directoryOf, joinPath, nameOf } from "./file-paths.ts";
import { liesInMigrationDirectory } from "./migration-names.ts";

/** Names that teams give to folders of one phase, and that hardly mean anything else. */
const namedForPhase: readonly (readonly [name: RegExp, phase: Phase])[] = [
  [/^post[-_]?(?:deploy(?:ment)?[-_]?)?migrat(?:e|ions?)$/i, "contract"],
  [/^manual[-_]?migrations?$/i, "contract"],
  [/^db[-_]?scripts[-_](?:finalization|manual)$/i, "contract"],
  [/^db[-_]?scripts[-_]transition$/i, "migrate"],
  [/^pre[-_]?(?:deploy(?:ment)?[-_]?)?migrat(?:e|ions?)$/i, "expand"],
];

/** Names that mean a phase only beside each other, or among migrations. */
const inPairs: readonly (readonly [name: RegExp, phase: Phase])[] = [
  [/^expand$/i, "expand"],
  [/^contract$/i, "contract"],
];

/**
 * The phase that a folder of SQL is named for; null where its name says nothing. `hasSql` tells whether another folder
 * holds SQL as well: `contract/` alone may be anything.
 */
export function phaseOfName(path: string, hasSql: (folder: string) => boolean): Phase | null {
  const name = nameOf(path);
  const own = namedForPhase.find(([pattern]) => pattern.test(name));
  if (own !== undefined) return own[1];
  const paired = inPairs.find(([pattern]) => pattern.test(name));
  if (paired === undefined) return null;
  const parent = directoryOf(path);
  const other = name.toLowerCase() === "expand" ? "contract" : "expand";
  const isPair = hasSql(joinPath(parent, other)) || liesInMigrationDirectory(parent);
  return isPair ? paired[1] : null;
}
