import type { Link } from "../model/link.ts";
import { parseReferences } from "./parse-references.ts";

const migrationLine =
  /^[ \t]*(?:--|#|\/\*)[ \t]*expand-contract:[ \t]*expand-pr[ \t]*=[ \t]*(\S.*)$/i;

/** The links that stand in a migration as comments: `-- expand-contract: expand-pr=#12`. */
export function parseMigrationLinks(path: string, text: string): readonly Link[] {
  if (!/expand-pr/i.test(text)) return [];
  return text.split("\n").flatMap((line, index) => {
    const match = migrationLine.exec(line.slice(0, 1000));
    if (match?.[1] === undefined) return [];
    return parseReferences(match[1].replace(/\*\/.*$/, ""), {
      kind: "migration",
      path,
      line: index + 1,
    });
  });
}
