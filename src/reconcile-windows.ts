import { configurationPath } from "./config/defaults.ts";
import { readEvidence } from "./deployments/read-evidence.ts";
import { createFolderReader } from "./facts/folders-at.ts";
import { createParserLoader } from "./facts/load-parsers.ts";
import { horizonOf, longestWait, wantedEnvironments } from "./facts/required-environments.ts";
import type { DefaultBranch } from "./github/default-branch.ts";
import { readRecentlyMerged } from "./github/recently-merged.ts";
import { readPatches } from "./github/patches.ts";
import { readClosedIssues, readOpenIssues } from "./github/window-issues.ts";
import { judgeWindows, type JudgedWindow, type WindowGround } from "./judge-windows.ts";
import type { Configuration } from "./model/configuration.ts";
import { SourceError } from "./model/source-error.ts";
import type { WindowIdentity, WindowIssue, WindowPolicy } from "./model/window.ts";
import { findOpenedWindows, windowOpeners, type WindowOpener } from "./open-windows.ts";
import { configurationOf, type Target } from "./reconcile.ts";
import { groupBy } from "./report/group-by.ts";
import { remind, writeOverview } from "./window-overview.ts";
import { isOverview, summarizeWindows } from "./windows/overview.ts";
import { knownWindows, windowKey, type KnownWindow } from "./windows/identity.ts";
import { windowLabel } from "./windows/window-label.ts";
import { shapeName } from "./windows/shape.ts";
import { writeWindows } from "./write-windows.ts";

/** A lost event is made good within this time: so far back merged pull requests are looked at. In milliseconds. */
const lookBack = 7 * 86_400_000;

/** More windows than this at once are judged in the next run. */
const mostWindows = 40;

/**
 * Brings the issues of compatibility windows to what GitHub says now: opens those that merged pull requests ask for,
 * ticks and unticks what can be seen, closes those that are over. Answers what could not be done, each with its cause and
 * the next step. Nothing of this touches the status of a pull request.
 */
export async function reconcileWindows(
  target: Target,
  branch: DefaultBranch,
  serverUrl: string,
): Promise<readonly string[]> {
  try {
    const configuration = await configurationOf(configurationText(branch));
    const { windows: policy } = configuration;
    if (policy === null) return [];
    return await reconcile(target, { configuration, policy, branch, serverUrl });
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return [`The compatibility windows could not be looked after. ${error.message}`];
  }
}

/** The windows are looked after by what the default branch says. */
function configurationText({ name, file }: DefaultBranch): string | null {
  if (file === null || file.text !== null) return file?.text ?? null;
  throw new SourceError(
    `\`${configurationPath}\` on \`${name}\` is no text. Replace it by an ordinary YAML file.`,
  );
}

interface Setting {
  readonly configuration: Configuration;
  readonly policy: WindowPolicy;
  readonly branch: DefaultBranch;
  readonly serverUrl: string;
}

async function reconcile(
  target: Target,
  { configuration, policy, branch, serverUrl }: Setting,
): Promise<readonly string[]> {
  const { client, repository } = target;
  const since = isoSeconds(target.now().getTime() - lookBack);
  const [open, closed, recent] = await Promise.all([
    readOpen(target),
    readClosedIssues(client, repository, windowLabel, since),
    readRecentlyMerged(client, repository, { branch: branch.name, since }),
  ]);
  const windows = knownWindows(open);
  const known = [...windows, ...knownWindows(closed)];
  const openers = windowOpeners(recent.merged).flatMap((one) => withoutKnown(one, known));
  const judged = unique(windows).slice(0, mostWindows);
  const setting = { policy, serverUrl };
  if (judged.length === 0 && openers.length === 0)
    return open.some(isOverview) ? tellAbout(target, open, setting) : [];
  const ground = await readGround(target, configuration, branch, [
    ...judged.map(({ identity }) => identity.expand),
    ...openers.map((opener) => opener.merged.number),
  ]);
  const problems = recent.isWhole ? [] : [tooMany(recent.merged.length)];
  const opened: WindowIdentity[] = [];
  for (const opener of openers) {
    const found = await findOpenedWindows(opener, ground);
    problems.push(...found.problems);
    opened.push(...found.identities.filter((one) => !isKnown(one, known)));
  }
  const all: readonly JudgedWindow[] = await judgeWindows(
    [...judged.map(({ identity }) => identity), ...opened],
    ground,
  );
  const written = await writeWindows(target, { windows: all, issues: open, ...setting });
  const issues = written.isChanged ? await readOpen(target) : open;
  return [...problems, ...written.problems, ...(await tellAbout(target, issues, setting))];
}

function tooMany(read: number): string {
  return `Of the last seven days the newest ${read} merged pull requests were looked at for compatibility windows, and no more. Where an older one opens a window, edit its description: that makes it new.`;
}

/** Reminders and overview rest on what the issues themselves say. */
async function tellAbout(
  target: Target,
  issues: readonly WindowIssue[],
  { policy, serverUrl }: Pick<Setting, "policy" | "serverUrl">,
): Promise<readonly string[]> {
  const now = target.now().toISOString();
  const windows = summarizeWindows(unique(knownWindows(issues)), now, policy.staleAfter);
  try {
    await remind(target, windows, issues);
    return await writeOverview(target, windows, issues, serverUrl);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return [error.message];
  }
}

function readOpen({ client, repository }: Target): Promise<readonly WindowIssue[]> {
  return readOpenIssues(client, repository, windowLabel);
}

/** The oldest issue of each window. */
function unique(windows: readonly KnownWindow[]): readonly KnownWindow[] {
  return [...groupBy(windows, ({ identity }) => windowKey(identity)).values()].flatMap(
    ([first]) => first ?? [],
  );
}

/** What is known already need not be looked up again: a window that was closed stays closed. */
function withoutKnown(
  { merged, lines, plans }: WindowOpener,
  known: readonly KnownWindow[],
): readonly WindowOpener[] {
  const own = known.filter(({ identity }) => identity.expand === merged.number);
  const left = lines.filter(
    (line) =>
      !own.some(
        ({ identity }) =>
          names(line.old, shapeName(identity.old)) && names(line.new, shapeName(identity.new)),
      ),
  );
  const unopened = plans.filter((pair) => !isKnown({ ...pair, expand: merged.number }, known));
  return left.length + unopened.length === 0 ? [] : [{ merged, lines: left, plans: unopened }];
}

function names(written: string, whole: string): boolean {
  return `.${whole.toLowerCase()}`.endsWith(`.${written.toLowerCase()}`);
}

function isKnown(
  identity: Parameters<typeof windowKey>[0],
  known: readonly KnownWindow[],
): boolean {
  return known.some((one) => windowKey(one.identity) === windowKey(identity));
}

async function readGround(
  target: Target,
  configuration: Configuration,
  branch: Setting["branch"],
  expands: readonly number[],
): Promise<WindowGround> {
  const { source, client, repository } = target;
  const now = target.now().toISOString();
  const evidence = await readEvidence(target, {
    pullRequests: [...new Set(expands)],
    environments: wantedEnvironments(configuration),
    horizon: horizonOf(now, longestWait(configuration)),
  });
  const load = createParserLoader();
  return {
    source,
    configuration,
    load,
    foldersAt: createFolderReader(source, configuration, load),
    tip: branch.tip,
    baseBranch: branch.name,
    deployments: evidence.deployments,
    pullRequests: evidence.pullRequests,
    readPatches: ({ number }) => readPatches(client, repository, number),
    now,
  };
}

/** As GitHub writes times, so that they compare as text. */
function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, "Z");
}
