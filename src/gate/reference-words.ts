import type { Reference } from "../model/reference.ts";

/** "`app/users.ts:12` and 3 more places" */
export function placesOf(uses: readonly Reference[]): string {
  const [first] = uses;
  const place = first === undefined ? "code" : `\`${first.path}:${first.line}\``;
  const more = uses.length - 1;
  return more > 0 ? `${place} and ${more} more ${more === 1 ? "place" : "places"}` : place;
}

/** "refers", of how many places. */
export function verb(uses: readonly Reference[]): string {
  return uses.length > 1 ? "refer" : "refers";
}
