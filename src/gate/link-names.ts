import type { Link } from "../model/link.ts";

/** `#12`, or `owner/repo#12` for another repository. */
export function linkName(link: Link): string {
  return `${link.repository ?? ""}#${link.number}`;
}

/** Whether the object that a link is narrowed to (`users.full_name`, `full_name`) is the object of a change. */
export function narrowsTo(narrowed: string, object: string): boolean {
  const wanted = narrowed.toLowerCase();
  const whole = object.toLowerCase();
  return (
    whole === wanted ||
    whole.endsWith(`.${wanted}`) ||
    whole.startsWith(`${wanted}.`) ||
    whole.includes(`.${wanted}.`)
  );
}
