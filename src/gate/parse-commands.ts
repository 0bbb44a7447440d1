import { visibleLines } from "./visible-lines.ts";

/** What a person asks in a comment on a pull request. */
export type Command =
  | { readonly kind: "recheck" }
  /** Shows the phase split unfolded. */
  | { readonly kind: "plan" }
  /** `reason` is empty where none was given. */
  | { readonly kind: "waive"; readonly target: string; readonly reason: string }
  /** Addressed to us, and not understood. */
  | { readonly kind: "unknown"; readonly text: string };

const commandLine = /^[ \t]{0,3}\/expand-contract\b[ \t]*(.*)$/i;
const longestLine = 1000;
/** More in one comment are a mistake or a nuisance. */
const mostCommands = 20;

/** Whether a comment can hold a command at all: a cheap look, right when it says no. */
export function mayHoldCommand(body: string): boolean {
  return /^[ \t]{0,3}\/expand-contract\b/im.test(body);
}

/** The commands of a comment, each on a line of its own: `/expand-contract waive drop-column because …`. */
export function parseCommands(body: string): readonly Command[] {
  if (!mayHoldCommand(body)) return [];
  return visibleLines(body)
    .flatMap((line) => {
      const words = commandLine.exec(line.slice(0, longestLine))?.[1];
      return words === undefined ? [] : [toCommand(words.trim())];
    })
    .slice(0, mostCommands);
}

function toCommand(words: string): Command {
  const [, verb = "", rest = ""] = /^(\S*)\s*(.*)$/.exec(words) ?? [];
  const name = verb.toLowerCase();
  if ((name === "recheck" || name === "plan") && rest === "") return { kind: name };
  if (name === "waive" && rest !== "") return toWaiver(rest);
  return { kind: "unknown", text: words };
}

function toWaiver(words: string): Command {
  const at = /\bbecause\b/i.exec(words);
  const target = unquote(at === null ? words : words.slice(0, at.index));
  const reason = at === null ? "" : words.slice(at.index + at[0].length).trim();
  return { kind: "waive", target, reason };
}

/** People write names as code. */
function unquote(text: string): string {
  return text
    .trim()
    .replace(/^`+|`+$/g, "")
    .trim();
}
