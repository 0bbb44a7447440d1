import type { Inventory, ProcessUses } from "../model/inventory.ts";
import type { SearchedCommit } from "../model/reference.ts";
import { quote } from "./message.ts";
import { countWords, listWords } from "./word-list.ts";

/** Inventories that tell a reader something the evidence does not. */
export function toldInventories(inventory: readonly Inventory[] = []): readonly Inventory[] {
  return inventory.filter(
    ({ search, uses }) =>
      search.state === "searched" && uses.some((one) => countAll(one) > 0 || !one.isWaitedFor),
  );
}

/** "2 reads, 1 declaration": what holds a contract up; null where nothing does. */
export function usesInWords({ reads, writes, declares }: ProcessUses): string | null {
  const counted = [
    [reads, "read"],
    [writes, "write"],
    [declares, "declaration"],
  ] as const;
  const words = counted
    .filter(([count]) => count > 0)
    .map(([count, word]) => countWords(count, word));
  return words.length === 0 ? null : words.join(", ");
}

/** "the word alone in 2 places, 3 in tests"; null where there is neither. */
export function othersInWords({ weak, tests }: ProcessUses): string | null {
  const words = [
    ...(weak > 0 ? [`the word alone in ${countWords(weak, "place")}`] : []),
    ...(tests > 0 ? [`tests in ${countWords(tests, "place")}`] : []),
  ];
  return words.length === 0 ? null : words.join(", ");
}

/** Whose code it is, as a message. */
export function ownerInWords({ process }: ProcessUses, all: readonly ProcessUses[]): string {
  if (process !== null) return quote(process);
  return all.length === 1 ? "all code" : "shared code";
}

/** "5 reads in `web`; nothing in `workers`", as a message. */
export function inventorySummary({ uses }: Inventory): string {
  const named = uses.filter((one) => usesInWords(one) !== null);
  if (named.length === 0) return "no use, or none that is certain";
  const parts = named.map((one) => {
    const where = uses.length === 1 ? "" : ` in ${ownerInWords(one, uses)}`;
    return `${usesInWords(one) ?? ""}${where}`;
  });
  return parts.join("; ");
}

/** "412 files searched in what `production` runs and with this pull request merged", as a message. */
export function searchedInWords({ search }: Inventory): string {
  if (search.state === "unknown") return search.reason;
  const places = search.commits.map(placeOf);
  return `${countWords(search.files, "file")} searched ${listWords([...new Set(places)])}`;
}

function placeOf({ role, runsIn, sha }: SearchedCommit): string {
  if (role !== "live") return "with this pull request merged";
  const names = listWords(runsIn.map((name) => quote(name)));
  return `in what ${names} ${runsIn.length > 1 ? "run" : "runs"} (${quote(sha.slice(0, 7))})`;
}

function countAll({ reads, writes, declares, weak, tests }: ProcessUses): number {
  return reads + writes + declares + weak + tests;
}
