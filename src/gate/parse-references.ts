import type { Link } from "../model/link.ts";

const reference =
  /^(?:(?:https?:\/\/[^/\s]+\/)([\w.-]+\/[\w.-]+)\/pull\/(\d{1,9})(?:[/?#][^\s(]*)?|(?:([\w.-]+\/[\w.-]+))?#(\d{1,9}))/i;

/** `#12 (users.full_name), owner/repo#13`: a list of references, each with an object that narrows it. */
export function parseReferences(text: string, source: Link["source"]): readonly Link[] {
  const links: Link[] = [];
  let rest = text.trim();
  for (;;) {
    const match = reference.exec(rest);
    const number = match?.[2] ?? match?.[4];
    if (match === null || number === undefined) return links;
    rest = rest.slice(match[0].length).trimStart();
    const object = /^\(([^()]{1,200})\)/.exec(rest);
    if (object !== null) rest = rest.slice(object[0].length);
    links.push({
      repository: match[1] ?? match[3] ?? null,
      number: Number(number),
      object: object?.[1]?.replaceAll("`", "").trim() ?? null,
      source,
    });
    rest = rest.replace(/^[\s,;]+/, "");
  }
}
