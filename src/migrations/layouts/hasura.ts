import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";
import { numericKey } from "../sort-key.ts";

/**
 * Hasura: `1620000000000_name/up.sql`, or flat `1620000000000_name.up.sql` of its first configurations, by number; the
 * flat ones may be YAML. Each file runs in a transaction; what is not yet applied runs, in whatever order it came
 * (`cli/migrate/source/parse.go`).
 */
export const hasura: Layout = {
  name: "hasura",
  title: "Hasura",
  shape: "folders",
  identity: "version",
  mindsOrder: false,
  dialect: "postgresql",
  toolFiles: [],
  readName: (path) => {
    const [, key, version, direction, extension] =
      /^((\d+)(?:_[^/]*?)?)[./](up|down)\.(sql|yaml)$/.exec(path) ?? [];
    if (key === undefined || version === undefined) {
      return /^[^/]+\.sql$/i.test(path)
        ? { role: "misnamed", expected: "1620000000000_description/up.sql" }
        : null;
    }
    if (direction === "down") return { role: "down", key };
    const name = { key, version, sortKey: numericKey(version) };
    if (extension === "yaml") return { role: "code", ...name, language: "YAML" };
    return { role: "migration", ...name, kind: "versioned" };
  },
  readText: (text) => wholeText(text, "migration"),
};
