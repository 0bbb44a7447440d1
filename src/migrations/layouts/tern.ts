import type { Layout } from "../layout.ts";
import { keepLines } from "../marked-text.ts";
import { numericKey } from "../sort-key.ts";

const separator = "---- create above / drop below ----";
const withoutTransaction = "---- tern: disable-tx ----";

/**
 * tern: `001_name.sql`, numbered from 1 without gaps; what stands below `---- create above / drop below ----` is the way
 * down. One transaction per file unless a line says `---- tern: disable-tx ----` (`migrate/migrate.go`).
 */
export const tern: Layout = {
  name: "tern",
  title: "tern",
  shape: "flat",
  identity: "version",
  mindsOrder: true,
  dialect: "postgresql",
  toolFiles: [],
  readName: (path) => {
    const version = /^(\d+)_[^/]+\.sql$/.exec(path)?.[1];
    if (version !== undefined) {
      return {
        role: "migration",
        key: path,
        version,
        sortKey: numericKey(version),
        kind: "versioned",
      };
    }
    // tern loads files of folders below as templates for its migrations.
    return /^[^/]+\.sql$/i.test(path)
      ? { role: "misnamed", expected: "001_description.sql" }
      : null;
  },
  readText: (text) => {
    const lines = text.split("\n");
    const found = lines.findIndex((line) => line.trimEnd() === separator);
    const end = found === -1 ? lines.length : found;
    const outside = lines.some(
      (line, number) => number < end && line.trimEnd() === withoutTransaction,
    );
    return {
      sections: [
        {
          text: keepLines(lines, (line) => line < end),
          transaction: outside ? "none" : "migration",
        },
      ],
      problems: [],
    };
  },
};
