import type { Landing, LinkFacts } from "../../src/gate/facts.ts";
import type { LiveDeployment } from "../../src/model/deployment.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import {
  addColumn,
  catalogOf,
  contentOf,
  createTable,
  landing,
  merged,
  patch,
  usersTable,
} from "./gate-facts.ts";

const identity = { number: 7, title: "Expand 7", url: "", baseBranch: "main" };
const live = landing().live as Extract<LiveDeployment, { state: "live" }>;
const rollout = { sha: "c".repeat(40), startedAt: "2026-05-21T09:00:00Z" };
const revert = { sha: "d".repeat(40), message: 'Revert "Expand 7"' };
const code = contentOf([], { files: [patch("app/a.ts", "-full_name")] });

/** What is known of one link to #7 and what the gate makes of it. */
export interface LinkCase {
  readonly name: string;
  readonly facts: Partial<LinkFacts>;
  readonly codes: readonly string[];
  readonly evidence: readonly string[];
  readonly verdict: Verdict;
  /** A part of what the reason says. */
  readonly says?: string;
}

const covers = "covers proven";

export const linkCases: readonly LinkCase[] = [
  {
    name: "merged, covering, live and whole",
    facts: {},
    codes: [],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "pass",
  },
  {
    name: "the pull request itself",
    facts: { pullRequest: { state: "self" } },
    codes: ["link-is-self"],
    evidence: ["linked failed"],
    verdict: "blocked",
  },
  {
    name: "one of another repository",
    facts: { pullRequest: { state: "elsewhere" } },
    codes: ["link-not-found"],
    evidence: ["linked failed"],
    verdict: "blocked",
  },
  {
    name: "one that does not exist",
    facts: { pullRequest: { state: "not-found" } },
    codes: ["link-not-found"],
    evidence: ["linked failed"],
    verdict: "blocked",
  },
  {
    name: "one that could not be read",
    facts: { pullRequest: { state: "unknown", reason: "GitHub is away." } },
    codes: ["link-not-found"],
    evidence: ["linked failed"],
    verdict: "blocked",
    says: "GitHub is away.",
  },
  {
    name: "an open one",
    facts: { pullRequest: { state: "open", ...identity } },
    codes: ["link-not-merged"],
    evidence: ["merged waiting"],
    verdict: "waiting",
  },
  {
    name: "a closed one",
    facts: { pullRequest: { state: "closed", ...identity } },
    codes: ["link-not-merged"],
    evidence: ["merged failed"],
    verdict: "blocked",
  },
  {
    name: "one that was merged into another branch",
    facts: { pullRequest: { ...merged(7), baseBranch: "next" } },
    codes: ["link-not-merged"],
    evidence: ["merged failed"],
    verdict: "blocked",
    says: "`next`",
  },
  {
    name: "one that brought nothing for the object",
    facts: { content: contentOf([createTable("tags", ["id"])]) },
    codes: ["link-does-not-cover"],
    evidence: ["merged proven", "covers failed", "deployed proven", "not-reverted proven"],
    verdict: "blocked",
  },
  {
    name: "one whose diff is too large to be read whole",
    facts: { content: contentOf([]), contentComplete: false },
    codes: ["link-does-not-cover"],
    evidence: ["merged proven", "covers failed", "deployed proven", "not-reverted proven"],
    verdict: "blocked",
    says: "too large",
  },
  {
    name: "a merge commit that is not known",
    facts: { pullRequest: { ...merged(7), mergeCommit: null }, content: null, landings: [] },
    codes: ["link-does-not-cover", "deployment-unknown"],
    evidence: ["merged proven", "covers failed", "deployed unknown"],
    verdict: "blocked",
  },
  {
    name: "an environment that nobody looked at",
    facts: { landings: [] },
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed unknown"],
    verdict: "waiting",
  },
  {
    name: "nothing ever deployed",
    facts: onLanding({ live: { state: "none", environment: "production" } }),
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed unknown"],
    verdict: "waiting",
    says: "no successful deployment on record",
  },
  {
    name: "a deployment that could not be told",
    facts: onLanding({
      live: { state: "unknown", environment: "production", reason: "Deploy again." },
    }),
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed unknown"],
    verdict: "waiting",
    says: "Deploy again.",
  },
  {
    name: "a live commit that is gone",
    facts: onLanding({ containment: { state: "unknown", reason: "It is gone." } }),
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed unknown"],
    verdict: "waiting",
  },
  {
    name: "a containment that was never read",
    facts: onLanding({ containment: null }),
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed unknown"],
    verdict: "waiting",
  },
  {
    name: "not deployed yet",
    facts: onLanding({ containment: { state: "lacks", relation: "behind" } }),
    codes: ["not-deployed"],
    evidence: [covers, "deployed waiting"],
    verdict: "waiting",
  },
  {
    name: "another branch deployed",
    facts: onLanding({ containment: { state: "lacks", relation: "diverged" } }),
    codes: ["not-deployed"],
    evidence: [covers, "deployed waiting"],
    verdict: "waiting",
  },
  {
    name: "a rollout that brings it",
    facts: onLanding({
      live: { ...live, rollout },
      containment: { state: "lacks", relation: "behind" },
      rollout: { state: "contains" },
    }),
    codes: ["rollout-in-progress"],
    evidence: [covers, "deployed waiting"],
    verdict: "waiting",
  },
  {
    name: "a rollout that takes it away",
    facts: onLanding({
      live: { ...live, rollout },
      rollout: { state: "lacks", relation: "behind" },
    }),
    codes: ["rollout-in-progress"],
    evidence: [covers, "deployed waiting"],
    verdict: "waiting",
  },
  {
    name: "a rollout of which nothing is known",
    facts: onLanding({ live: { ...live, rollout } }),
    codes: ["rollout-in-progress"],
    evidence: [covers, "deployed waiting"],
    verdict: "waiting",
  },
  {
    name: "a rollout that has it too",
    facts: onLanding({ live: { ...live, rollout }, rollout: { state: "contains" } }),
    codes: [],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "pass",
  },
  {
    name: "a rollback",
    facts: onLanding({
      containment: { state: "lacks", relation: "behind" },
      before: { sha: "e".repeat(40), since: "2026-05-19T09:00:00Z" },
    }),
    codes: ["rolled-back"],
    evidence: [covers, "deployed waiting"],
    verdict: "waiting",
    says: "`eeeeeee`",
  },
  {
    name: "a squash that kept what it added",
    facts: onRemains({
      state: "replayed",
      catalogs: new Map([["db", catalogOf(usersTable, addColumn("display_name"))]]),
    }),
    codes: [],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "pass",
  },
  {
    name: "what it added gone from what is live",
    facts: onRemains({ state: "replayed", catalogs: new Map([["db", catalogOf(usersTable)]]) }),
    codes: ["reverted"],
    evidence: [covers, "deployed proven", "not-reverted failed"],
    verdict: "blocked",
    says: "`public.users.display_name` is no longer there",
  },
  {
    name: "only the folder of another database has it",
    facts: onRemains({
      state: "replayed",
      catalogs: new Map([
        ["db", catalogOf(usersTable)],
        ["other", catalogOf(usersTable, addColumn("display_name"))],
      ]),
    }),
    codes: ["reverted"],
    evidence: [covers, "deployed proven", "not-reverted failed"],
    verdict: "blocked",
  },
  {
    name: "a folder that moved",
    facts: onRemains({
      state: "replayed",
      catalogs: new Map([["database", catalogOf(usersTable, addColumn("display_name"))]]),
    }),
    codes: [],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "pass",
  },
  {
    name: "migrations that could not be read",
    facts: onRemains({ state: "unknown", reason: "They are gone." }),
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed proven", "not-reverted unknown"],
    verdict: "waiting",
  },
  {
    name: "what it added gone from the base branch",
    facts: { content: contentOf([addColumn("display_name")], { tip: catalogOf(usersTable) }) },
    codes: ["reverted"],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "blocked",
    says: "no longer in the schema of `main`",
  },
  {
    name: "code, live and not reverted",
    facts: { content: code },
    codes: [],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "pass",
  },
  {
    name: "code, reverted in what is live",
    facts: {
      content: code,
      ...onRemains({ state: "none" }, { state: "reverted", commit: revert }),
    },
    codes: ["reverted"],
    evidence: [covers, "deployed proven", "not-reverted failed"],
    verdict: "blocked",
    says: "`ddddddd`",
  },
  {
    name: "code, of which the live history could not be read",
    facts: {
      content: code,
      ...onRemains({ state: "none" }, { state: "unknown", reason: "Too long." }),
    },
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed proven", "not-reverted unknown"],
    verdict: "waiting",
  },
  {
    name: "code, reverted on the base branch",
    facts: { content: code, onBase: { state: "reverted", commit: revert } },
    codes: ["reverted"],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "blocked",
    says: "on `main`",
  },
  {
    name: "code, of a history that was rewritten",
    facts: { content: code, onBase: { state: "gone" } },
    codes: ["reverted"],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "blocked",
    says: "history was rewritten",
  },
  {
    name: "code, of which the base branch could not be read",
    facts: { content: code, onBase: { state: "unknown", reason: "Too long." } },
    codes: ["deployment-unknown"],
    evidence: [covers, "deployed proven", "not-reverted proven"],
    verdict: "waiting",
  },
];

function onLanding(changes: Partial<Landing>): Partial<LinkFacts> {
  return { landings: [landing(changes)] };
}

function onRemains(
  migrations: Landing["remains"]["migrations"],
  reverted: Landing["remains"]["revert"] = { state: "not-reverted" },
): Partial<LinkFacts> {
  return onLanding({ remains: { migrations, revert: reverted } });
}
