import { nameKey } from "../catalog/catalog.ts";
import { clearsTheWay } from "./clears-the-way.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { columnsLost, recreatedView } from "./recreated-view.ts";
import { takesAlong } from "./takes-along.ts";
import { privilegesNotKept } from "./privileges-kept.ts";
import { denied, missingColumn, missingTable } from "./server-errors.ts";
import { linkExpand, listOf, named, quote, withoutGap } from "./wording.ts";

export const dropView = defineRule({
  id: "drop-view",
  title: "A view that running code may read is dropped",
  severity: "error",
  summary:
    'Queries of code that still runs fail with "relation does not exist". A view that is made again in the same transaction with all its columns is no drop; made again later it is missing in between.',
  kinds: ["drop-view"],
  judge: (change, context) => {
    if (clearsTheWay(change, context)) return {};
    if (!mayBeLiveTable(context, change.view)) return takesAlong(change, context);
    const view = named(change.view);
    const safeWay = `First ship code that no longer reads ${view}. ${linkExpand}`;
    const destructive = {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
    } as const;
    const next = recreatedView(context, change.view);
    if (next === null) {
      const message = `Code that is still running reads view ${view}; it fails with ${missingTable(change.view, context.dialect)} the moment this runs.`;
      return { ...destructive, finding: { message, safeWay } };
    }
    const lost = columnsLost(context.catalog.views.get(nameKey(change.view)), next.found);
    if (lost === null) {
      const message = `View ${view} is made again, but it cannot be told whether it keeps every column that running code reads.`;
      return {
        ...destructive,
        finding: { message, safeWay: "Name the columns of both views instead of `*`." },
      };
    }
    if (lost.length > 0) {
      const message = `View ${view} is made again without ${listOf(lost.map(quote))}; code that is still running and reads it fails with ${missingColumn(lost[0] ?? "", context.dialect)}.`;
      return { ...destructive, finding: { message, safeWay } };
    }
    const old = context.catalog.views.get(nameKey(change.view)) ?? null;
    const lostGrants = privilegesNotKept({ kind: "relation", name: change.view }, old, context);
    if (lostGrants !== null) {
      const message = `View ${view} is made again without ${lostGrants}: code that is still running as a role that loses them fails with ${denied(`view ${change.view.name}`, context.dialect)}.`;
      const mended =
        "Grant them again in the same transaction, or use `CREATE OR REPLACE VIEW`, which keeps them.";
      return { ...destructive, finding: { message, safeWay: mended } };
    }
    const along = takesAlong(change, context);
    if (next.follows === "in-transaction" || along.finding !== undefined) return along;
    return {
      finding: {
        severity: "warning",
        message: `View ${view} is missing until it is made again in a later transaction; queries in between fail with ${missingTable(change.view, context.dialect)}.`,
        safeWay: withoutGap("VIEW", context.dialect),
      },
    };
  },
});
