import { describe, expect, test } from "vitest";

import { liveDeployment } from "../../src/github/live-deployment.ts";
import type { DeploymentRecord, DeploymentStatusRecord } from "../../src/github/live-deployment.ts";
import type { LiveDeployment } from "../../src/model/deployment.ts";

/** Minutes past nine on 9 May 2026. */
function at(minute: number): string {
  return `2026-05-09T09:${String(minute).padStart(2, "0")}:00Z`;
}

type Status = readonly [DeploymentStatusRecord["state"], number, environment?: string];

function deployment(
  sha: string,
  created: number,
  ...statuses: readonly Status[]
): DeploymentRecord {
  return {
    id: created,
    sha,
    createdAt: at(created),
    abandoned: false,
    statuses: statuses.map(([state, minute, environment = "production"]) => ({
      state,
      environment,
      createdAt: at(minute),
    })),
  };
}

function live(sha: string, since: number, rest: Partial<LiveDeployment> = {}): object {
  return {
    state: "live",
    environment: "production",
    sha,
    since: at(since),
    rollout: null,
    earlier: [],
    ...rest,
  };
}

function before(
  ...commits: readonly (readonly [sha: string, since: number])[]
): Partial<LiveDeployment> {
  return { earlier: commits.map(([sha, since]) => ({ sha, since: at(since) })) };
}

const cases: readonly {
  readonly name: string;
  readonly deployments: readonly DeploymentRecord[];
  readonly expected: object;
}[] = [
  {
    name: "no deployment at all",
    deployments: [],
    expected: { state: "none", environment: "production" },
  },
  {
    name: "only failures and one that is still running",
    deployments: [deployment("b", 3, ["in_progress", 4]), deployment("a", 1, ["failure", 2])],
    expected: { state: "none", environment: "production" },
  },
  {
    name: "the usual: the one before was set inactive",
    deployments: [
      deployment("b", 3, ["in_progress", 4], ["success", 5]),
      deployment("a", 1, ["success", 2], ["inactive", 5]),
    ],
    expected: live("b", 5, before(["a", 2])),
  },
  {
    name: "production: nothing is ever set inactive, several are active at once",
    deployments: [
      deployment("c", 5, ["success", 6]),
      deployment("b", 3, ["success", 4]),
      deployment("a", 1, ["success", 2]),
    ],
    expected: live("c", 6, before(["b", 4], ["a", 2])),
  },
  {
    name: "rollback by a newer deployment of an older commit",
    deployments: [
      deployment("a", 5, ["success", 6]),
      deployment("b", 3, ["success", 4], ["inactive", 6]),
      deployment("a", 1, ["success", 2], ["inactive", 4]),
    ],
    expected: live("a", 6, before(["b", 4], ["a", 2])),
  },
  {
    name: "rollback by running an old deployment again",
    deployments: [
      deployment("b", 3, ["success", 4], ["inactive", 7]),
      deployment("a", 1, ["success", 2], ["inactive", 4], ["in_progress", 6], ["success", 7]),
    ],
    expected: live("a", 7, before(["b", 4], ["a", 2])),
  },
  {
    name: "overlap: the one created first succeeds last",
    deployments: [
      deployment("b", 2, ["in_progress", 3], ["success", 4]),
      deployment("a", 1, ["in_progress", 2], ["success", 6]),
    ],
    expected: live("a", 6, before(["b", 4])),
  },
  {
    name: "a newer one failed",
    deployments: [
      deployment("b", 3, ["in_progress", 4], ["failure", 5]),
      deployment("a", 1, ["success", 2]),
    ],
    expected: live("a", 2),
  },
  {
    name: "a newer one ended in an error",
    deployments: [deployment("b", 3, ["error", 5]), deployment("a", 1, ["success", 2])],
    expected: live("a", 2),
  },
  {
    name: "a newer one is in progress",
    deployments: [
      deployment("b", 3, ["queued", 3], ["in_progress", 4]),
      deployment("a", 1, ["success", 2]),
    ],
    expected: live("a", 2, { rollout: { sha: "b", startedAt: at(3) } }),
  },
  {
    name: "a newer one waits for an approval",
    deployments: [deployment("b", 3, ["waiting", 4]), deployment("a", 1, ["success", 2])],
    expected: live("a", 2, { rollout: { sha: "b", startedAt: at(4) } }),
  },
  {
    name: "a newer one has no status yet",
    deployments: [deployment("b", 3), deployment("a", 1, ["success", 2])],
    expected: live("a", 2, { rollout: { sha: "b", startedAt: at(3) } }),
  },
  {
    name: "a newer one was abandoned before it started",
    deployments: [{ ...deployment("b", 3), abandoned: true }, deployment("a", 1, ["success", 2])],
    expected: live("a", 2),
  },
  {
    name: "an old deployment is being run again",
    deployments: [
      deployment("b", 3, ["success", 4]),
      deployment("a", 1, ["success", 2], ["inactive", 4], ["in_progress", 6]),
    ],
    expected: live("b", 4, { ...before(["a", 2]), rollout: { sha: "a", startedAt: at(6) } }),
  },
  {
    name: "overlap: one created later is still running when the first succeeds",
    deployments: [deployment("b", 2, ["in_progress", 3]), deployment("a", 1, ["success", 5])],
    expected: live("a", 5, { rollout: { sha: "b", startedAt: at(3) } }),
  },
  {
    name: "one that hung for good is overtaken, even after a rollback to before it",
    deployments: [
      deployment("c", 5, ["success", 6], ["inactive", 8]),
      deployment("b", 3, ["in_progress", 4]),
      deployment("a", 1, ["success", 2], ["success", 8]),
    ],
    expected: live("a", 8, before(["c", 6], ["a", 2])),
  },
  {
    name: "the newest success was set inactive and nothing followed",
    deployments: [
      deployment("b", 3, ["success", 4], ["inactive", 5]),
      deployment("a", 1, ["success", 2]),
    ],
    expected: {
      state: "unknown",
      environment: "production",
      reason:
        "The deployment of `b` to `production` succeeded last, but was set to `inactive` on 9 May 2026 09:05 UTC. Deploy again to tell what runs there.",
    },
  },
  {
    name: "the newest success reported a failure afterwards",
    deployments: [deployment("b", 3, ["success", 4], ["failure", 5])],
    expected: expect.objectContaining({ state: "unknown" }),
  },
  {
    name: "the same deployment is set inactive and successful again",
    deployments: [deployment("a", 1, ["success", 2], ["inactive", 3], ["success", 4])],
    expected: live("a", 4, before(["a", 2])),
  },
  {
    name: "the live deployment is being run again",
    deployments: [deployment("a", 1, ["success", 2], ["in_progress", 3])],
    expected: live("a", 2, { rollout: { sha: "a", startedAt: at(3) } }),
  },
  {
    name: "a success that a status gave to another environment",
    deployments: [
      deployment("b", 3, ["success", 4, "staging"]),
      deployment("a", 1, ["success", 2], ["inactive", 4, "staging"]),
    ],
    expected: live("a", 2, { rollout: { sha: "b", startedAt: at(3) } }),
  },
  {
    name: "the name of the environment in other letters",
    deployments: [deployment("a", 1, ["success", 2, "Production"])],
    expected: live("a", 2),
  },
  {
    name: "the same commit deployed twice was live since the first time",
    deployments: [deployment("a", 3, ["success", 4]), deployment("a", 1, ["success", 2])],
    expected: live("a", 4, before(["a", 2])),
  },
];

describe("what an environment runs", () => {
  test.each(cases)("$name", ({ deployments, expected }) => {
    expect(liveDeployment("production", deployments, true)).toEqual(expected);
  });

  test("no success in a list that goes on is unknown, not none", () => {
    const deployments = [deployment("a", 1, ["failure", 2])];
    expect(liveDeployment("production", deployments, false)).toEqual({
      state: "unknown",
      environment: "production",
      reason: "None of the newest 1 deployments to `production` succeeded.",
    });
  });
});
