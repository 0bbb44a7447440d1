import type { Catalog, Constraint } from "../catalog/catalog.ts";
import { indexesOfTable } from "../catalog/entries.ts";
import { findTable } from "../catalog/lookup.ts";
import { sameConstraintDefinition, sameIndexDefinition } from "../catalog/same-definition.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { AttachPartition } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable, liveDefaultPartition } from "./live.ts";
import { checkSpeaksOfBounds } from "./partition-bounds.ts";
import type { RuleContext } from "./rule.ts";
import { listOf, named, quote } from "./wording.ts";

export const attachPartition = defineRule({
  id: "attach-partition",
  title: "A table is read whole, under a lock that blocks all, to become a partition",
  severity: "error",
  summary:
    "Every row of the table is tested against the bounds, unless a validated check says the same; and every row of the default partition, unless a check of its own excludes them. Indexes and foreign keys of the parent that the table lacks are made over every row of it.",
  kinds: ["attach-partition"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const scanned: string[] = [];
    const partition = findTable(context.catalog, change.partition);
    const proven = partition !== null && checkSpeaksOfBounds(partition, context.sql);
    if (isLiveTable(context, change.partition) && !proven) scanned.push(named(change.partition));
    const fallback = change.isDefault ? null : liveDefaultPartition(context, change.table);
    if (fallback !== null && !checkSpeaksOfBounds(fallback, context.sql)) {
      scanned.push(named(fallback.name));
    }
    if (scanned.length > 0) {
      return {
        hazards: ["scans-table", "blocks-reads", "blocks-writes", "can-fail"],
        finding: {
          message: `Every row of ${listOf(scanned)} is tested against the bounds; ACCESS EXCLUSIVE there blocks every read and write of running code until it is done.`,
          safeWay:
            "First add a CHECK with the same bounds as NOT VALID (to the default partition: one that excludes them) and validate it; then nothing is read.",
        },
      };
    }
    const missing = isLiveTable(context, change.partition) ? missingParts(change, context) : [];
    if (missing.length === 0) return null;
    return {
      hazards: ["scans-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: `Every row of ${named(change.partition)} is read for ${listOf(missing)} of ${named(change.table)}, which it lacks; ACCESS EXCLUSIVE there blocks every read and write of running code until it is done.`,
        safeWay: `First give ${named(change.partition)} its own: build the indexes with CONCURRENTLY, add foreign keys as NOT VALID and validate them; the server takes them over.`,
      },
    };
  },
});

/** Indexes and foreign keys of the parent that the partition has no like of, so that the server makes them. */
function missingParts(change: AttachPartition, { catalog }: RuleContext): readonly string[] {
  const own = indexesOfTable(catalog, change.partition);
  const ownKeys = validKeys(catalog, change.partition);
  const indexes = indexesOfTable(catalog, change.table)
    .filter((index) => !own.some((other) => sameIndexDefinition(index, other)))
    .map(({ name }) => `index ${quote(name)}`);
  const keys = validKeys(catalog, change.table)
    .filter((key) => !ownKeys.some((other) => sameConstraintDefinition(key, other)))
    .map(({ name }) => `foreign key ${quote(name)}`);
  return [...indexes, ...keys];
}

function validKeys(catalog: Catalog, table: QualifiedName): readonly Constraint[] {
  const constraints = findTable(catalog, table)?.constraints.values() ?? [];
  return [...constraints].filter(
    ({ type, enforced, notValid }) => type === "foreign-key" && enforced && !notValid,
  );
}
