import { repositoryId } from "../rest/accounts.ts";
import type { PageLimits } from "./route.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The Link header; null where one page holds all. */
  readonly link: string | null;
}

/** Pages as GitHub makes them: too large a page is made smaller in silence, and links name the repository by its id. */
export function paginate<Item>(
  items: readonly Item[],
  url: URL,
  { standard = 30, largest = 100 }: PageLimits = {},
): Page<Item> {
  const size = Math.min(positive(url.searchParams.get("per_page")) ?? standard, largest);
  const page = positive(url.searchParams.get("page")) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const links: string[] = [];
  const link = (relation: string, target: number): void => {
    const address = new URL(url);
    address.pathname = url.pathname.replace(
      /^\/repos\/[^/]+\/[^/]+/,
      `/repositories/${repositoryId}`,
    );
    address.searchParams.set("page", String(target));
    links.push(`<${address.href}>; rel="${relation}"`);
  };
  if (page > 1) link("prev", Math.min(page - 1, last));
  if (page < last) {
    link("next", page + 1);
    link("last", last);
  }
  if (page > 1) link("first", 1);
  return {
    items: items.slice((page - 1) * size, page * size),
    link: links.length === 0 ? null : links.join(", "),
  };
}

function positive(text: string | null): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
}
