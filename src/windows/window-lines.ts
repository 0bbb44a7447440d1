/** How a pull request's description speaks of windows. */
export type WindowLine =
  /** `Compatibility-Window: users.full_name -> users.display_name` */
  | { readonly kind: "opens"; readonly old: string; readonly new: string }
  /** `Compatibility-Window: #45`, one of a list */
  | { readonly kind: "refers"; readonly number: number };

const line = /^[ \t]*(?:[-*+>][ \t]+)*\**compatibility-window\**[ \t]*:\**[ \t]*(.+)$/i;
const arrow = /^(.{1,300}?)\s*(?:->|=>|→)\s*(.{1,300})$/;

/** Reads the lines of a description without what Markdown shows as code or hides. */
export function parseWindowLines(visible: readonly string[]): readonly WindowLine[] {
  return visible.flatMap((text): readonly WindowLine[] => {
    const said = line.exec(text.slice(0, 1000))?.[1]?.trim();
    if (said === undefined) return [];
    const numbers = /^(?:#\d{1,9}\b[\s,;&]*(?:and\s+)?)+/i.exec(said)?.[0].match(/\d+/g);
    if (numbers != null)
      return numbers.map((number) => ({ kind: "refers", number: Number(number) }));
    const [, old, replacement] = arrow.exec(said) ?? [];
    if (old === undefined || replacement === undefined) return [];
    return [{ kind: "opens", old: bare(old), new: bare(replacement) }];
  });
}

function bare(name: string): string {
  return name.replaceAll("`", "").trim();
}
