import { expect, test } from "vitest";
import type { GateOutcome } from "../../src/gate/decide.ts";
import { addReferences, searchNeed } from "../../src/gate/judge-references.ts";
import type { CommitSearch, Reference, SearchedCommit } from "../../src/model/reference.ts";
import { contractOf, dropColumn } from "./gate-facts.ts";

const contract = contractOf(dropColumn("full_name"));
const commits = {
  head: { sha: "a".repeat(40), role: "head", runsIn: [] },
  base: { sha: "b".repeat(40), role: "base", runsIn: [] },
  live: { sha: "c".repeat(40), role: "live", runsIn: ["production", "workers"] },
} as const satisfies Record<string, SearchedCommit>;

const entry = { object: contract.object, path: "db/002.sql", line: 1, link: "#7", evidence: [] };
const waits = { code: "not-deployed", effect: "waiting", message: "not yet" } as const;

function outcome(reasons: GateOutcome["contracts"][number]["reasons"] = []): GateOutcome {
  return { reasons: [], entries: [entry], contracts: [{ contract, reasons, entry }] };
}

function use(over: Partial<Reference> = {}): Reference {
  const place = { commit: "", path: "app/users.ts", line: 12, excerpt: "user.full_name" };
  return { ...place, strength: "strong", use: "reads", inTest: false, ...over };
}

function searched(role: keyof typeof commits, references: readonly Reference[] = []): CommitSearch {
  return { state: "searched", commit: commits[role], files: 4_211, references };
}

function judge(searches: readonly CommitSearch[], reasons: Parameters<typeof outcome>[0] = []) {
  const judged = addReferences(outcome(reasons), new Map([[contract, searches]]));
  return {
    codes: judged.reasons.map(({ code, effect }) => `${code} ${effect}`),
    evidence: judged.entries[0]?.evidence ?? [],
  };
}

test.each<[name: string, searches: readonly CommitSearch[], codes: readonly string[]]>([
  ["nothing anywhere", [searched("head"), searched("live")], []],
  ["a word alone", [searched("head", [use({ strength: "weak" })]), searched("live")], []],
  ["a test", [searched("head", [use({ inTest: true })]), searched("live")], []],
  ["the head", [searched("head", [use()]), searched("live")], ["still-referenced blocked"]],
  [
    "what runs",
    [searched("head"), searched("base"), searched("live", [use()])],
    ["still-referenced waiting"],
  ],
  [
    "the base branch and what runs",
    [searched("head"), searched("base", [use()]), searched("live", [use()])],
    ["still-referenced blocked"],
  ],
  [
    "a commit that cannot be searched",
    [searched("head"), { state: "unknown", commit: commits.live, reason: "Too large." }],
    ["references-unknown waiting"],
  ],
])("found in %s", (_name, searches, codes) => {
  expect(judge(searches).codes).toEqual(codes);
});

test("a contract that waits for its link is told of the code to come alone", () => {
  expect(judge([searched("head"), searched("live", [use()])], [waits]).codes).toEqual([
    "not-deployed waiting",
  ]);
  expect(judge([searched("head", [use()])], [waits]).codes).toEqual([
    "not-deployed waiting",
    "still-referenced blocked",
  ]);
});

test("only what links let pass or wait is searched, and what runs only for what passes", () => {
  const blocked = { ...waits, code: "reverted", effect: "blocked" } as const;
  const open = { ...waits, code: "link-not-merged" } as const;
  expect(searchNeed(outcome())).toEqual({ contracts: [contract], live: true });
  expect(searchNeed(outcome([waits]))).toEqual({ contracts: [contract], live: false });
  expect(searchNeed(outcome([blocked]))).toEqual({ contracts: [], live: false });
  expect(searchNeed(outcome([open]))).toEqual({ contracts: [], live: false });
});

test("the checklist counts what was searched, and shows the first three places", () => {
  const weak = use({ strength: "weak", path: "app/labels.ts" });
  expect(judge([searched("head", [weak]), searched("live")]).evidence).toMatchObject([
    {
      check: "references",
      state: "proven",
      message:
        "no use in 4,211 files in what `production`, `workers` run `ccccccc` and with this pull request merged; the word alone stands in 1 place",
      examples: [{ path: "app/labels.ts" }],
    },
  ]);
  const uses = [1, 2, 3, 4].map((line) => use({ line, use: line > 2 ? "writes" : "reads" }));
  const [evidence] = judge([searched("head", uses), searched("live")]).evidence;
  expect(evidence?.message).toBe("4 uses (2 reads, 2 writes) with this pull request merged");
  expect(evidence?.examples).toHaveLength(3);
});
