import { escapeText } from "../display-name.ts";
import type { SqlType } from "../../model/sql-type.ts";

/**
 * How a column's new type relates to its old one.
 *
 * - `same`: nothing changes for anyone.
 * - `wider`: every stored value fits, and what code writes for the old type is still taken. Code may still have to
 *   decode another type (`bigint` for `integer`).
 * - `unlike`: every stored value fits, but what code reads, compares, sorts or computes with it comes out otherwise.
 * - `narrower`: values, or precision, may not fit.
 * - `incompatible`: another kind of value: code that reads or writes the old type breaks.
 * - `unknown`: one of the types cannot be seen.
 */
export interface TypeComparison {
  readonly relation: "same" | "wider" | "unlike" | "narrower" | "incompatible" | "unknown";
  /** Whether the server writes every row anew (without a USING clause, or with a plain cast). */
  readonly rewrites: boolean | "unknown";
  /** A clause for the reader, such as "every `integer` fits in `bigint`". */
  readonly reason: string;
}

export type TypeRelation = TypeComparison["relation"];

/** The relation of two numbers that limit what fits. */
export function relationOfLimits(from: number, to: number): "same" | "wider" | "narrower" {
  if (from === to) return "same";
  return to > from ? "wider" : "narrower";
}

/** A relation with the reason that goes with it. */
export interface Relation {
  readonly relation: TypeRelation;
  readonly reason: string;
}

/** A type in backquotes, as it is written. */
export function typeCode(type: SqlType): string {
  return `\`${escapeText(type.text)}\``;
}

/** The most values that a reason lists. */
const mostValues = 3;

/** Values in backquotes, the first few of many. */
export function valueCodes(values: readonly string[]): string {
  const listed = values.slice(0, mostValues).map((value) => `\`${escapeText(value)}\``);
  const more = values.length - listed.length;
  return more > 0 ? `${listed.join(", ")} and ${more} more` : listed.join(", ");
}
