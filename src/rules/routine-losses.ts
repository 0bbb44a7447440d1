import type { Routine } from "../catalog/catalog.ts";
import { sameArguments } from "../catalog/argument-types.ts";
import { quote } from "./wording.ts";

/** What tells which calls a routine takes. */
type Signature = Pick<Routine, "argumentTypes" | "returns"> & Partial<Pick<Routine, "parameters">>;

/**
 * What calls that the old routine takes the new one does not, as phrases; null where it takes the place of the old one
 * for no call at all: other types, another result, or an argument more that has no default.
 */
export function callsLost(old: Routine, next: Signature): readonly string[] | null {
  const length = old.argumentTypes.length;
  const added = next.parameters?.slice(length) ?? [];
  if (old.returns !== next.returns) return null;
  if (!sameArguments(old.argumentTypes, next.argumentTypes.slice(0, length))) return null;
  if (next.argumentTypes.length !== length + added.length) return null;
  if (added.some(({ hasDefault }) => !hasDefault)) return null;
  const losses: string[] = [];
  for (const [position, before] of (old.parameters ?? []).entries()) {
    const after = next.parameters?.[position];
    if (after === undefined) continue;
    const name =
      before.name === null ? `argument ${position + 1}` : `argument ${quote(before.name)}`;
    if (before.name !== null && after.name !== before.name)
      losses.push(
        `${name} is ${after.name === null ? "without a name" : `called ${quote(after.name)}`}`,
      );
    if (before.hasDefault && !after.hasDefault) losses.push(`${name} has no default`);
  }
  return losses;
}
