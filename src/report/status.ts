import type { Result, Verdict } from "../model/verdict.ts";
import { cleanLine, shortenMiddle } from "./clean-text.ts";
import { headline } from "./headline.ts";
import { parseMessage } from "./message.ts";

export interface Status {
  readonly state: "success" | "pending" | "failure" | "error";
  /** One line of at most 140 characters, without marks. */
  readonly description: string;
}

/** GitHub refuses a longer description. */
const descriptionLimit = 140;

/** The commit status: what holds or what to do next, in one line. */
export function renderStatus(result: Result): Status {
  const state = states[result.verdict];
  const { status } = headline(result);
  return result.mode === "observe" && state !== "success"
    ? { state: "success", description: fitDescription(`Observing only: ${status}`) }
    : { state, description: fitDescription(status) };
}

const gravity: readonly Status["state"][] = ["success", "pending", "failure", "error"];

/** Whether one status holds up more than another. */
export function isGraver(one: Status, other: Status): boolean {
  return gravity.indexOf(one.state) > gravity.indexOf(other.state);
}

const states: Readonly<Record<Verdict, Status["state"]>> = {
  pass: "success",
  waiting: "pending",
  blocked: "failure",
  waived: "success",
  error: "error",
};

/** Longest identifiers, in characters, that are tried until the whole sentence with its next step fits. */
const identifierLimits = [140, 80, 60, 40, 24];

/** Shortens identifiers first, so that the next step stays; then cuts at a word. */
function fitDescription(message: string): string {
  const parts = parseMessage(message);
  const texts = identifierLimits.map((limit) =>
    toDescription(
      parts
        .map((part) => (part.kind === "code" ? shortenMiddle(part.text, limit) : part.text))
        .join(""),
    ),
  );
  return texts.find((text) => text.length <= descriptionLimit) ?? cutAtWord(texts.at(-1) ?? "");
}

/**
 * GitHub refuses characters beyond the basic plane in a description ("doesn't accept 4-byte Unicode"). Without them
 * UTF-16 units and characters are the same count.
 */
function toDescription(text: string): string {
  return cleanLine(text)
    .replace(/[\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .trim();
}

function cutAtWord(text: string): string {
  const cut = text.slice(0, descriptionLimit - 1);
  const lastSpace = cut.lastIndexOf(" ");
  // A single endless word is cut where the room ends.
  const kept = lastSpace > descriptionLimit / 2 ? cut.slice(0, lastSpace) : cut;
  return `${kept.replace(/[\s,;:.(-]+$/, "")}…`;
}
