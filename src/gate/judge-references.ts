import type { Evidence } from "../model/evidence.ts";
import type { CommitSearch, Reference, SearchedCommit } from "../model/reference.ts";
import { gateOutcome, type GateOutcome, type JudgedContract } from "./decide.ts";
import type { ContractChange } from "./facts.ts";
import type { BareReason } from "./link-problem.ts";
import { quotedObject } from "./quoted-object.ts";
import { placesOf, verb } from "./reference-words.ts";

/** What was found for each contract change. One that code names nothing of is not in it. */
export type Searches = ReadonlyMap<ContractChange, readonly CommitSearch[]>;

/** Whose code is to be searched: of what its links let pass or wait; and whether what runs is to be searched, too. */
export interface SearchNeed {
  readonly contracts: readonly ContractChange[];
  readonly live: boolean;
}

/**
 * The searches that an outcome asks for. What is blocked is not searched. While a link is not deployed, what runs still
 * refers to the object as a matter of course: only the code that is to come is searched then.
 */
export function searchNeed({ contracts }: GateOutcome): SearchNeed {
  const open = contracts.filter(isOpen);
  return {
    contracts: open.map(({ contract }) => contract),
    live: open.some(({ reasons }) => reasons.length === 0),
  };
}

/**
 * Whether a contract change is held up by nothing but where its links run and for how long, so that it matters who
 * refers to its object.
 */
export function waitsForProcesses({ entry, reasons }: JudgedContract): boolean {
  return entry !== null && reasons.length > 0 && reasons.every(({ code }) => ofRunning.has(code));
}

const ofRunning: ReadonlySet<BareReason["code"]> = new Set<BareReason["code"]>([
  "not-deployed",
  "rollout-in-progress",
  "rolled-back",
  "reverted",
  "deployment-unknown",
  "soaking",
]);

/** Adds to an outcome what the searches say: nothing passes while code that runs, or will run, refers to its object. */
export function addReferences(outcome: GateOutcome, searches: Searches): GateOutcome {
  return gateOutcome(
    outcome.contracts.map((judged) => {
      const own = searches.get(judged.contract);
      return own === undefined || !isOpen(judged) ? judged : withReferences(judged, own);
    }),
  );
}

/** An expand that is not merged will still change the code: what it leaves is not there to be searched yet. */
function isOpen({ entry, reasons }: JudgedContract): boolean {
  return (
    entry !== null &&
    reasons.every(({ code, effect }) => effect !== "blocked" && code !== "link-not-merged")
  );
}

function withReferences(judged: JudgedContract, all: readonly CommitSearch[]): JudgedContract {
  const { contract, reasons, entry } = judged;
  if (entry === null) return judged;
  const waits = reasons.length > 0;
  const searches = all.filter(({ commit }) => commit.role === "head" || !waits);
  const found = judgeSearches(contract, searches);
  return {
    contract,
    reasons: [...reasons, ...found.map(({ reason }) => reason)],
    entry: {
      ...entry,
      evidence: [
        ...entry.evidence,
        ...(found.length > 0 ? found.map(({ evidence }) => evidence) : [nothingFound(searches)]),
      ],
    },
  };
}

interface Found {
  readonly reason: BareReason;
  readonly evidence: Evidence;
}

function judgeSearches(
  contract: ContractChange,
  searches: readonly CommitSearch[],
): readonly Found[] {
  const unknown = searches.find((search) => search.state === "unknown");
  if (unknown !== undefined) return [couldNotTell(contract, unknown.reason)];
  const head = searches.find(({ commit }) => commit.role === "head");
  const inHead = usesIn(head);
  if (inHead.length > 0) return [usedAtHead(contract, inHead)];
  const inBase = usesIn(searches.find(({ commit }) => commit.role === "base"));
  return searches.flatMap((search): readonly Found[] => {
    const uses = usesIn(search);
    if (search.commit.role !== "live" || uses.length === 0) return [];
    return [usedLive(contract, search, uses, inBase.length > 0)];
  });
}

function usesIn(search: CommitSearch | undefined): readonly Reference[] {
  if (search?.state !== "searched") return [];
  return search.references.filter((one) => isUseAt(search.commit, one));
}

/**
 * What holds a change up: tests do not run, a word alone proves nothing, and code that starts after the migration reads
 * no column that is gone.
 */
export function isUseAt(
  { role }: SearchedCommit,
  { strength, inTest, isReflected }: Reference,
): boolean {
  return strength === "strong" && !inTest && !(isReflected === true && role === "head");
}

function couldNotTell(contract: ContractChange, cause: string): Found {
  const message = `Whether code still refers to ${quotedObject(contract.object)} could not be told: ${cause}`;
  return {
    reason: { code: "references-unknown", effect: "waiting", message },
    evidence: references("unknown", null, message),
  };
}

function usedAtHead(contract: ContractChange, uses: readonly Reference[]): Found {
  return {
    reason: {
      code: "still-referenced",
      effect: "blocked",
      message: `With this pull request merged, ${placesOf(uses)} still ${verb(uses)} to ${quotedObject(contract.object)}. Remove that in an earlier pull request, deploy it, and link it.`,
    },
    evidence: references("failed", null, `${countUses(uses)} with this pull request merged`, uses),
  };
}

function usedLive(
  contract: ContractChange,
  { commit }: CommitSearch,
  uses: readonly Reference[],
  isRemovedHere: boolean,
): Found {
  const environment = commit.runsIn.length === 1 ? (commit.runsIn[0] ?? null) : null;
  const runs = runsWhere(commit);
  const found = `${countUses(uses)} in what ${runs}`;
  const reflected = uses.every((use) => use.isReflected) ? reflectedIn(contract, uses) : null;
  if (isRemovedHere && reflected !== null)
    return {
      reason: {
        code: "still-referenced",
        effect: "blocked",
        message: `${runs}, where ${reflected}. Have it ignored in an earlier pull request (\`self.ignored_columns\`), deploy that, and link it.`,
      },
      evidence: references("failed", environment, found, uses),
    };
  return isRemovedHere
    ? {
        reason: {
          code: "still-referenced",
          effect: "blocked",
          message: `This pull request itself takes the last use of ${quotedObject(contract.object)} away, and ${runs}, where ${placesOf(uses)} still ${verb(uses)} to it: that code breaks as soon as the migration has run. Remove the use in a pull request of its own, deploy it, and link it.`,
        },
        evidence: references("failed", environment, found, uses),
      }
    : {
        reason: {
          code: "still-referenced",
          effect: "waiting",
          message: `${runs}, where ${reflected ?? `${placesOf(uses)} still ${verb(uses)} to ${quotedObject(contract.object)}`}. That is gone from the code already: it has to be deployed.`,
        },
        evidence: references("waiting", environment, found, uses),
      };
}

/** "`app/user.rb:1` has Active Record write every column that it found at its start, `users.full_name` too" */
function reflectedIn(contract: ContractChange, uses: readonly Reference[]): string {
  return `${placesOf(uses)} ${uses.length > 1 ? "have" : "has"} Active Record write every column that it found at its start, ${quotedObject(contract.object)} too`;
}

function nothingFound(searches: readonly CommitSearch[]): Evidence {
  const searched = searches.filter((search) => search.state === "searched");
  const files = Math.max(0, ...searched.map((search) => search.files));
  const places = searched.flatMap(({ commit }) =>
    commit.role === "live" ? [`in what ${runsWhere(commit)}`] : [],
  );
  const all = searched.flatMap(({ references: found }) => found);
  const tests = countPlaces(all.filter(({ inTest }) => inTest));
  const words = countPlaces(all.filter(({ strength, inTest }) => strength === "weak" && !inTest));
  const rest = [
    ...(words > 0 ? [`the word alone stands in ${count(words, "place")}`] : []),
    ...(tests > 0 ? [`tests name it in ${count(tests, "place")}`] : []),
  ];
  const where = [...places, "with this pull request merged"].join(" and ");
  return references(
    "proven",
    null,
    [`no use in ${count(files, "file")} ${where}`, ...rest].join("; "),
    all.filter(({ inTest, isReflected }) => !inTest && isReflected !== true),
  );
}

const mostExamples = 3;

function references(
  state: Evidence["state"],
  environment: string | null,
  message: string,
  examples: readonly Reference[] = [],
): Evidence {
  const shown = examples.slice(0, mostExamples);
  return {
    check: "references",
    state,
    environment,
    message,
    at: null,
    ...(shown.length > 0 ? { examples: shown } : {}),
  };
}

/** The same place at two commits is one. */
function countPlaces(found: readonly Reference[]): number {
  return new Set(found.map(({ path, line, excerpt }) => JSON.stringify([path, line, excerpt])))
    .size;
}

/** "3 uses (1 read, 2 declarations)" */
function countUses(uses: readonly Reference[]): string {
  const kinds = [
    ["reads", "read"],
    ["writes", "write"],
    ["declares", "declaration"],
  ] as const;
  const counted = kinds.flatMap(([use, word]) => {
    const own = uses.filter((one) => one.use === use).length;
    return own === 0 ? [] : [count(own, word)];
  });
  return `${count(uses.length, "use")} (${counted.join(", ")})`;
}

function count(number: number, word: string): string {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}

/** "`production` runs `abc1234`" */
function runsWhere({ sha, runsIn }: SearchedCommit): string {
  const names = runsIn.map((name) => `\`${name}\``).join(", ");
  return `${names} ${runsIn.length > 1 ? "run" : "runs"} \`${sha.slice(0, 7)}\``;
}
