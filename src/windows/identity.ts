import type { Shape, WindowIdentity, WindowIssue } from "../model/window.ts";
import { shapeName } from "./shape.ts";

const opening = "<!-- expand-contract:window ";
const closing = " -->";

/** Writes what a window is as one hidden line of its issue. */
export function renderIdentity(identity: WindowIdentity): string {
  return `${opening}${hiddenJson(identity)}${closing}`;
}

/** Reads it back; null where there is none, or where somebody broke it. */
export function parseIdentity(body: string): WindowIdentity | null {
  const value = readHidden(body, opening);
  if (!isRecord(value)) return null;
  const { expand, old, new: replacement, openedAt, owners } = value;
  const isWhole =
    typeof expand === "number" &&
    Number.isSafeInteger(expand) &&
    expand > 0 &&
    typeof openedAt === "string" &&
    !Number.isNaN(Date.parse(openedAt)) &&
    Array.isArray(owners) &&
    owners.every((owner): owner is string => typeof owner === "string");
  if (!isWhole || !isShape(old) || !isShape(replacement)) return null;
  return { expand, old, new: replacement, openedAt, owners };
}

/** What tells windows apart: two issues with the same key stand for the same window. */
export function windowKey({
  expand,
  old,
  new: replacement,
}: Pick<WindowIdentity, "expand" | "old" | "new">): string {
  return JSON.stringify([expand, shapeName(old), shapeName(replacement)]);
}

/** An issue of ours with the window that it stands for. */
export interface KnownWindow {
  readonly identity: WindowIdentity;
  readonly issue: WindowIssue;
}

/** The windows among issues. The label and the marker prove nothing where somebody else wrote the issue. */
export function knownWindows(issues: readonly WindowIssue[]): readonly KnownWindow[] {
  return issues.flatMap((issue) => {
    const identity = issue.isOwn ? parseIdentity(issue.body) : null;
    return identity === null ? [] : [{ identity, issue }];
  });
}

/** JSON inside an HTML comment: nothing in it can end the comment. */
export function hiddenJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>]|-(?=-)/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}

/** The JSON of the hidden line that begins so; undefined where there is none that can be read. */
export function readHidden(body: string, start: string): unknown {
  const from = body.indexOf(start);
  const end = from === -1 ? -1 : body.indexOf(closing, from);
  if (end === -1) return undefined;
  try {
    return JSON.parse(body.slice(from + start.length, end));
  } catch {
    return undefined;
  }
}

/** Whether a value of foreign JSON is a shape. */
export function isShape(value: unknown): value is Shape {
  if (!isRecord(value)) return false;
  const { schema, relation, column } = value;
  return isNameOrNull(schema) && isNameOrNull(column) && typeof relation === "string";
}

function isNameOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
