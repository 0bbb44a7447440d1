import { ownersOfPath, readCodeOwners } from "./facts/code-owners.ts";
import { readExpand } from "./facts/expand-content.ts";
import { visibleLines } from "./gate/visible-lines.ts";
import type { RecentlyMerged } from "./github/recently-merged.ts";
import type { MergedPullRequest } from "./model/pull-request.ts";
import type { ShapePair, WindowIdentity } from "./model/window.ts";
import type { WindowGround } from "./judge-windows.ts";
import { addedShapes } from "./windows/added-shapes.ts";
import { windowKey } from "./windows/identity.ts";
import { presenceOf, shapeNamed, shapesIn } from "./windows/presence.ts";
import { sameShape } from "./windows/shape.ts";
import { parseShownPlans } from "./windows/shown-plans.ts";
import { parseWindowLines, type WindowLine } from "./windows/window-lines.ts";

/** A merged pull request that says which shapes live side by side from now on. */
export interface WindowOpener {
  readonly merged: RecentlyMerged;
  readonly lines: readonly Extract<WindowLine, { kind: "opens" }>[];
  /** The splits that it was shown while it was open: what it followed opens a window. */
  readonly plans: readonly ShapePair[];
}

/** The pull requests whose description opens windows, or that were shown a split. */
export function windowOpeners(merged: readonly RecentlyMerged[]): readonly WindowOpener[] {
  return merged.flatMap((one) => {
    const lines = parseWindowLines(visibleLines(one.body)).filter((line) => line.kind === "opens");
    const plans = one.ownComments.flatMap(parseShownPlans);
    return lines.length + plans.length === 0 ? [] : [{ merged: one, lines, plans }];
  });
}

/** The windows that a merged pull request opens, and why what it says opens none. */
export interface OpenedWindows {
  readonly identities: readonly WindowIdentity[];
  readonly problems: readonly string[];
}

/**
 * Finds out which windows a merged pull request opens: the new shape must be among what its migrations brought, and the
 * old one still be there.
 */
export async function findOpenedWindows(
  { merged, lines, plans }: WindowOpener,
  ground: WindowGround,
): Promise<OpenedWindows> {
  const identities = new Map<string, WindowIdentity>();
  const problems: string[] = [];
  const pullRequest = ground.pullRequests.get(merged.number);
  if (pullRequest?.state !== "merged" || pullRequest.mergeCommit === null)
    return { identities: [], problems };
  const brought = await readBrought(pullRequest, ground);
  const codeOwners = await readCodeOwners(ground.source, ground.tip);
  const add = ({ pair, path }: FoundPair): void => {
    const owned = codeOwners === null ? [] : ownersOfPath(codeOwners, path);
    const author = merged.author === null ? [] : [merged.author];
    const owners = (owned.length > 0 ? owned : author).slice(0, mostOwners);
    const identity = { ...pair, expand: merged.number, openedAt: merged.mergedAt, owners };
    identities.set(windowKey(identity), identity);
  };
  for (const line of lines) {
    const found = findPair(line, brought);
    if (typeof found !== "string") add(found);
    else
      problems.push(
        `#${merged.number} opens no compatibility window \`${line.old} -> ${line.new}\`: ${found}`,
      );
  }
  // A split that was not followed opens nothing, and that is no fault.
  for (const pair of plans) {
    const followed = brought.find(
      ({ shapes, schema }) =>
        shapes.some((shape) => sameShape(shape, pair.new)) &&
        presenceOf(schema, pair.new) === "there" &&
        presenceOf(schema, pair.old) === "there",
    );
    if (followed !== undefined) add({ pair, path: followed.path });
  }
  return { identities: [...identities.values()], problems };
}

const mostOwners = 5;

interface FoundPair {
  readonly pair: ShapePair;
  /** One of the migrations that brought the new shape. */
  readonly path: string;
}

/** What a pull request's migrations brought in one folder, with the schema as it is now. */
interface Brought {
  readonly shapes: ReturnType<typeof addedShapes>;
  readonly schema: Parameters<typeof presenceOf>[0];
  /** One of its migrations, for the question whose it is. */
  readonly path: string;
}

async function readBrought(
  pullRequest: MergedPullRequest,
  ground: WindowGround,
): Promise<readonly Brought[]> {
  const patches = await ground.readPatches(pullRequest);
  const tip = await ground.foldersAt(ground.tip);
  const { folders, migrationFiles } = await readExpand(ground.source, patches, tip, ground.load);
  return Promise.all(
    folders.map(async ({ path, changes }): Promise<Brought> => {
      const own = migrationFiles.find((file) => file.path.startsWith(`${path}/`));
      return {
        shapes: addedShapes(changes),
        schema: (await tip.read(path)).replay,
        path: own?.path ?? migrationFiles[0]?.path ?? path,
      };
    }),
  );
}

/** The shapes that a line names, or why they are no pair. */
function findPair(
  line: WindowOpener["lines"][number],
  brought: readonly Brought[],
): FoundPair | string {
  for (const { shapes, schema, path } of brought) {
    const replacement = shapeNamed(line.new, shapes);
    if (replacement === null) continue;
    const old = shapeNamed(line.old, shapesIn(schema.catalog));
    if (old === null || sameShape(old, replacement))
      return `the schema has no column, table or view \`${line.old}\`, or several. Name it with its table and schema.`;
    if (presenceOf(schema, replacement) !== "there")
      return `\`${line.new}\` is no longer in the schema.`;
    return { pair: { old, new: replacement }, path };
  }
  return `its migrations add no column, table or view \`${line.new}\`. Name what they add.`;
}
