import type { Link } from "../model/link.ts";
import { parseReferences } from "./parse-references.ts";
import { visibleLines } from "./visible-lines.ts";

const bodyLine = /^[ \t]*(?:[-*+>][ \t]+)*\**expand-pr\**[ \t]*:\**[ \t]*(.+)$/i;

/** The links of a pull request's body: `Expand-PR: #12`, one or more, each on its line, in any case. */
export function parseBodyLinks(body: string): readonly Link[] {
  return visibleLines(body).flatMap((line) => {
    const match = bodyLine.exec(line.slice(0, 1000));
    return match?.[1] === undefined ? [] : parseReferences(match[1], { kind: "body" });
  });
}
