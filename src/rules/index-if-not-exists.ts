import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { earlierChanges } from "./release.ts";
import { quote } from "./wording.ts";

export const indexIfNotExists = defineRule({
  id: "index-if-not-exists",
  title: "IF NOT EXISTS keeps the invalid index that a failed CONCURRENTLY left behind",
  severity: "warning",
  summary:
    "A build that fails half-way leaves an invalid index behind, which slows writes and serves no query. IF NOT EXISTS then finds it, does nothing and reports success.",
  kinds: ["create-index"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { name } = change.index;
    if (!change.concurrently || !change.ifNotExists || name === null) return null;
    if (!isLiveTable(context, change.table)) return null;
    const cleared = earlierChanges(context).some(
      (earlier) => earlier.kind === "drop-index" && earlier.index.name === name,
    );
    if (cleared) return null;
    return {
      hazards: ["can-fail"],
      finding: {
        message: `If the build of ${quote(name)} fails half-way (a timeout, a duplicate), an invalid index stays, and the next run finds it and reports success.`,
        safeWay: `Put \`DROP INDEX CONCURRENTLY IF EXISTS\` ${quote(name)} before it and leave IF NOT EXISTS out.`,
      },
    };
  },
});
