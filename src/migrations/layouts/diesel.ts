import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";

/**
 * diesel: a folder per migration with `up.sql`, `down.sql` and perhaps `metadata.toml`, in the order of the part of its
 * name before the first `_`, dashes left out. One transaction per migration unless `metadata.toml` says
 * `run_in_transaction = false`. Runs whatever is not yet applied (`migrations_internals/src/lib.rs`).
 */
export const diesel: Layout = {
  name: "diesel",
  title: "diesel",
  shape: "folders",
  identity: "version",
  mindsOrder: false,
  dialect: null,
  toolFiles: ["Cargo.toml"],
  readName: (path) => {
    const [, folder, file] = /^([^/]+)\/(up\.sql|down\.sql|metadata\.toml)$/.exec(path) ?? [];
    if (folder === undefined) {
      return /^[^/]+\.sql$/i.test(path)
        ? { role: "misnamed", expected: "2024-05-01-120000_description/up.sql" }
        : null;
    }
    if (folder.startsWith(".")) return null;
    if (file === "down.sql") return { role: "down", key: folder };
    if (file === "metadata.toml") return { role: "settings", key: folder };
    const version = (folder.split("_", 1)[0] ?? folder).replaceAll("-", "");
    return { role: "migration", key: folder, version, sortKey: version, kind: "versioned" };
  },
  readText: (text, settings) => {
    const optedOut =
      settings !== null && /^[ \t]*run_in_transaction[ \t]*=[ \t]*false\b/m.test(settings);
    return wholeText(text, optedOut ? "none" : "migration");
  },
};
