import type { Evidence } from "../model/evidence.ts";
import type { Reason } from "../model/reason.ts";
import { formatTime } from "../time.ts";
import type { Coverage } from "./covers.ts";
import { fewestLacking } from "./fewest-lacking.ts";
import type { Landing } from "./facts.ts";

/** What one environment says about one expand pull request: evidence always, a reason where it is not proven. */
export interface LandingJudgement {
  readonly evidence: readonly Evidence[];
  readonly reason: Pick<Reason, "code" | "effect" | "message"> | null;
}

/**
 * Judges whether `name` (`#118`) runs in an environment and is still whole there. Only a live commit that contains the
 * expand, unreverted, with no other commit rolling out that lacks it, is proof; whatever is unknown waits.
 */
export function judgeLanding(name: string, landing: Landing, coverage: Coverage): LandingJudgement {
  const { live } = landing;
  const environment = live.environment;
  if (live.state === "none") {
    const message = `\`${environment}\` has no successful deployment on record. Record deployments of it on GitHub, or name the environment that your releases use under \`environments\` in the configuration.`;
    return unproven(environment, "unknown", {
      code: "deployment-unknown",
      effect: "waiting",
      message,
    });
  }
  if (live.state === "unknown") {
    const message = `What runs in \`${environment}\` could not be told: ${live.reason}`;
    return unproven(environment, "unknown", {
      code: "deployment-unknown",
      effect: "waiting",
      message,
    });
  }
  const since = live.since === null ? "" : ` since ${formatTime(live.since)}`;
  const runs = `\`${environment}\` runs \`${live.sha.slice(0, 7)}\`${since}`;
  const containment = landing.containment;
  if (containment === null || containment.state === "unknown") {
    const cause = containment === null ? "" : `: ${containment.reason}`;
    const message = `${runs}; whether that contains ${name} could not be told${cause}`;
    return unproven(
      environment,
      "unknown",
      { code: "deployment-unknown", effect: "waiting", message },
      live.since,
    );
  }
  if (containment.state === "lacks") return judgeLacking(name, landing, runs, live);
  if (live.rollout !== null && landing.rollout?.state !== "contains") {
    const message = `${runs}, which contains ${name}, but \`${live.rollout.sha.slice(0, 7)}\` is rolling out since ${formatTime(live.rollout.startedAt)} and is not known to contain it. Wait for that deployment to end.`;
    return unproven(
      environment,
      "waiting",
      { code: "rollout-in-progress", effect: "waiting", message },
      live.since,
    );
  }
  const deployed: Evidence = {
    check: "deployed",
    state: "proven",
    environment,
    message: `${runs}, which contains ${name}`,
    at: live.since,
  };
  const remains = judgeRemains(name, landing, coverage);
  return { evidence: [deployed, ...remains.evidence], reason: remains.reason };
}

function judgeLacking(
  name: string,
  landing: Landing,
  runs: string,
  live: Extract<Landing["live"], { state: "live" }>,
): LandingJudgement {
  const environment = live.environment;
  if (live.rollout !== null && landing.rollout?.state === "contains") {
    const message = `${runs}, from before ${name}; \`${live.rollout.sha.slice(0, 7)}\`, which contains it, is rolling out since ${formatTime(live.rollout.startedAt)}`;
    return unproven(
      environment,
      "waiting",
      { code: "rollout-in-progress", effect: "waiting", message },
      live.since,
    );
  }
  if (landing.before !== null) {
    const message = `\`${environment}\` was rolled back: it ran \`${landing.before.sha.slice(0, 7)}\` with ${name}, and now runs \`${live.sha.slice(0, 7)}\`${live.since === null ? "" : ` (since ${formatTime(live.since)})`}, which lacks it`;
    return unproven(
      environment,
      "waiting",
      { code: "rolled-back", effect: "waiting", message },
      live.since,
    );
  }
  const message = `${runs}, from before ${name}`;
  return unproven(
    environment,
    "waiting",
    { code: "not-deployed", effect: "waiting", message },
    live.since,
  );
}

/** Contained is not enough: a later commit may have taken the expand back. */
function judgeRemains(name: string, landing: Landing, coverage: Coverage): LandingJudgement {
  const environment = landing.live.environment;
  const { migrations, revert } = landing.remains;
  if (coverage.by === "schema") {
    if (migrations.state === "unknown") {
      const message = `Whether the migrations of ${name} are still in what \`${environment}\` runs could not be told: ${migrations.reason}`;
      return unproven(
        environment,
        "unknown",
        { code: "deployment-unknown", effect: "waiting", message },
        null,
        "not-reverted",
      );
    }
    const lacks =
      migrations.state === "replayed" ? fewestLacking(migrations.catalogs, coverage.changes) : [];
    if (lacks.length > 0) {
      const message = `${name} was reverted in what \`${environment}\` runs: ${lacks.map((object) => `\`${object}\``).join(", ")} is no longer there. Bring it back, deploy it, and link the pull request that does.`;
      return unproven(
        environment,
        "failed",
        { code: "reverted", effect: "blocked", message },
        null,
        "not-reverted",
      );
    }
  }
  if (coverage.by === "code" && revert.state !== "not-reverted") {
    if (revert.state === "unknown") {
      const message = `Whether ${name} was reverted in what \`${environment}\` runs could not be told: ${revert.reason}`;
      return unproven(
        environment,
        "unknown",
        { code: "deployment-unknown", effect: "waiting", message },
        null,
        "not-reverted",
      );
    }
    const message = `${name} was reverted by \`${revert.commit.sha.slice(0, 7)}\` in what \`${environment}\` runs. Bring it back, deploy it, and link the pull request that does.`;
    return unproven(
      environment,
      "failed",
      { code: "reverted", effect: "blocked", message },
      null,
      "not-reverted",
    );
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

function unproven(
  environment: string,
  state: Evidence["state"],
  reason: NonNullable<LandingJudgement["reason"]>,
  at: string | null = null,
  check: Evidence["check"] = "deployed",
): LandingJudgement {
  return { evidence: [{ check, state, environment, message: reason.message, at }], reason };
}
