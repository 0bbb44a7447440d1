import type { Shape, WindowIdentity } from "../model/window.ts";
import { presenceOf, type Presence } from "../windows/presence.ts";
import type { FoldersAt, ReadFolder } from "./folders-at.ts";

/** Where a window's shapes are at one commit. */
export interface ShapesAt {
  readonly old: Presence;
  readonly new: Presence;
  /** The folder of migrations that has the old shape; null where none has. */
  readonly folder: ReadFolder | null;
}

/**
 * Looks for the shapes of a window in the folders at a commit. The folders that have the new shape are the window's
 * database; where none has, it may be any.
 */
export async function readShapes(
  at: FoldersAt,
  { old, new: replacement }: Pick<WindowIdentity, "old" | "new">,
): Promise<ShapesAt> {
  const folders = await Promise.all(at.paths.map((path) => at.read(path)));
  const withNew = folders.filter((folder) => has(folder, replacement));
  const own = withNew.length > 0 ? withNew : folders;
  const folder = own.find((one) => has(one, old)) ?? null;
  return {
    old: overall(own, old),
    new: overall(folder === null ? own : [folder], replacement),
    folder,
  };
}

function has({ replay }: ReadFolder, shape: Shape): boolean {
  return presenceOf(replay, shape) === "there";
}

/** Without a folder nothing can be told. */
function overall(folders: readonly ReadFolder[], shape: Shape): Presence {
  const found = folders.map(({ replay }) => presenceOf(replay, shape));
  if (found.includes("there")) return "there";
  return found.length === 0 || found.includes("unknown") ? "unknown" : "gone";
}
