import type { Link } from "../model/link.ts";

const reference =
  /^(?:https?:\/\/[^/\s]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d{1,9})(?:[/?#][^\s()<>]*)?|([\w.-]+\/[\w.-]+)?#(\d{1,9}))/i;

/**
 * `#12 (users.full_name), owner/repo#13`: a list of references, each with an object that narrows it. As people write
 * lists and links: also `#12 and #13`, `<https://…/pull/12>` and `[#12](https://…)`.
 */
export function parseReferences(text: string, source: Link["source"]): readonly Link[] {
  const links: Link[] = [];
  let rest = text.trim();
  for (;;) {
    const start = /^[<[]?/.exec(rest)?.[0].length ?? 0;
    const match = reference.exec(rest.slice(start));
    const number = match?.[2] ?? match?.[4];
    if (match === null || number === undefined) return links;
    rest = rest.slice(start + match[0].length);
    rest = rest.replace(/^(?:>|\]\([^()\s]{0,500}\)|\])/, "").trimStart();
    const object = /^\(([^()]{1,200})\)/.exec(rest);
    if (object !== null) rest = rest.slice(object[0].length);
    links.push({
      repository: match[1] ?? match[3] ?? null,
      number: Number(number),
      object: object?.[1]?.replaceAll("`", "").trim() ?? null,
      source,
    });
    rest = rest.replace(/^(?:[\s,;&+]|and\b)+/i, "");
  }
}
