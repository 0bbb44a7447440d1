import type { PatchedFile } from "../model/pull-request.ts";

/** Where a diff took uses of a name away, net of the lines that it added. */
export interface RemovedUses {
  readonly path: string;
  readonly count: number;
}

/**
 * Finds the first file in which a diff removed more uses of `identifier` than it added, in any spelling that code
 * gives a database name (`full_name`, `fullName`, `FullName`). A single common word says little, so it counts only in
 * a file that also names one of `companions` (the table); pass none where the identifier is the table itself.
 */
export function findRemovedUses(
  files: readonly PatchedFile[],
  identifier: string,
  companions: readonly string[],
): RemovedUses | null {
  const names = spellings(identifier);
  const tables = new Set(
    companions.flatMap((name) => [...spellings(name), ...spellings(singular(name))]),
  );
  const needsCompanion = companions.length > 0 && !/[_A-Z]/.test(identifier);
  for (const file of files) {
    if (file.patch === null) continue;
    const tally = {
      removed: 0,
      added: 0,
      namesTable: wordsOf(file.path).some((word) => tables.has(word)),
    };
    for (const line of file.patch.split("\n")) {
      const words = wordsOf(line.slice(1));
      const uses = words.filter((word) => names.has(word)).length;
      if (line.startsWith("-")) tally.removed += uses;
      else if (line.startsWith("+")) tally.added += uses;
      tally.namesTable ||= words.some((word) => tables.has(word));
    }
    const count = tally.removed - tally.added;
    if (count > 0 && (!needsCompanion || tally.namesTable)) return { path: file.path, count };
  }
  return null;
}

/** As code spells a database name: as it is, camel case and Pascal case, all in the case given. */
export function spellings(identifier: string): ReadonlySet<string> {
  const parts = identifier.split(/_+/).filter((part) => part !== "");
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  return new Set([
    identifier,
    identifier.toUpperCase(),
    pascal,
    pascal.charAt(0).toLowerCase() + pascal.slice(1),
  ]);
}

/** A table is often named in the plural and its model in the singular. */
export function singular(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return name.endsWith("s") && !name.endsWith("ss") ? name.slice(0, -1) : name;
}

function wordsOf(line: string): readonly string[] {
  return line.split(/[^\p{L}\p{N}_]+/u);
}
