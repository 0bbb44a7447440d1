import { followedBy } from "./release.ts";
import { defineRule } from "./define-rule.ts";
import { linkExpand, quote } from "./wording.ts";

export const dropExtension = defineRule({
  id: "drop-extension",
  title: "An extension whose functions, types or operators running code may use is dropped",
  severity: "error",
  summary:
    "Functions, types and operators of the extension vanish while code that still runs uses them. CASCADE also drops columns and indexes that depend on it.",
  kinds: ["drop-extension"],
  judge: (change, context) => {
    const again = followedBy(
      context,
      (later) => later.kind === "create-extension" && later.name === change.name,
    );
    if (again === "in-transaction" && !change.cascade) return {};
    return {
      compatibility: "destructive",
      hazards: change.cascade ? ["breaks-running-code", "loses-data"] : ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message:
          `Code that is still running uses functions, types or operators of extension ${quote(change.name)}; it fails the moment this runs, because they no longer exist.` +
          (change.cascade ? " CASCADE drops every column, index and view that uses them." : ""),
        safeWay: `First ship code and a schema that no longer use ${quote(change.name)}. ${linkExpand}`,
      },
    };
  },
});
