import { nameOf } from "../file-paths.ts";
import type { Layout } from "../layout.ts";
import { leadingComments } from "../marked-text.ts";

/**
 * Atlas: `20240501120000_name.sql` in the order of the names, with `atlas.sum`. One transaction per file unless its head
 * says `-- atlas:txmode none`; `-- atlas:checkpoint` stands for the history before it (`sql/migrate/dir.go`).
 */
export const atlas: Layout = {
  name: "atlas",
  title: "Atlas",
  shape: "flat",
  identity: "version",
  mindsOrder: true,
  dialect: null,
  toolFiles: ["atlas.hcl"],
  readName: (path) => {
    if (!/\.sql$/.test(path)) return null;
    const name = nameOf(path).slice(0, -".sql".length);
    const version = name.split("_", 1)[0] ?? name;
    return { role: "migration", key: path, version, sortKey: version, kind: "versioned" };
  },
  readText: (text) => {
    const directives = leadingComments(text);
    const outside = directives.some((line) => /^--\s*atlas:txmode\s+none$/.test(line));
    const checkpoint = directives.some((line) => /^--\s*atlas:checkpoint\b/.test(line));
    return {
      sections: [{ text, transaction: outside ? "none" : "migration" }],
      problems: [],
      ...(checkpoint ? { kind: "baseline" } : {}),
    };
  },
};
