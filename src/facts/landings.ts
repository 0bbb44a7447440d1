import { replay, type Parsers } from "../evaluate.ts";
import type { Landing, Remains } from "../gate/facts.ts";
import { findRevert } from "../gate/reverts.ts";
import type { Configuration } from "../model/configuration.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { HistorySource, Source } from "../model/source.ts";
import type { ReadExpand } from "./expand-content.ts";
import { readFoldersAt } from "./histories.ts";

/** A merged expand pull request, as far as its way into an environment goes. */
export interface MergedExpand {
  readonly number: number;
  readonly title: string;
  readonly mergeCommit: string;
  readonly content: ReadExpand;
  /** Whether any contract change rests on code that it removed. */
  readonly coversByCode: boolean;
}

/** How many deployments before the live one are looked at to tell a rollback from a first rollout. */
const earlierDeployments = 3;

/** Finds out whether one environment runs an expand pull request, and what is left of it there. */
export async function readLanding(
  source: HistorySource,
  expand: MergedExpand,
  live: LiveDeployment,
  configuration: Configuration,
  parsers: Parsers,
): Promise<Landing> {
  const nothing: Remains = { migrations: { state: "none" }, revert: { state: "not-reverted" } };
  if (live.state !== "live")
    return { live, containment: null, rollout: null, before: null, remains: nothing };
  const [containment, rollout] = await Promise.all([
    source.readContainment(expand.mergeCommit, live.sha),
    live.rollout === null ? null : source.readContainment(expand.mergeCommit, live.rollout.sha),
  ]);
  const landing = { live, containment, rollout };
  if (containment.state !== "contains") {
    const before = containment.state === "lacks" ? await findBefore(source, expand, live) : null;
    return { ...landing, before, remains: nothing };
  }
  return {
    ...landing,
    before: null,
    remains: await readRemains(source, expand, live.sha, configuration, parsers),
  };
}

async function findBefore(
  source: Source,
  expand: MergedExpand,
  live: Extract<LiveDeployment, { state: "live" }>,
): Promise<Landing["before"]> {
  for (const earlier of live.earlier.slice(0, earlierDeployments)) {
    const containment = await source.readContainment(expand.mergeCommit, earlier.sha);
    if (containment.state === "contains") return earlier;
  }
  return null;
}

async function readRemains(
  source: HistorySource,
  expand: MergedExpand,
  commit: string,
  configuration: Configuration,
  parsers: Parsers,
): Promise<Remains> {
  return {
    migrations: await readMigrationRemains(source, expand, commit, configuration, parsers),
    revert: expand.coversByCode
      ? await readRevert(source, expand, commit)
      : { state: "not-reverted" },
  };
}

async function readMigrationRemains(
  source: HistorySource,
  expand: MergedExpand,
  commit: string,
  configuration: Configuration,
  parsers: Parsers,
): Promise<Remains["migrations"]> {
  const files = expand.content.migrationFiles;
  if (files.length === 0) return { state: "none" };
  const present = await source.readPathsAt(
    commit,
    files.map((file) => file.path),
  );
  if (files.every((file) => present.get(file.path) === file.sha)) return { state: "intact" };
  // Gone or edited is not yet reverted: teams squash and move migrations. The schema of that commit tells.
  const folders = await readFoldersAt(source, commit, configuration);
  if (folders.length === 0) {
    return { state: "unknown", reason: `no migrations were found at \`${commit.slice(0, 7)}\`` };
  }
  return {
    state: "replayed",
    catalogs: folders.map(({ folder, base }) => replay(folder, base, parsers).catalog),
  };
}

async function readRevert(
  source: HistorySource,
  expand: MergedExpand,
  commit: string,
): Promise<Remains["revert"]> {
  const read = await source.readCommits(expand.mergeCommit, commit);
  if (read.state === "unknown") return read;
  const revert = findRevert(read.commits, expand);
  return revert === null ? { state: "not-reverted" } : { state: "reverted", commit: revert };
}
