import type { PatchedFile } from "../model/pull-request.ts";

/** Where a diff took uses of a name away, net of the lines that it added. */
export interface RemovedUses {
  /** The file that lost most. */
  readonly path: string;
  /** Over the whole diff: what only moved from file to file is no removal. */
  readonly count: number;
}

/**
 * Finds whether a diff removed more uses of `identifier` than it added, in any spelling that code gives a database name
 * (`full_name`, `fullName`, `FullName`). A single common word says little, so it counts only in files that also name
 * one of `companions` (the table); pass none where the identifier is the table itself.
 */
export function findRemovedUses(
  files: readonly PatchedFile[],
  identifier: string,
  companions: readonly string[],
): RemovedUses | null {
  const needsCompanion = companions.length > 0 && !/[_A-Z]/.test(identifier);
  const tables = companions.flatMap((name) => [...spellings(name), ...spellings(singular(name))]);
  const names = [...spellings(identifier)];
  return sumUses(files, names, needsCompanion ? tables : []);
}

/** The file in which a diff changed a line that names `identifier`, under the same conditions; null where none did. */
export function findChangedUses(
  files: readonly PatchedFile[],
  identifier: string,
  companions: readonly string[],
): string | null {
  const names = [...spellings(identifier)];
  const needsCompanion = companions.length > 0 && !/[_A-Z]/.test(identifier);
  const found = files.find((file) => {
    const { changed } = readWords(file);
    if (!names.some((name) => changed.has(name))) return false;
    return !needsCompanion || companions.some((name) => mentionsTable(file, { name }));
  });
  return found?.path ?? null;
}

/** The model of a table in which a diff told Active Record to leave a column alone; null where none is. */
export function findIgnoring(
  files: readonly PatchedFile[],
  column: string,
  table: { readonly name: string },
): string | null {
  const found = files.find(
    (file) => readWords(file).ignored.has(column) && mentionsTable(file, table),
  );
  return found?.path ?? null;
}

/** Finds whether a diff removed uses of the class that code has for a table: `UserAccount` for `user_accounts`. */
export function findRemovedModel(files: readonly PatchedFile[], table: string): RemovedUses | null {
  return sumUses(files, [modelName(table)], []);
}

/** Whether a file's path or the lines that its diff shows name a table or its model. */
export function mentionsTable(file: PatchedFile, { name }: { readonly name: string }): boolean {
  const { all } = readWords(file);
  return [...spellings(name), ...spellings(singular(name))].some((spelling) => all.has(spelling));
}

/** `UserAccount` for `user_accounts`. */
export function modelName(table: string): string {
  return pascalCase(singular(table));
}

function sumUses(
  files: readonly PatchedFile[],
  names: readonly string[],
  companions: readonly string[],
): RemovedUses | null {
  let count = 0;
  let most: RemovedUses | null = null;
  for (const file of files) {
    const words = readWords(file);
    if (companions.length > 0 && !companions.some((name) => words.all.has(name))) continue;
    const own = names.reduce((sum, name) => sum + (words.removed.get(name) ?? 0), 0);
    count += own;
    if (own > (most?.count ?? 0)) most = { path: file.path, count: own };
  }
  return most === null || count <= 0 ? null : { path: most.path, count };
}

interface Words {
  /** How often a word was removed, less how often it was added. */
  readonly removed: ReadonlyMap<string, number>;
  /** Of lines that were removed or added. */
  readonly changed: ReadonlySet<string>;
  /** Columns that it adds to Active Record's `ignored_columns`. */
  readonly ignored: ReadonlySet<string>;
  /** Of the path and of all lines shown. */
  readonly all: ReadonlySet<string>;
}

/** A diff is asked for many names: its words are counted once. */
const known = new WeakMap<PatchedFile, Words>();

function readWords(file: PatchedFile): Words {
  const before = known.get(file);
  if (before !== undefined) return before;
  const removed = new Map<string, number>();
  const changed = new Set<string>();
  const ignored = new Map<string, number>();
  const all = new Set(wordsOf(file.path));
  const isIgnoring = createIgnoringReader();
  for (const line of (file.patch ?? "").split("\n")) {
    const weight = line.startsWith("-") ? 1 : line.startsWith("+") ? -1 : 0;
    // To name a column so that it is left alone is no use of it, and to stop doing so takes none away.
    const target = isIgnoring(line) ? ignored : removed;
    for (const word of wordsOf(line.slice(1))) {
      all.add(word);
      if (weight === 0) continue;
      target.set(word, (target.get(word) ?? 0) + weight);
      if (target === removed) changed.add(word);
    }
  }
  const added = [...ignored].filter(([, weight]) => weight < 0).map(([word]) => word);
  const words = { removed, changed, ignored: new Set(added), all };
  known.set(file, words);
  return words;
}

/** Tells the lines of `self.ignored_columns += %w[a b]`, also where its list goes on over the next ones. */
function createIgnoringReader(): (line: string) => boolean {
  let closing: string | null = null;
  return (line) => {
    if (line.startsWith("@@")) closing = null;
    if (closing !== null) {
      if (line.includes(closing)) closing = null;
      return true;
    }
    const list = /\bignored_columns\s*(?:\+=|=|<<)([^#]*)/.exec(line)?.[1];
    if (list === undefined) return false;
    const open = /[[({]/.exec(list)?.[0];
    const end = open === undefined ? null : closers[open];
    if (end !== null && end !== undefined && !list.includes(end)) closing = end;
    return true;
  };
}

const closers: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}" };

/** As code spells a database name: as it is, camel case and Pascal case, all in the case given. */
export function spellings(identifier: string): ReadonlySet<string> {
  const pascal = pascalCase(identifier);
  return new Set([
    identifier,
    identifier.toUpperCase(),
    pascal,
    pascal.charAt(0).toLowerCase() + pascal.slice(1),
  ]);
}

function pascalCase(identifier: string): string {
  const parts = identifier.split(/_+/).filter((part) => part !== "");
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
}

/** A table is often named in the plural and its model in the singular. */
export function singular(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return name.endsWith("s") && !name.endsWith("ss") ? name.slice(0, -1) : name;
}

/** The words of a text, as code separates them. */
export function wordsOf(line: string): readonly string[] {
  return line.split(/[^\p{L}\p{N}_]+/u);
}
