/** A part of an issue that we write. What people write around it stays as it is. */
export type SectionName = "facts" | "conditions" | "windows";

/** The content between the marks of a section; null where a mark is missing. */
export function readSection(body: string, name: SectionName): string | null {
  const place = findSection(body, name);
  return place === null ? null : body.slice(place.start, place.end).replace(/^\r?\n|\r?\n$/g, "");
}

/** A body with the section's content replaced; where its marks are gone, it is put at the end. */
export function writeSection(body: string, name: SectionName, content: string): string {
  const place = findSection(body, name);
  if (place === null) return `${body.trimEnd()}\n\n${renderSection(name, content)}\n`;
  return `${body.slice(0, place.start)}\n${content}\n${body.slice(place.end)}`;
}

export function renderSection(name: SectionName, content: string): string {
  return `${startOf(name)}\n${content}\n${endOf(name)}`;
}

function findSection(
  body: string,
  name: SectionName,
): { readonly start: number; readonly end: number } | null {
  const from = body.indexOf(startOf(name));
  if (from === -1) return null;
  const start = from + startOf(name).length;
  const end = body.indexOf(endOf(name), start);
  return end === -1 ? null : { start, end };
}

function startOf(name: SectionName): string {
  return `<!-- expand-contract:${name} -->`;
}

function endOf(name: SectionName): string {
  return `<!-- /expand-contract:${name} -->`;
}
