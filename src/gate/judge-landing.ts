import type { Catalog } from "../catalog/catalog.ts";
import { leavesTrace } from "../catalog/has-objects.ts";
import type { Evidence } from "../model/evidence.ts";
import { placeName } from "../place-name.ts";
import { formatTime } from "../time.ts";
import type { Coverage } from "./covers.ts";
import type { Landing } from "./facts.ts";
import { fewestLacking } from "./fewest-lacking.ts";
import type { BareReason } from "./link-problem.ts";

/** What one environment says about one expand pull request: evidence always, a reason where it is not proven. */
export interface LandingJudgement {
  readonly evidence: readonly Evidence[];
  readonly reason: BareReason | null;
}

type Live = Extract<Landing["live"], { state: "live" }>;

/**
 * Judges whether `name` (`#118`) runs in an environment and is still whole there. Only a live commit that contains the
 * expand, unreverted, with no other commit rolling out that lacks it, is proof; whatever is unknown waits.
 */
export function judgeLanding(
  name: string,
  landing: Landing,
  coverage: Coverage,
  processes: readonly string[] = [],
): LandingJudgement {
  const { live, containment, rollout } = landing;
  const place = placeName(live.environment, processes);
  if (live.state === "none") {
    return unknownDeployment(
      live.environment,
      `${place} has no successful deployment on record. Record deployments of it on GitHub, or name the environment that your releases use under \`environments\` in the configuration.`,
    );
  }
  if (live.state === "unknown") {
    return unknownDeployment(
      live.environment,
      `What runs in ${place} could not be told: ${live.reason}`,
    );
  }
  const by = live.by === undefined ? "" : ` (${live.by})`;
  const runs = `${place} runs ${shortCommit(live.sha)}${since(live)}${by}`;
  if (containment === null || containment.state === "unknown") {
    const cause = containment === null ? "" : `: ${containment.reason}`;
    const message = `${runs}; whether that contains ${name} could not be told${cause}`;
    return unknownDeployment(live.environment, message, live.since);
  }
  const carried = judgeCarried(name, landing, coverage);
  if (containment.state === "lacks" && carried === null)
    return judgeLacking(name, landing, place, runs, live);
  if (live.rollout !== null) {
    const coming = { live, remains: landing.rolloutRemains, carried: landing.rolloutCarried };
    const isWhole =
      rollout?.state === "contains"
        ? judgeRemains(name, coming, coverage).reason === null
        : judgeCarried(name, coming, coverage)?.reason === null;
    if (!isWhole)
      return waiting(
        live,
        "rollout-in-progress",
        `${runs}, which contains ${name}, but ${shortCommit(live.rollout.sha)} is rolling out since ${formatTime(live.rollout.startedAt)} and is not known to contain it${rollout?.state === "contains" ? " whole" : ""}. Wait for that deployment to end.`,
      );
  }
  const deployed: Evidence = {
    check: "deployed",
    state: "proven",
    environment: live.environment,
    message: `${runs}, which ${carried === null ? `contains ${name}` : carried.how}`,
    at: live.since,
  };
  const remains = carried ?? judgeRemains(name, landing, coverage);
  return { evidence: [deployed, ...remains.evidence], reason: remains.reason };
}

function judgeLacking(
  name: string,
  landing: Landing,
  place: string,
  runs: string,
  live: Live,
): LandingJudgement {
  const { rollout, before } = landing;
  if (live.rollout !== null && rollout?.state === "contains") {
    return waiting(
      live,
      "rollout-in-progress",
      `${runs}, from before ${name}; ${shortCommit(live.rollout.sha)}, which contains it, is rolling out since ${formatTime(live.rollout.startedAt)}`,
    );
  }
  if (before !== null) {
    const at = live.since === null ? "" : ` (since ${formatTime(live.since)})`;
    return waiting(
      live,
      "rolled-back",
      `${place} was rolled back: it ran ${shortCommit(before.sha)} with ${name}, and now runs ${shortCommit(live.sha)}${at}, which lacks it`,
    );
  }
  return waiting(live, "not-deployed", `${runs}, from before ${name}`);
}

/** Contained is not enough: a later commit may have taken the expand back. */
export function judgeRemains(
  name: string,
  landing: Pick<Landing, "live" | "remains">,
  coverage: Coverage,
): LandingJudgement {
  const { environment } = landing.live;
  const { migrations, revert } = landing.remains;
  const reverted = (how: string): LandingJudgement =>
    notWhole(environment, "failed", {
      code: "reverted",
      effect: "blocked",
      message: `${name} was reverted ${how}. Bring it back, deploy it, and link the pull request that does.`,
    });
  const untold = (what: string, cause: string): LandingJudgement =>
    notWhole(environment, "unknown", {
      code: "deployment-unknown",
      effect: "waiting",
      message: `Whether ${what} in what \`${environment}\` runs could not be told: ${cause}`,
    });
  if (coverage.by !== "schema") {
    if (revert.state === "unknown") return untold(`${name} was reverted`, revert.reason);
    if (revert.state === "reverted")
      return reverted(`by ${shortCommit(revert.commit.sha)} in what \`${environment}\` runs`);
  } else if (migrations.state === "unknown") {
    return untold(`the migrations of ${name} are still`, migrations.reason);
  } else if (migrations.state === "replayed") {
    const catalogs = catalogsFor(coverage.folder.path, migrations.catalogs);
    const lacks = fewestLacking(catalogs, coverage.changes);
    if (lacks.length > 0) {
      const objects = lacks.map((object) => `\`${object}\``).join(", ");
      return reverted(`in what \`${environment}\` runs: ${objects} is no longer there`);
    }
  }
  const message =
    migrations.state === "replayed" && coverage.by === "schema"
      ? `what ${name} added is still in the schema there, though its migrations were moved or squashed`
      : `nothing in what \`${environment}\` runs takes ${name} back`;
  return {
    evidence: [{ check: "not-reverted", state: "proven", environment, message, at: null }],
    reason: null,
  };
}

/** How a commit of another history has an expand all the same, and whether it is still whole there. */
interface CarriedJudgement extends LandingJudgement {
  /** "has #118 as `abc1234`, the same patch on another branch" */
  readonly how: string;
}

/**
 * Judges an expand that the live commit does not contain and carries: a backport. What it added to the schema is proven
 * by the schema there; what it did to the code only by a commit with the same patch. Null where that
 * is not proven.
 */
export function judgeCarried(
  name: string,
  { live, carried }: Pick<Landing, "live" | "carried">,
  coverage: Coverage,
): CarriedJudgement | null {
  if (carried === null) return null;
  const { migrations, copy } = carried;
  if (coverage.by === "schema") {
    // Of what only takes something away, a schema without it on a branch of its own proves nothing.
    if (migrations.state !== "replayed" || !coverage.changes.every(leavesTrace)) return null;
    const { reason } = judgeRemains(
      name,
      { live, remains: { migrations, revert: { state: "not-reverted" } } },
      coverage,
    );
    if (reason !== null) return null;
    const { environment } = live;
    const message = `what ${name} added is in the schema there`;
    return {
      evidence: [{ check: "not-reverted", state: "proven", environment, message, at: null }],
      reason: null,
      how: `has what ${name} added to the schema, on a branch that was cut before it`,
    };
  }
  if (copy === null) return null;
  return {
    ...judgeRemains(
      name,
      { live, remains: { migrations: { state: "none" }, revert: copy.revert } },
      coverage,
    ),
    how: `has ${name} as ${shortCommit(copy.sha)}: the same patch, on a branch that was cut before it`,
  };
}

/** The folder's own schema; where it moved, any may be its own. */
function catalogsFor(folder: string, catalogs: ReadonlyMap<string, Catalog>): readonly Catalog[] {
  const own = catalogs.get(folder);
  return own === undefined ? [...catalogs.values()] : [own];
}

function unknownDeployment(
  environment: string,
  message: string,
  at: string | null = null,
): LandingJudgement {
  return {
    evidence: [{ check: "deployed", state: "unknown", environment, message, at }],
    reason: { code: "deployment-unknown", effect: "waiting", message },
  };
}

function waiting(live: Live, code: BareReason["code"], message: string): LandingJudgement {
  const { environment, since: at } = live;
  return {
    evidence: [{ check: "deployed", state: "waiting", environment, message, at }],
    reason: { code, effect: "waiting", message },
  };
}

function notWhole(
  environment: string,
  state: Evidence["state"],
  reason: BareReason,
): LandingJudgement {
  const { message } = reason;
  return { evidence: [{ check: "not-reverted", state, environment, message, at: null }], reason };
}

function since(live: Live): string {
  return live.since === null ? "" : ` since ${formatTime(live.since)}`;
}

function shortCommit(sha: string): string {
  return `\`${sha.slice(0, 7)}\``;
}
