import type { Allowance } from "../model/waiver.ts";
import { firstLineBeside, type LinkedText } from "./links-beside.ts";

const allowanceLine =
  /^[ \t]*(?:--|#|\/\*)[ \t]*expand-contract:[ \t]*allow[ \t]*=[ \t]*([^\s"]+)(?:[ \t]+reason[ \t]*=[ \t]*"([^"]*)")?/i;

/** The allowances beside a statement: in its own lines, or in the comment lines directly above. */
export function allowancesBeside(
  { text, lines }: LinkedText,
  line: number,
  endLine: number,
): readonly Allowance[] {
  if (!text.includes("expand-contract:")) return [];
  return lines.slice(firstLineBeside(lines, line) - 1, endLine).flatMap((one) => {
    const match = allowanceLine.exec(one.slice(0, 1000));
    if (match?.[1] === undefined) return [];
    return [{ target: match[1], reason: match[2]?.trim() ?? "" }];
  });
}
