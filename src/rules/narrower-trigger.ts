import type { TriggerDefinition } from "../model/definitions.ts";
import { sameExpression } from "../catalog/same-definition.ts";
import { listOf, quote, quoteSql } from "./wording.ts";

/** What a trigger no longer does once another takes its name, as phrases; empty where it fires for as much as before. */
export function triggerLosses(old: TriggerDefinition, next: TriggerDefinition): readonly string[] {
  const losses: string[] = [];
  const missed = old.events.filter((event) => !next.events.includes(event));
  if (missed.length > 0) losses.push(`no longer fires on ${listOf(missed)}`);
  if (old.timing !== next.timing) losses.push(`fires ${next.timing} instead of ${old.timing}`);
  const narrowed =
    next.columns.length > 0 &&
    (old.columns.length === 0 || old.columns.some((column) => !next.columns.includes(column)));
  if (narrowed && !missed.includes("UPDATE"))
    losses.push(`fires for updates of ${listOf(next.columns.map(quote))} only`);
  if (next.when !== null && !sameExpression(old.when, next.when))
    losses.push(`fires only when ${quoteSql(next.when.sql)}`);
  return losses;
}
