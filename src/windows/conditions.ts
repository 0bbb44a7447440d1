import type { WindowCondition, WindowPolicy } from "../model/window.ts";
import { fingerprint } from "../report/fingerprint.ts";
import { messageToMarkdown } from "../report/render-message.ts";
import { readSection } from "./sections.ts";

/** The tasks of a window's issue, told apart by who decides them. */
export interface IssueConditions {
  /** What a person ticks: the backfill, what is configured, then what people added themselves. */
  readonly byPeople: readonly WindowCondition[];
  /** The lines that people wrote into the list, as they are. */
  readonly lines: readonly string[];
}

const task = /^\s*[-*+] \[([ xX])\]\s+(.*?)(?:\s*<!-- ec:(\S+) -->)?\s*$/;

/** Reads what people ticked and wrote. What is missing from the list is not met, and comes back. */
export function readConditions(body: string, policy: WindowPolicy): IssueConditions {
  const ticked = new Set<string>();
  const added: WindowCondition[] = [];
  const lines: string[] = [];
  for (const line of (readSection(body, "conditions") ?? "").split(/\r?\n/)) {
    const found = task.exec(line);
    const [mark = " ", text = "", id] = found?.slice(1) ?? [];
    const isMet = mark !== " ";
    if (id !== undefined) {
      if (isMet) ticked.add(id);
    } else if (line.trim() !== "") {
      lines.push(line.trimEnd());
      if (text !== "") added.push({ id: null, label: text, detail: null, isMet });
    }
  }
  const standing = [backfilled, ...policy.conditions.map(configured)];
  return {
    byPeople: [...standing.map((one) => ({ ...one, isMet: ticked.has(one.id) })), ...added],
    lines,
  };
}

/** Every task of a window's list as its issue shows it: Markdown, without what is hidden. */
export function readTasks(
  body: string,
): readonly { readonly text: string; readonly isMet: boolean }[] {
  return (readSection(body, "conditions") ?? "").split(/\r?\n/).flatMap((line) => {
    const [, mark, text = ""] = task.exec(line) ?? [];
    return mark === undefined || text === "" ? [] : [{ text, isMet: mark !== " " }];
  });
}

const backfilled = {
  id: "backfill",
  label: "Backfill verified: every old row has its new value",
  detail: null,
};

/** Another text is another condition: what was ticked for the old one says nothing of it. */
function configured(label: string) {
  return { id: `configured-${fingerprint([label])}`, label, detail: null };
}

/** The list as Markdown: what is seen, what people tick, then what they wrote themselves. */
export function renderConditions(
  evidence: readonly WindowCondition[],
  { byPeople, lines }: IssueConditions,
  references: ReadonlyMap<string, string | null>,
): string {
  const own = [...evidence, ...byPeople].flatMap(({ id, label, detail, isMet }) => {
    if (id === null) return [];
    const text = detail === null ? label : `${label}: ${detail}`;
    const shown = messageToMarkdown(text, { references, limit: 600 });
    return [`- [${isMet ? "x" : " "}] ${shown} <!-- ec:${id} -->`];
  });
  return [...own, ...lines].join("\n");
}
