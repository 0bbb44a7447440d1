import { GraphqlApiError } from "./viewer.ts";
import type { Fields } from "./viewer.ts";

export interface ConnectionArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

const largestPage = 100;

/** A page of a list by cursors. A page must be asked for, of 1 to 100. */
export function connection<Item>(
  name: string,
  items: readonly Item[],
  { first, after, last, before }: ConnectionArguments,
  toNode: (item: Item) => unknown,
): Fields {
  const size = first ?? last ?? null;
  if (size === null) {
    throw new GraphqlApiError(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (size > largestPage || size < 0) {
    const argument = first === size ? "first" : "last";
    throw new GraphqlApiError(
      "EXCESSIVE_PAGINATION",
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`${argument}\` limit of ${largestPage} records.`,
    );
  }
  let start = after === undefined || after === null ? 0 : cursorPosition(after);
  let end = before === undefined || before === null ? items.length : cursorPosition(before) - 1;
  if (typeof first === "number") end = Math.min(end, start + first);
  else start = Math.max(start, end - size);
  const shown = items.slice(start, end);
  const cursor = (position: number): string | null =>
    shown.length === 0 ? null : Buffer.from(`cursor:${position}`).toString("base64");
  return {
    totalCount: items.length,
    nodes: () => shown.map(toNode),
    edges: () =>
      shown.map((item, index) => ({ cursor: cursor(start + index + 1), node: () => toNode(item) })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: cursor(start + 1),
      endCursor: cursor(start + shown.length),
    },
  };
}

function cursorPosition(cursor: string): number {
  const match = /^cursor:(\d+)$/.exec(Buffer.from(cursor, "base64").toString());
  if (match === null) {
    throw new GraphqlApiError(
      "INVALID_CURSOR_ARGUMENTS",
      `\`${cursor}\` does not appear to be a valid cursor.`,
    );
  }
  return Number(match[1]);
}
