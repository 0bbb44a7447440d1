import type { Grammar } from "../grammar.ts";
import { expressionNode, itemsOf, rowsOf } from "./expression-values.ts";
import { knownText } from "./known-text.ts";
import { expressionIn, nodeIn, numberIn, rowFields, textIn, type TreeNode } from "./tree.ts";
import { isFollowedText, textOf, type Declared, type Known } from "./variables.ts";

/** What a loop's variables hold in one turn, by name. */
export type Turn = ReadonlyMap<string, string | null>;

/** Longer loops are read once. */
const turnLimit = 1000;

/** The turns of a loop over numbers, an array or rows that are known; null for every other loop. */
export function turnsOf(
  { kind, fields }: TreeNode,
  declared: Declared,
  known: Known,
  grammar: Grammar,
): readonly Turn[] | null {
  const expression = (field: string) => expressionNode(expressionIn(fields[field]) ?? "", grammar);
  const target = nodeIn(fields["var"]);
  switch (kind) {
    case "stmt_fori": {
      if (fields["step"] !== undefined || fields["reverse"] === true) return null;
      const [lower = Number.NaN, upper = Number.NaN] = ["lower", "upper"].map((field) =>
        Number(knownText(expression(field), (name) => textOf(known, name)) ?? Number.NaN),
      );
      if (!Number.isInteger(lower) || !(upper - lower < turnLimit)) return null;
      const name = textIn(target?.fields["refname"]) ?? "";
      const length = Math.max(0, Math.floor(upper) - lower + 1);
      return Array.from({ length }, (_, at) => new Map([[name, String(lower + at)]]));
    }
    case "stmt_foreach_a": {
      const name = declared.names[numberIn(fields["varno"])] ?? "";
      if (numberIn(fields["slice"]) > 0 || !isFollowedText(declared, name)) return null;
      return itemsOf(expression("expr"), known)?.map((item) => new Map([[name, item]])) ?? null;
    }
    case "stmt_fors": {
      const rows = rowsOf(expressionIn(fields["query"]) ?? "", known, grammar);
      if (rows === null || target === null) return null;
      if (target.kind === "rec") {
        const record = textIn(target.fields["refname"]) ?? "";
        return rows.map(
          (row) => new Map([...row].map(([column, text]) => [`${record}.${column}`, text])),
        );
      }
      const names = rowFields(target.fields);
      if (!names.every((name) => isFollowedText(declared, name))) return null;
      return rows.map(
        (row) => new Map([...row.values()].map((text, at) => [names[at] ?? "", text])),
      );
    }
    default:
      return null;
  }
}
