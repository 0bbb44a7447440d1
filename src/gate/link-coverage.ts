import { coverageOf, type Coverage, type ExpandContent } from "./covers.ts";
import type { ContractChange, LinkFacts } from "./facts.ts";

/** A link, as far as what it brought goes. */
export type LinkContent = Pick<LinkFacts, "pullRequest" | "content">;

/**
 * Whether one link of a chain covers a contract change. What later links of the chain took away again went on purpose:
 * it does not count any more, and is not asked for.
 */
export function coverageIn(
  chain: readonly LinkContent[],
  own: LinkContent,
  contract: ContractChange,
): Coverage {
  if (own.content === null) return { by: "nothing" };
  const later = chain.flatMap((other): readonly ExpandContent[] =>
    other.content !== null && isLater(other, own) ? [other.content] : [],
  );
  return coverageOf(contract, own.content, later);
}

function isLater({ pullRequest: other }: LinkContent, { pullRequest: own }: LinkContent): boolean {
  if (other.state !== "merged" || own.state !== "merged") return false;
  if (other.mergedAt === null || own.mergedAt === null) return false;
  return Date.parse(other.mergedAt) > Date.parse(own.mergedAt);
}
