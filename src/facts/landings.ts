import { isSamePatch, likelyCopies } from "../gate/copies.ts";
import type { BaseState, Carried, Landing, Remains, RevertState } from "../gate/facts.ts";
import { findRevert } from "../gate/reverts.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { Containment, HistorySource, Source } from "../model/source.ts";
import { isTold, type ReadExpand } from "./expand-content.ts";
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
  const { containment, carried, remains } = await readPresence(reader, expand, live.sha);
  const coming =
    live.rollout === null ? null : await readPresence(reader, expand, live.rollout.sha);
  return {
    ...nothingRead,
    live,
    containment,
    carried,
    remains,
    rollout: coming?.containment ?? null,
    rolloutCarried: coming?.carried ?? null,
    rolloutRemains: coming?.remains ?? nothing,
    before: containment.state === "lacks" ? await findBefore(source, expand, live) : null,
  };
}

/** Whether a commit has an expand, and what is left of it there. */
export interface Presence {
  readonly containment: Containment;
  readonly carried: Carried | null;
  readonly remains: Remains;
}

export async function readPresence(
  reader: LandingReader,
  expand: MergedExpand,
  commit: string,
): Promise<Presence> {
  const containment = await reader.source.readContainment(expand.mergeCommit, commit);
  if (containment.state === "contains")
    return { containment, carried: null, remains: await readRemains(reader, expand, commit) };
  const isElsewhere = containment.state === "lacks" && containment.relation === "diverged";
  const carried = isElsewhere ? await readCarried(reader, expand, commit) : null;
  return { containment, carried, remains: nothing };
}

const nothing: Remains = { migrations: { state: "none" }, revert: { state: "not-reverted" } };
const nothingRead: Omit<Landing, "live"> = {
  containment: null,
  carried: null,
  rollout: null,
  rolloutCarried: null,
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

/** Looks for an expand in a commit of another history: for its migrations, and for a commit with the same patch. */
async function readCarried(
  reader: LandingReader,
  expand: MergedExpand,
  commit: string,
): Promise<Carried> {
  return {
    migrations:
      expand.content.migrationFiles.length === 0
        ? { state: "none" }
        : await replayAt(reader, expand, commit),
    copy: expand.asksForReverts ? await findCopy(reader.source, expand, commit) : null,
  };
}

async function findCopy(
  source: HistorySource,
  expand: MergedExpand,
  commit: string,
): Promise<Carried["copy"]> {
  const read = await source.readCommits(expand.mergeCommit, commit);
  if (read.state === "unknown" || !expand.content.isComplete) return null;
  for (const { sha } of likelyCopies(read.commits, expand)) {
    const { files, complete } = await source.readCommitFiles(sha);
    if (!complete || !isSamePatch(expand.content.patches, files.filter(isTold))) continue;
    const later = read.commits.slice(read.commits.findIndex((one) => one.sha === sha) + 1);
    // Whoever takes it back names the copy, or the pull request.
    const revert = findRevert(later, { ...expand, mergeCommit: sha }) ?? findRevert(later, expand);
    return {
      sha,
      revert: revert === null ? { state: "not-reverted" } : { state: "reverted", commit: revert },
    };
  }
  return null;
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
  return replayAt({ source, foldersAt }, { content }, commit);
}

/** The schema of a commit, by the folders in which an expand did something, or by all where those moved. */
async function replayAt(
  { foldersAt }: LandingReader,
  { content }: Pick<MergedExpand, "content">,
  commit: string,
): Promise<Carried["migrations"]> {
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
