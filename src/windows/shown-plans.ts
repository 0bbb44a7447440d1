import type { ShapePair } from "../model/window.ts";
import { hiddenJson, isShape, readHidden } from "./identity.ts";
import { sameShape } from "./shape.ts";

const opening = "<!-- expand-contract:plans ";
/** Of one pull request. More splits than this are no one window each. */
const mostPlans = 20;
/** A comment has room for this much. In characters. */
const mostText = 8_000;

/**
 * Writes which splits a pull request was shown, as one hidden line of its comment: whoever follows one opens its window
 * without a word.
 */
export function renderShownPlans(plans: readonly ShapePair[]): readonly string[] {
  if (plans.length === 0) return [];
  const line = `${opening}${hiddenJson(plans)} -->`;
  return line.length > mostText ? renderShownPlans(plans.slice(1)) : [line];
}

/** Reads it back; empty where there is none, or where somebody broke it. */
export function parseShownPlans(body: string): readonly ShapePair[] {
  const value = readHidden(body, opening);
  return Array.isArray(value) ? value.filter(isPair).slice(0, mostPlans) : [];
}

/** What was shown before and what is shown now, each once, the newest last. */
export function rememberPlans(
  before: readonly ShapePair[],
  now: readonly ShapePair[],
): readonly ShapePair[] {
  const isNow = (pair: ShapePair): boolean => now.some((other) => samePair(pair, other));
  return [...before.filter((pair) => !isNow(pair)), ...now].slice(-mostPlans);
}

function samePair(a: ShapePair, b: ShapePair): boolean {
  return sameShape(a.old, b.old) && sameShape(a.new, b.new);
}

function isPair(value: unknown): value is ShapePair {
  if (typeof value !== "object" || value === null) return false;
  const { old, new: replacement } = value as Readonly<Record<string, unknown>>;
  return isShape(old) && isShape(replacement);
}
