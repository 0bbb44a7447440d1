import type { Evidence } from "../model/evidence.ts";
import type { CommitSearch } from "../model/reference.ts";
import type { WindowCondition } from "../model/window.ts";
import { countWords, listWords } from "../report/word-list.ts";

/** What the links' evidence says of a window, one condition per environment and per time that must pass. */
export function evidenceConditions(evidence: readonly Evidence[]): readonly WindowCondition[] {
  const conditions = new Map<string, WindowCondition>();
  for (const one of evidence) {
    const told = toCondition(one);
    if (told === null) continue;
    // Several commits may run in one environment: the first that lacks it decides.
    const known = conditions.get(told.id);
    if (known === undefined || (known.isMet && !told.isMet)) conditions.set(told.id, told);
  }
  return [...conditions.values()];
}

function toCondition(evidence: Evidence): (WindowCondition & { readonly id: string }) | null {
  const { check, state, environment, processes = [], message } = evidence;
  const isMet = state === "proven";
  const told = (id: string, label: string) => ({
    id: encodeURIComponent(id),
    label,
    detail: withoutCountdown(message),
    isMet,
  });
  const of = processes.length === 0 ? "" : ` (${listWords(processes.map(inBackquotes))})`;
  switch (check) {
    case "deployed":
      return told(`deployed:${environment ?? ""}`, "Deployed");
    case "not-reverted":
      // That nothing took it back where it runs goes without saying.
      return isMet ? null : told(`deployed:${environment ?? ""}`, "Deployed");
    case "soaked":
      return told("soaked", "Soaked");
    case "drained":
      return told(`drained:${processes.join()}`, `Drained${of}`);
    case "aged":
      return told(`aged:${processes.join()}`, `Clients updated${of}`);
    case "linked":
    case "merged":
    case "covers":
      return isMet ? null : told("covers", "The expand covers the old shape");
    default:
      return null;
  }
}

/** Time that is left changes with every run: the issue is edited when something happens. */
function withoutCountdown(message: string): string {
  return message.replace(/, in about [^,]*$/, "");
}

function inBackquotes(name: string): string {
  return `\`${name}\``;
}

/** Whether code still names the old shape. `searches` is null while it is not looked for. */
export function referenceCondition(
  old: string,
  expand: number,
  searches: readonly CommitSearch[] | null,
): WindowCondition {
  const label = `No code refers to \`${old}\``;
  const told = (isMet: boolean, detail: string): WindowCondition => ({
    id: "references",
    label,
    detail,
    isMet,
  });
  if (searches === null) return told(false, `looked for when #${expand} is live everywhere`);
  const unknown = searches.find((search) => search.state === "unknown");
  if (unknown !== undefined) return told(false, `could not be told: ${unknown.reason}`);
  const places = searches.flatMap((search) => {
    const uses = usesIn(search);
    return uses.length === 0 ? [] : [`${placesOf(uses)} in ${whereOf(search)}`];
  });
  if (places.length > 0) return told(false, listWords(places));
  const files = Math.max(...searches.map((one) => (one.state === "searched" ? one.files : 0)));
  return told(true, `none in ${countWords(files, "file")} of ${listWords(searches.map(whereOf))}`);
}

/** What would break: tests do not run, and a word alone proves nothing. */
function usesIn(search: CommitSearch) {
  if (search.state !== "searched") return [];
  return search.references.filter(({ strength, inTest }) => strength === "strong" && !inTest);
}

function placesOf(uses: readonly { readonly path: string; readonly line: number }[]): string {
  const [first] = uses;
  const more = uses.length - 1;
  const place = `\`${first?.path ?? ""}:${first?.line ?? 0}\``;
  return more > 0 ? `${place} and ${countWords(more, "more place")}` : place;
}

function whereOf({ commit }: CommitSearch): string {
  return commit.role === "live"
    ? `what ${listWords(commit.runsIn.map(inBackquotes))} ${commit.runsIn.length > 1 ? "run" : "runs"}`
    : "the branch that is deployed";
}
