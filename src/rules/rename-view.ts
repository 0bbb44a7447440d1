import { nameKey } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { columnsLost, recreatedView } from "./recreated-view.ts";
import { missingTable } from "./server-errors.ts";
import { behindView, grantsMissed, missesInView } from "./stand-in-view.ts";
import { named, quote } from "./wording.ts";

export const renameView = defineRule({
  id: "rename-view",
  title: "A view gets another name, which running code does not know",
  severity: "error",
  summary: "Code that still runs reads the old name and fails at once.",
  kinds: ["rename-view"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.view)) return {};
    const next = recreatedView(context, change.view);
    const old = context.catalog.views.get(nameKey(change.view));
    const view = named(change.view);
    if (next?.follows === "in-transaction") {
      const moved = { ...change.view, name: change.to };
      const isWhole = columnsLost(old, next.found)?.length === 0;
      const misses = [
        ...(isWhole ? [] : missesInView(next.found, old?.columns ?? null, moved)),
        ...grantsMissed(change.view, old, context),
      ];
      return misses.length === 0 ? {} : behindView(view, misses);
    }
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running reads view ${view}; it fails with ${missingTable(change.view, context.dialect)} the moment this runs.`,
        safeWay: `Create ${quote(change.to)} beside it, move the readers, and drop ${view} in a later pull request.`,
      },
    };
  },
});
