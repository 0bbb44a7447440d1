import type { Carried, Landing, LinkFacts } from "../../src/gate/facts.ts";
import type { Containment } from "../../src/model/source.ts";
import {
  addColumn,
  bodyLink,
  catalogOf,
  contentOf,
  createTable,
  landing,
  linkFacts,
  merged,
  patch,
  usersTable,
} from "./gate-facts.ts";

/** The two objects that every case drops. */
export type Dropped = "users.full_name" | "orders.total";
export const dropped: readonly Dropped[] = ["users.full_name", "orders.total"];

/** What is true of one link: facts are made from it, and a model that knows nothing of the gate reads it. */
export interface LinkTruth {
  /** Merged into the branch that is deployed. */
  readonly isMerged: boolean;
  /** What it added to or removed the uses of. */
  readonly covers: readonly Dropped[];
  /** The object that it is narrowed to. */
  readonly narrowedTo: Dropped | null;
  /** Whether all that it brought is still on the base branch. */
  readonly isOnBase: boolean;
  readonly landings: readonly LandingTruth[];
}

/** What is true of a link in one environment. */
export interface LandingTruth {
  readonly environment: string;
  /** Whether the live commit, and one that is rolling out, are known to contain it. */
  readonly isLive: boolean;
  /** Whether nothing in the live commit takes it back. */
  readonly isWhole: boolean;
}

/** Pseudo-random numbers below a bound (mulberry32): the same seed gives the same cases. */
export type Random = (below: number) => number;

export function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function randomTruth(random: Random, environments: readonly string[]): LinkTruth {
  const mostly = (): boolean => random(12) > 0;
  return {
    isMerged: mostly(),
    covers: dropped.filter(() => random(3) > 0),
    narrowedTo: random(4) === 0 ? (dropped[random(2)] ?? null) : null,
    isOnBase: mostly(),
    landings: environments
      .filter(mostly)
      .map((environment) => ({ environment, isLive: mostly(), isWhole: mostly() })),
  };
}

/** Facts that tell the truth, in one of the ways in which they can. */
export function factsOf(random: Random, truth: LinkTruth, number: number): LinkFacts {
  const any = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[random(values.length)] ?? values[0];
  const away = { state: "unknown", reason: "away" } as const;
  const reverted = { state: "reverted", commit: { sha: "f".repeat(40), message: "" } } as const;
  const identity = { number, title: "Expand", url: "", baseBranch: "main" };
  const pullRequest: LinkFacts["pullRequest"] = truth.isMerged
    ? merged(number)
    : any<LinkFacts["pullRequest"]>([
        { state: "self" },
        { state: "elsewhere" },
        { state: "not-found" },
        away,
        { state: "open", ...identity },
        { state: "closed", ...identity },
        { ...merged(number), baseBranch: "next" },
      ]);
  const added = truth.covers.map((object) => additions[object]);
  const whole = catalogOf(usersTable, ordersTable, ...added);
  const bare = catalogOf(usersTable, ordersTable);
  const byCode = random(2) === 0;
  const content = byCode
    ? contentOf([], {
        files: truth.covers.map((object) => patch(`${object}.ts`, removals[object])),
      })
    : contentOf(added, { tip: truth.isOnBase ? whole : bare });
  const toLanding = ({ environment, isLive, isWhole }: LandingTruth): Landing => {
    const sha = "a".repeat(40);
    const at = {
      state: "live",
      environment,
      sha,
      since: null,
      rollout: null,
      earlier: [],
    } as const;
    const rolling = { ...at, rollout: { sha: "c".repeat(40), startedAt: "2026-05-01T00:00:00Z" } };
    const contains: Containment = { state: "contains" };
    const lacks: Containment = { state: "lacks", relation: any(["behind", "diverged"]) };
    const replayed = (catalog: typeof whole): Carried["migrations"] => ({
      state: "replayed",
      catalogs: new Map([["db", catalog]]),
    });
    const onBranch: Containment = { state: "lacks", relation: "diverged" };
    // Of a backport to another branch, each proof speaks for its own kind of coverage alone.
    const carried = {
      migrations: replayed(isWhole ? whole : bare),
      copy: { sha, revert: isWhole ? { state: "not-reverted" } : reverted },
    } satisfies Carried;
    const unproven: Carried = {
      migrations: byCode ? replayed(whole) : any<Carried["migrations"]>([away, replayed(bare)]),
      copy: null,
    };
    const way = isLive
      ? any<Partial<Landing>>([
          { live: at, containment: contains, rollout: null },
          { live: rolling, containment: contains, rollout: contains },
          { live: at, containment: onBranch, carried },
          {
            live: rolling,
            containment: onBranch,
            carried,
            rollout: onBranch,
            rolloutCarried: carried,
          },
        ])
      : any<Partial<Landing>>([
          { live: at, containment: onBranch, carried: unproven },
          { live: rolling, containment: onBranch, carried, rollout: onBranch },
          { live: { state: "none", environment }, containment: null, rollout: null },
          { live: { ...away, environment }, containment: null, rollout: null },
          { live: at, containment: lacks, rollout: null },
          { live: at, containment: away, rollout: null },
          { live: at, containment: null, rollout: null },
          { live: rolling, containment: contains, rollout: lacks },
          { live: rolling, containment: contains, rollout: away },
          { live: rolling, containment: contains, rollout: null },
          { live: rolling, containment: lacks, rollout: contains },
        ]);
    const migrations = isWhole
      ? any<Landing["remains"]["migrations"]>([{ state: "intact" }, replayed(whole)])
      : any<Landing["remains"]["migrations"]>([away, replayed(bare)]);
    const revert: Landing["remains"]["revert"] = isWhole
      ? { state: "not-reverted" }
      : any<Landing["remains"]["revert"]>([away, reverted]);
    return landing({ ...way, remains: { migrations, revert } });
  };
  const isKnown = pullRequest.state === "merged";
  return linkFacts(number, {
    link: bodyLink(number, truth.narrowedTo),
    pullRequest,
    content: isKnown ? content : null,
    onBase: truth.isOnBase
      ? { state: "not-reverted" }
      : any<LinkFacts["onBase"]>([{ state: "gone" }, reverted, away]),
    landings: isKnown ? truth.landings.map(toLanding) : [],
  });
}

export const ordersTable = createTable("orders", ["id", "total"]);

const additions = {
  "users.full_name": addColumn("display_name"),
  "orders.total": addColumn("amount", ordersTable.table),
} as const;

const removals = {
  "users.full_name": "-full_name",
  "orders.total": " orders\n-total",
} as const;
