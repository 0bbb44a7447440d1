import type { PolicyDefinition } from "../model/definitions.ts";
import type { Expression } from "../model/expression.ts";
import { andedParts } from "./condition-parts.ts";
import { listOf, quote, quoteSql } from "./wording.ts";

/** A policy beside the one whose name it takes. */
export interface PolicyComparison {
  /** What the new one surely no longer lets through, as phrases. */
  readonly losses: readonly string[];
  /** Its condition, where it is another one and cannot be compared; null otherwise. */
  readonly otherCondition: Expression | null;
}

export function comparePolicies(old: PolicyDefinition, next: PolicyDefinition): PolicyComparison {
  const losses: string[] = [];
  if (old.permissive && !next.permissive) losses.push("is restrictive");
  if (old.permissive) {
    if (next.command !== "ALL" && next.command !== old.command)
      losses.push(`is for ${next.command} only`);
    const others = old.roles.filter((role) => !next.roles.includes(role));
    if (others.length > 0 && !next.roles.includes("public"))
      losses.push(`is for ${listOf(next.roles.map(quote))} only`);
  }
  const pairs = [
    [old.using, next.using],
    [old.check ?? old.using, next.check ?? next.using],
  ] as const;
  let otherCondition: Expression | null = null;
  for (const [before, after] of pairs) {
    const change = compareConditions(before, after);
    const loss = `also asks for ${quoteSql(after?.sql ?? "")}`;
    if (change === "narrower" && !losses.includes(loss)) losses.push(loss);
    if (change === "other") otherCondition = after;
  }
  return { losses, otherCondition };
}

type ConditionChange = "same-or-wider" | "narrower" | "other";

function compareConditions(old: Expression | null, next: Expression | null): ConditionChange {
  if (next === null || (old !== null && plain(old.sql) === plain(next.sql))) return "same-or-wider";
  if (/^\(*true\)*$/i.test(next.sql.trim())) return "same-or-wider";
  if (old === null) return "other";
  const before = andedParts(plain(old.sql)).map(plain);
  const after = andedParts(plain(next.sql)).map(plain);
  if (after.every((part) => before.includes(part))) return "same-or-wider";
  return before.every((part) => after.includes(part)) ? "narrower" : "other";
}

/** `(select auth.uid())` is `auth.uid()`, computed once for each statement. */
function plain(sql: string): string {
  return sql
    .replace(/\(\s?select\s+([\w.]+\([^()]*\))(?:\s+as\s+\w+)?\s?\)/gi, "$1")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}
