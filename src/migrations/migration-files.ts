import type { TreeEntry } from "../model/tree.ts";
import { pathBelow } from "./file-paths.ts";
import type { FileRole, Layout } from "./layout.ts";

/** A file of a folder that its tool runs, or that stands where one would. */
export interface RunningFile {
  readonly entry: TreeEntry;
  readonly role:
    Extract<FileRole, { role: "migration" | "code" | "misnamed" }> | { readonly role: "link" };
  /** Down files and settings of the same migration. */
  readonly companions: readonly { readonly entry: TreeEntry; readonly role: "down" | "settings" }[];
}

/** Sorts a folder's files into migrations by their names. Files of other kinds are left out. */
export function groupFiles(
  folder: string,
  layout: Layout,
  entries: readonly TreeEntry[],
): readonly RunningFile[] {
  const running: {
    readonly entry: TreeEntry;
    readonly role: RunningFile["role"];
    readonly key: string;
  }[] = [];
  const companions = new Map<string, { entry: TreeEntry; role: "down" | "settings" }[]>();
  for (const entry of entries) {
    const path = pathBelow(folder, entry.path) ?? (isLinkTo(folder, entry) ? "" : null);
    if (path === null) continue;
    const role = layout.readName(path);
    if (entry.type !== "file") {
      // A link to what never runs tells nothing; any other may stand for a migration.
      if (role?.role !== "down") running.push({ entry, role: { role: "link" }, key: path });
    } else if (role?.role === "down" || role?.role === "settings") {
      const others = companions.get(role.key) ?? [];
      others.push({ entry, role: role.role });
      companions.set(role.key, others);
    } else if (role !== null) {
      running.push({ entry, role, key: role.role === "misnamed" ? path : role.key });
    }
  }
  return running.map(({ entry, role, key }) => ({
    entry,
    role,
    companions: companions.get(key) ?? [],
  }));
}

/** Whether a link is the folder itself, or one of the folders above it. */
function isLinkTo(folder: string, entry: TreeEntry): boolean {
  return entry.type !== "file" && (folder === entry.path || folder.startsWith(`${entry.path}/`));
}
