import type { Inventory, ProcessUses } from "../model/inventory.ts";
import type { CommitSearch, Reference } from "../model/reference.ts";
import type { GateOutcome, JudgedContract } from "./decide.ts";
import type { Searches } from "./judge-references.ts";

const mostExamples = 5;

/** Counts the places that name the objects of contract changes, for each process, by what was searched of them. */
export function inventoriesOf(
  { contracts }: Pick<GateOutcome, "contracts">,
  searches: Searches,
  processes: readonly string[],
): readonly Inventory[] {
  const inventories = new Map<string, Inventory>();
  for (const judged of contracts) {
    const { object, path, line } = judged.contract;
    // What is to come, and what runs: the branch as it is in between tells nothing more.
    const own = searches.get(judged.contract)?.filter(({ commit }) => commit.role !== "base");
    if (own === undefined || inventories.has(object)) continue;
    inventories.set(object, { object, path, line, ...countUses(judged, own, processes) });
  }
  return [...inventories.values()];
}

function countUses(
  judged: JudgedContract,
  searches: readonly CommitSearch[],
  processes: readonly string[],
): Pick<Inventory, "search" | "uses"> {
  const unknown = searches.find((search) => search.state === "unknown");
  if (unknown !== undefined)
    return { search: { state: "unknown", reason: unknown.reason }, uses: [] };
  const places = placesIn(searches);
  const waited = waitedProcesses(judged);
  const rows = [...processes, null].map((process) =>
    usesOf(
      process,
      places.filter((place) => isIn(place, process)),
      process === null || waited === null || waited.has(process),
    ),
  );
  const searched = searches.filter((search) => search.state === "searched");
  return {
    search: {
      state: "searched",
      files: Math.max(0, ...searched.map(({ files }) => files)),
      commits: searched.map(({ commit }) => commit),
    },
    // Shared code is told of where there is some.
    uses: rows.filter((row) => row.process !== null || processes.length === 0 || hasAny(row)),
  };
}

function isIn({ processes = [] }: Reference, process: string | null): boolean {
  return process === null ? processes.length === 0 : processes.includes(process);
}

function hasAny({ reads, writes, declares, weak, tests }: ProcessUses): boolean {
  return reads + writes + declares + weak + tests > 0;
}

/** Every place once: the same line of a file at two commits is one, though its number may differ. */
function placesIn(searches: readonly CommitSearch[]): readonly Reference[] {
  const places = new Map<string, Reference>();
  for (const search of searches) {
    if (search.state === "unknown") continue;
    const times = new Map<string, number>();
    for (const reference of search.references) {
      const line = JSON.stringify([reference.path, reference.excerpt]);
      const time = (times.get(line) ?? 0) + 1;
      times.set(line, time);
      const key = `${time} ${line}`;
      if (!places.has(key)) places.set(key, reference);
    }
  }
  return [...places.values()];
}

function usesOf(
  process: string | null,
  places: readonly Reference[],
  isWaitedFor: boolean,
): ProcessUses {
  const running = places.filter(({ inTest }) => !inTest);
  const strong = running.filter(({ strength }) => strength === "strong");
  const of = (use: Reference["use"]): readonly Reference[] =>
    strong.filter((place) => place.use === use);
  const kinds = [of("reads"), of("writes"), of("declares")] as const;
  const first = kinds.flatMap((kind) => kind.slice(0, 1));
  const weak = running.filter(({ strength }) => strength === "weak");
  const shown = strong.length > 0 ? new Set([...first, ...strong]) : weak;
  return {
    process,
    reads: kinds[0].length,
    writes: kinds[1].length,
    declares: kinds[2].length,
    weak: weak.length,
    tests: places.length - running.length,
    isWaitedFor,
    examples: [...shown].slice(0, mostExamples),
  };
}

/** The processes on whose deployments the gate looked; null where it did not come to that. */
function waitedProcesses({ entry }: JudgedContract): ReadonlySet<string> | null {
  const looked = (entry?.evidence ?? []).filter(({ check }) => check === "deployed");
  return looked.length === 0 ? null : new Set(looked.flatMap(({ processes = [] }) => processes));
}
