import { findColumn } from "../catalog/lookup.ts";
import { sameExpression } from "../catalog/same-definition.ts";
import type { Hazard } from "../model/hazard.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { whileCopying } from "./new-column.ts";
import { columnOf, named } from "./wording.ts";

export const setGeneratedExpression = defineRule({
  id: "set-generated-expression",
  title: "A generated column gets another expression, so running code reads other values",
  severity: "error",
  summary:
    "Code that still runs reads other values in the column. A stored one is computed anew for every row, so the server writes every row and every index anew.",
  kinds: ["set-expression"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    const column = findColumn(context.catalog, change.table, change.column);
    const isSame = sameExpression(column?.generated?.expression ?? null, change.expression);
    // MySQL's MODIFY says the whole column again. PostgreSQL computes all rows anew even so.
    if (isSame && context.dialect !== "postgresql") return {};
    const isKnown = column?.origin !== "change" && !isSame;
    const isComputed = column?.generated?.kind !== "virtual";
    if (!isKnown && !isComputed) return {};
    const name = columnOf(change.table, change.column);
    const sentences: string[] = [];
    const hazards: Hazard[] = [];
    if (isKnown) {
      sentences.push(`Code that is still running reads other values in ${name} from now on.`);
      hazards.push("breaks-running-code");
    }
    if (isComputed) {
      sentences.push(
        `For every row ${name} is computed anew, so ${named(change.table)} and its indexes are rewritten; ${whileCopying(context.dialect)}.`,
      );
      hazards.push("rewrites-table", "blocks-writes");
      if (context.dialect === "postgresql") hazards.push("blocks-reads");
    }
    return {
      compatibility: isKnown ? "destructive" : "additive",
      requirement: isKnown ? "split" : "none",
      hazards,
      finding: {
        message: sentences.join(" "),
        safeWay:
          "Add a new column with the new expression's values, move the readers, and drop the old one later.",
      },
    };
  },
});
