import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";
import { dottedKey } from "../sort-key.ts";

/**
 * refinery: `V1__name.sql`, or `U1__name.sql` for one that may come out of order (not the way down, unlike Flyway),
 * by number; modules in Rust run between them. One transaction per migration; no way down
 * (`refinery_core/src/util.rs`).
 */
export const refinery: Layout = {
  name: "refinery",
  title: "refinery",
  shape: "flat",
  identity: "version",
  mindsOrder: true,
  dialect: null,
  toolFiles: ["Cargo.toml", "refinery.toml"],
  readName: (path) => {
    const [, prefix, number, extension] = /^([UV])(\d+(?:\.\d+)?)__\w+\.(rs|sql)$/.exec(path) ?? [];
    if (prefix === undefined || number === undefined) {
      return /\.sql$/i.test(path) ? { role: "misnamed", expected: "V1__description.sql" } : null;
    }
    const name = { key: path, version: `${prefix}${number}`, sortKey: dottedKey(number) };
    if (extension === "rs") return { role: "code", ...name, language: "Rust" };
    return { role: "migration", ...name, kind: "versioned" };
  },
  readText: (text) => wholeText(text, "migration"),
};
