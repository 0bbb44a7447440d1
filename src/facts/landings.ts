import type { BaseState, Landing, Remains, RevertState } from "../gate/facts.ts";
import { findRevert } from "../gate/reverts.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { HistorySource, Source } from "../model/source.ts";
import type { ReadExpand } from "./expand-content.ts";
import type { FoldersAt } from "./folders-at.ts";

/** A merged expand pull request, as far as its way into an environment goes. */
export interface MergedExpand {
  readonly number: number;
  readonly title: string;
  readonly mergeCommit: string;
  readonly content: ReadExpand;
  /** Whether the commits behind it must be searched for a revert, because no schema tells of one. */
  readonly asksForReverts: boolean;
}

/** Where commits and the folders at them are read. */
export interface LandingReader {
  readonly source: HistorySource;
  readonly foldersAt: (commit: string) => Promise<FoldersAt>;
}

/** How many deployments before the live one are looked at to tell a rollback from a first rollout. */
const earlierDeployments = 3;

/** Finds out whether one environment runs an expand pull request, and what is left of it there. */
export async function readLanding(
  reader: LandingReader,
  expand: MergedExpand,
  live: LiveDeployment,
): Promise<Landing> {
  const { source } = reader;
  if (live.state !== "live") return untoldLanding(live);
  const [containment, rollout] = await Promise.all([
    source.readContainment(expand.mergeCommit, live.sha),
    live.rollout === null ? null : source.readContainment(expand.mergeCommit, live.rollout.sha),
  ]);
  const landing = { ...nothingRead, live, containment, rollout };
  if (containment.state !== "contains") {
    const before = containment.state === "lacks" ? await findBefore(source, expand, live) : null;
    return { ...landing, before };
  }
  const remains = await readRemains(reader, expand, live.sha);
  if (live.rollout === null || rollout?.state !== "contains") return { ...landing, remains };
  return {
    ...landing,
    remains,
    rolloutRemains: await readRemains(reader, expand, live.rollout.sha),
  };
}

const nothing: Remains = { migrations: { state: "none" }, revert: { state: "not-reverted" } };
const nothingRead: Omit<Landing, "live"> = {
  containment: null,
  rollout: null,
  before: null,
  remains: nothing,
  rolloutRemains: nothing,
  past: [],
};

/** Of an environment of which no commit is known. */
export function untoldLanding(live: LiveDeployment): Landing {
  return { ...nothingRead, live };
}

/** What became of an expand on the base branch, as far as its commits tell. */
export async function readOnBase(
  source: HistorySource,
  expand: MergedExpand,
  tip: string,
): Promise<BaseState> {
  if (!expand.asksForReverts) return { state: "not-reverted" };
  const containment = await source.readContainment(expand.mergeCommit, tip);
  if (containment.state === "unknown") return containment;
  if (containment.state === "lacks") return { state: "gone" };
  return readRevert(source, expand, tip);
}

async function findBefore(
  source: Source,
  expand: MergedExpand,
  live: Extract<LiveDeployment, { state: "live" }>,
): Promise<Landing["before"]> {
  const commits = live.earlier.map(({ sha }) => sha);
  const others = live.earlier.filter(
    ({ sha }, position) => sha !== live.sha && commits.indexOf(sha) === position,
  );
  for (const earlier of others.slice(0, earlierDeployments)) {
    const containment = await source.readContainment(expand.mergeCommit, earlier.sha);
    if (containment.state === "contains") return earlier;
  }
  return null;
}

/** What is left of an expand at a commit that contains it. */
export async function readRemains(
  reader: LandingReader,
  expand: MergedExpand,
  commit: string,
): Promise<Remains> {
  return {
    migrations: await readMigrationRemains(reader, expand, commit),
    revert: expand.asksForReverts
      ? await readRevert(reader.source, expand, commit)
      : { state: "not-reverted" },
  };
}

async function readMigrationRemains(
  { source, foldersAt }: LandingReader,
  { content }: MergedExpand,
  commit: string,
): Promise<Remains["migrations"]> {
  const files = content.migrationFiles;
  if (files.length === 0) return { state: "none" };
  const present = await source.readPathsAt(
    commit,
    files.map((file) => file.path),
  );
  if (files.every((file) => present.get(file.path) === file.sha)) return { state: "intact" };
  // Gone or edited is not yet reverted: teams squash and move migrations. The schema of that commit tells.
  const live = await foldersAt(commit);
  const own = content.folders.map(({ path }) => path);
  const asked = own.every((path) => live.paths.includes(path)) ? own : live.paths;
  if (asked.length === 0) {
    return { state: "unknown", reason: `no migrations were found at \`${commit.slice(0, 7)}\`` };
  }
  const read = await Promise.all(asked.map((path) => live.read(path)));
  return {
    state: "replayed",
    catalogs: new Map(read.map((one) => [one.folder.path, one.replay.catalog])),
  };
}

async function readRevert(
  source: HistorySource,
  expand: MergedExpand,
  commit: string,
): Promise<RevertState> {
  const read = await source.readCommits(expand.mergeCommit, commit);
  if (read.state === "unknown") return read;
  const revert = findRevert(read.commits, expand);
  return revert === null ? { state: "not-reverted" } : { state: "reverted", commit: revert };
}
