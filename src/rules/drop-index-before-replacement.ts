import { nameKey } from "../catalog/catalog.ts";
import { indexesOfTable } from "../catalog/entries.ts";
import { findIndex } from "../catalog/lookup.ts";
import type { IndexDefinition } from "../model/definitions.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { findLater } from "./release.ts";
import { named, quote } from "./wording.ts";

export const dropIndexBeforeReplacement = defineRule({
  id: "drop-index-before-replacement",
  title: "An index is dropped before the one that takes its place is built",
  severity: "warning",
  summary:
    "Until the new index is built, queries of running code that need one read the whole table. Where both happen in one transaction nobody sees the gap, and where another index begins with the same column there is none.",
  kinds: ["drop-index"],
  dialects: ["postgresql"],
  isRemark: true,
  judge: (change, context) => {
    const index = findIndex(context.catalog, change.index);
    if (index === null || index.origin === "change") return null;
    if (!isLiveTable(context, index.table)) return null;
    const first = firstPart(index);
    const isCovered = indexesOfTable(context.catalog, index.table).some(
      (other) => other.name !== index.name && firstPart(other) === first,
    );
    if (isCovered) return null;
    const table = nameKey(index.table);
    const later = findLater(context, (next) =>
      next.kind === "create-index" &&
      nameKey(next.table) === table &&
      firstPart(next.index) === first
        ? next.index
        : null,
    );
    if (later?.follows !== "later") return null;
    const replacement = later.found.name === null ? "the new one" : quote(later.found.name);
    return {
      finding: {
        message: `Until ${replacement} is built, queries of running code on ${named(index.table)} that need ${quote(index.name)} read the whole table.`,
        safeWay: "Build the new index under another name first, then drop this one.",
      },
    };
  },
});

function firstPart({ parts }: IndexDefinition): string | null {
  const [first] = parts;
  return first === undefined ? null : (first.column ?? first.expression?.sql ?? null);
}
