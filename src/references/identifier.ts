import pluralize from "pluralize";

/** `full_name`, `fullName`, `FullName` and `FULL_NAME` are one name: they differ by case and underscores alone. */
export function fold(identifier: string): string {
  return identifier.replaceAll("_", "").toLowerCase();
}

/** `get`, `full`, `name` of `getFullName`; `html`, `text` of `HTMLText`. */
export function wordsOf(identifier: string): readonly string[] {
  return identifier
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1_$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toLowerCase()
    .split("_")
    .filter((word) => word !== "");
}

/** The folded names under which code knows a table: its own, and its model's, which is mostly in the singular. */
export function modelNames(table: string): ReadonlySet<string> {
  const names = [
    table,
    pluralize.singular(table),
    pluralize.plural(table),
    table.replace(/s$/, ""),
  ];
  return new Set(names.map(fold).filter((name) => name !== ""));
}

/** Whether an identifier ends with one of the names: `currentUser` for `user`, not `superuser`. */
export function endsWithName(identifier: string, names: ReadonlySet<string>): boolean {
  const words = wordsOf(identifier);
  return someRunTo(words, words.length, names, longestOf(names));
}

/** Whether an identifier holds one of the names as whole words: `UserRepository` for `user`. */
export function holdsName(identifier: string, names: ReadonlySet<string>): boolean {
  const words = wordsOf(identifier);
  const longest = longestOf(names);
  return words.some((_, last) => someRunTo(words, last + 1, names, longest));
}

/** Whether the words that end there make a name. Encoded data is one word behind the other: no more than a name is long is looked at. */
function someRunTo(
  words: readonly string[],
  end: number,
  names: ReadonlySet<string>,
  longest: number,
): boolean {
  let run = "";
  for (let start = end - 1; start >= 0 && run.length < longest; start -= 1) {
    run = `${words[start] ?? ""}${run}`;
    if (names.has(run)) return true;
  }
  return false;
}

function longestOf(names: ReadonlySet<string>): number {
  return Math.max(0, ...[...names].map((name) => name.length));
}
