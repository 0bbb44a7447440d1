import type { Layout } from "../layout.ts";
import type { Marker } from "../marked-text.ts";
import { splitMarkedText } from "../marked-text.ts";
import { numericKey } from "../sort-key.ts";

/**
 * goose: `00001_name.sql` by number, both directions in one file between `-- +goose Up` and `-- +goose Down`, at the
 * beginning of a line; files in Go run between them. One transaction per file unless it says `-- +goose NO TRANSACTION`
 * (`internal/sqlparser/parser.go`).
 */
export const goose: Layout = {
  name: "goose",
  title: "goose",
  shape: "flat",
  identity: "version",
  mindsOrder: true,
  dialect: null,
  toolFiles: ["sqlc.yaml", "sqlc.yml", "sqlc.json", "atlas.hcl"],
  readName: (path) => {
    if (/_test\.go$/.test(path)) return null;
    const [, number, extension] = /^(\d+)_.*\.(sql|go)$/.exec(path) ?? [];
    if (number !== undefined && extension !== undefined) {
      const name = { key: path, version: number, sortKey: numericKey(number) };
      if (extension === "go") return { role: "code", ...name, language: "Go" };
      return { role: "migration", ...name, kind: "versioned" };
    }
    return /\.sql$/i.test(path) ? { role: "misnamed", expected: "00001_description.sql" } : null;
  },
  readText: (text) => {
    const transaction = hasAnnotation(text, "NO TRANSACTION") ? "none" : "migration";
    const marked = {
      title: "goose",
      readMarker,
      withoutUp: "refuses",
      upLine: "-- +goose Up",
    } as const;
    const { sections, problems } = splitMarkedText(text, marked, transaction);
    return {
      sections: sections.map((section) => ({ ...section, transaction })),
      problems: [...problems, ...caseProblems(text)],
    };
  },
};

/** The annotation of a line in upper case, blanks collapsed; null where it is none. */
function annotationOf(line: string): string | null {
  const written = /^--[ \t]*\+goose[ \t]+(\S.*)$/i.exec(line)?.[1];
  return written === undefined
    ? null
    : written
        .trim()
        .replace(/[ \t]+/g, " ")
        .toUpperCase();
}

function readMarker(line: string): Marker | null {
  switch (annotationOf(line)) {
    case "UP":
      return { kind: "up", transaction: "migration" };
    case "DOWN":
      return { kind: "down" };
    case "STATEMENTBEGIN":
      return { kind: "statement-begin" };
    case "STATEMENTEND":
      return { kind: "statement-end" };
    default:
      return null;
  }
}

function hasAnnotation(text: string, annotation: string): boolean {
  return text.split("\n").some((line) => annotationOf(line) === annotation);
}

/** Releases of goose before 3.20 read annotations in their exact case only, and would run such a way down. */
function caseProblems(text: string): readonly string[] {
  const odd = text
    .split("\n")
    .find((line) => annotationOf(line) === "DOWN" && !/^--[ \t]*\+goose Down[ \t]*\r?$/.test(line));
  if (odd === undefined) return [];
  return [
    `has the line \`${odd.trim()}\`, which older releases of goose take for a comment and then run what follows. Write \`-- +goose Down\`.`,
  ];
}
