import { describe, expect, test } from "vitest";
import { decideGate, type GateInput, type GateOutcome } from "../../src/gate/decide.ts";
import { assembleResult } from "../../src/gate/verdict.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import {
  addColumn,
  atOnce,
  bodyLink,
  catalogOf,
  contentOf,
  contractOf,
  dropColumn,
  landing,
  linkFacts,
  merged,
  required,
  usersTable,
} from "./gate-facts.ts";
import { linkCases } from "./link-cases.ts";

const drop = contractOf(dropColumn("full_name"));
const identity = { number: 7, title: "Expand 7", url: "", baseBranch: "main" };
const revert = { sha: "d".repeat(40), message: 'Revert "Expand 7"' };

function decide(input: Partial<GateInput>): GateOutcome {
  return decideGate({
    contracts: [drop],
    links: [],
    baseBranch: "main",
    group: null,
    environments: required("production"),
    ...atOnce,
    ...input,
  });
}

function verdictOf(outcome: GateOutcome): Verdict {
  return assembleResult([], [], outcome, null).verdict;
}

/** Check and state of each line of the checklist. */
function checklist({ entries }: GateOutcome): readonly string[] {
  return entries.flatMap(({ evidence }) => evidence.map(({ check, state }) => `${check} ${state}`));
}

describe("one contract change with one link", () => {
  test.each(linkCases)("$name", ({ facts, codes, evidence, verdict, says = "" }) => {
    const outcome = decide({ links: [linkFacts(7, facts)] });
    expect(outcome.reasons.map(({ code: one }) => one)).toEqual(codes);
    expect(checklist(outcome)).toEqual(evidence);
    expect(verdictOf(outcome)).toBe(verdict);
    expect(outcome.reasons.map(({ message }) => message).join("\n")).toContain(says);
    for (const reason of outcome.reasons) {
      expect(reason).toMatchObject({
        object: "public.users.full_name",
        path: "db/002.sql",
        line: 1,
      });
    }
    expect(outcome.entries[0]?.link).toBe("#7");
  });
});

describe("links and changes", () => {
  const email = contractOf(dropColumn("email"));

  test("without a link", () => {
    const outcome = decide({});
    expect(outcome.reasons.map(({ code: one, effect }) => [one, effect])).toEqual([
      ["no-link", "blocked"],
    ]);
    expect(outcome.entries).toMatchObject([{ link: null, evidence: [] }]);
    expect(outcome.reasons[0]?.message).toContain("name the pull request that made it unused");
  });

  test("without a link for what takes nothing away", () => {
    const change = { kind: "set-not-null", table: usersTable.table, column: "email" } as const;
    const [reason] = decide({ contracts: [contractOf(change)] }).reasons;
    expect(reason?.message).toContain("name the pull request that made it safe");
  });

  test("what must be split is not helped by a link", () => {
    const outcome = decide({
      contracts: [contractOf(dropColumn("full_name"), { requirement: "split" })],
      links: [linkFacts(7)],
    });
    expect(outcome.reasons.map(({ code: one }) => one)).toEqual(["in-place-change"]);
    expect(outcome.entries).toEqual([]);
  });

  test("a narrowed link speaks of its object alone", () => {
    const links = [linkFacts(7, { link: bodyLink(7, "users.full_name") })];
    const outcome = decide({ contracts: [drop, email], links });
    expect(outcome.reasons.map(({ code: one, object }) => [one, object])).toEqual([
      ["no-link", "public.users.email"],
    ]);
  });

  test("a link beside a statement speaks of its changes alone", () => {
    const link = {
      ...bodyLink(7),
      source: { kind: "migration", path: "db/002.sql", line: 1 },
    } as const;
    const outcome = decide({
      contracts: [{ ...drop, links: [link] }, email],
      links: [linkFacts(7, { link })],
    });
    expect(outcome.reasons.map(({ object }) => object)).toEqual(["public.users.email"]);
  });

  test("a link that is given twice is told once", () => {
    const outcome = decide({ links: [linkFacts(7), linkFacts(7)] });
    expect(checklist(outcome)).toHaveLength(3);
  });

  test("of a chain all must be deployed, and one must cover", () => {
    const other = linkFacts(8, { content: contentOf([]) });
    expect(decide({ links: [linkFacts(7), other] }).reasons).toEqual([]);
    const behind = landing({ containment: { state: "lacks", relation: "behind" } });
    const late = decide({ links: [linkFacts(7), { ...other, landings: [behind] }] });
    expect(late.reasons.map(({ code: one, message }) => [one, message.includes("#8")])).toEqual([
      ["not-deployed", true],
    ]);
    const bare = decide({ links: [other, linkFacts(9, { content: contentOf([]) })] });
    expect(bare.reasons.map(({ code: one }) => one)).toEqual(["link-does-not-cover"]);
    expect(bare.reasons[0]?.message).toContain("#8, #9");
  });

  test("a link of a chain that was reverted holds, though another one covers", () => {
    const reverted = linkFacts(8, {
      content: contentOf([]),
      onBase: { state: "reverted", commit: revert },
    });
    expect(decide({ links: [linkFacts(7), reverted] }).reasons.map(({ code: one }) => one)).toEqual(
      ["reverted"],
    );
  });

  test("what a later link of the chain removed is not asked for", () => {
    const tip = catalogOf(usersTable, addColumn("display_name"));
    const both = [addColumn("display_name"), addColumn("age")];
    const first = linkFacts(7, { content: contentOf(both, { tip }) });
    const later = linkFacts(9, { content: contentOf([dropColumn("age")], { tip }) });
    const earlier = { ...later, pullRequest: merged(5) };
    expect(decide({ links: [first] }).reasons.map(({ code: one }) => one)).toEqual(["reverted"]);
    expect(decide({ links: [first, later] }).reasons).toEqual([]);
    expect(decide({ links: [first, earlier] }).reasons.map(({ code: one }) => one)).toEqual([
      "reverted",
    ]);
  });

  test("every required environment is looked at", () => {
    const outcome = decide({
      links: [linkFacts(7)],
      environments: required("production", "production-workers"),
    });
    expect(outcome.reasons.map(({ code: one, message }) => [one, message])).toEqual([
      ["deployment-unknown", expect.stringContaining("production-workers")],
    ]);
  });
});

describe("an expand and its contract in one release", () => {
  const name = addColumn("display_name");
  const copy = {
    kind: "update-rows",
    table: usersTable.table,
    columns: ["display_name"],
    readsColumns: ["full_name"],
    bounded: false,
    hasWhere: false,
  } as const;
  const mixed = (...others: (typeof name | typeof copy)[]) =>
    contractOf(dropColumn("full_name"), { release: [...others, drop.judged.change] });

  test("is mixed", () => {
    const outcome = decide({ contracts: [mixed(name)] });
    expect(outcome.reasons.map(({ code: one }) => one)).toEqual(["mixed-phases"]);
    expect(outcome.reasons[0]?.message).toContain("adds `users.display_name`");
  });

  test("names the members of a merge group", () => {
    const outcome = decide({ contracts: [mixed(name)], group: [5, 6] });
    expect(outcome.reasons.map(({ code: one }) => one)).toEqual(["same-merge-group"]);
    expect(outcome.reasons[0]?.message).toContain("#5, #6");
  });

  test("may be told apart by a link, but not where the data is copied over", () => {
    const links = [linkFacts(7)];
    expect(decide({ contracts: [mixed(name)], links }).reasons).toEqual([]);
    const copied = decide({ contracts: [mixed(name, copy)], links });
    expect(copied.reasons.map(({ code: one }) => one)).toEqual(["mixed-phases"]);
  });

  test("is not what only states that something is there", () => {
    const stated = { ...addColumn("id"), ifNotExists: true };
    expect(decide({ contracts: [mixed(stated)] }).reasons.map(({ code: one }) => one)).toEqual([
      "no-link",
    ]);
  });

  test("is no question for what has nothing in its place", () => {
    const change = { kind: "set-not-null", table: usersTable.table, column: "full_name" } as const;
    const contract = contractOf(change, { release: [name, change] });
    expect(decide({ contracts: [contract] }).reasons.map(({ code: one }) => one)).toEqual([
      "no-link",
    ]);
  });

  test.each(["self", "open", "not-found"] as const)(
    "a link to a member of a merge group that is %s",
    (state) => {
      const pullRequest = state === "open" ? { state, ...identity } : { state };
      const outcome = decide({ links: [linkFacts(7, { pullRequest })], group: [7, 8] });
      expect(outcome.reasons.map(({ code: one }) => one)).toEqual(["same-merge-group"]);
    },
  );
});
