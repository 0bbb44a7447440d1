import { codeToolOf } from "../code-tools.ts";
import { nameOf } from "../file-paths.ts";
import type { Layout } from "../layout.ts";
import { naturalKey } from "../sort-key.ts";
import { wholeText } from "../layout.ts";

/**
 * Migrations that are no SQL, of whatever tool, wherever they lie: told by their names, and never read. None can be
 * configured, and all of a repository count as one folder, so that one that moves is seen.
 */
export const code: Layout = {
  name: "code",
  title: "its tool",
  shape: "tree",
  identity: "name",
  mindsOrder: false,
  dialect: null,
  toolFiles: [],
  readName: (path) => {
    const tool = codeToolOf(path);
    if (tool === null) return null;
    return {
      role: "code",
      key: path,
      version: nameOf(path),
      sortKey: naturalKey(nameOf(path)),
      language: tool.language,
    };
  },
  // A folder that moves takes its files' names along, by which their tools know them.
  changeOf: (version) => version,
  readText: (text) => wholeText(text, "none"),
};
