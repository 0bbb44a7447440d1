import type { Table } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { withoutIdentity } from "./server-errors.ts";
import { listOf, named } from "./wording.ts";

export const publishWithoutKey = defineRule({
  id: "publish-without-key",
  title: "A table without a key is published, so that it refuses updates and deletes",
  severity: "error",
  summary:
    "A subscriber must be told which row was changed. A published table with neither a primary key nor another replica identity refuses every UPDATE and DELETE from then on.",
  kinds: ["create-object", "alter-object"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { publishes } = change;
    if (publishes === undefined) return null;
    const { tables } = context.catalog;
    const published =
      publishes === "all"
        ? [...tables.values()]
        : publishes.flatMap((name) => findTable(context.catalog, name) ?? []);
    const keyless = published.filter(lacksIdentity).map(({ name }) => name);
    const [first] = keyless;
    if (first === undefined) return null;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `${listOf(keyless.map(named))} ${keyless.length === 1 ? "has" : "have"} neither a primary key nor another replica identity: once published, updates of code that is still running fail with ${withoutIdentity(first)}, and so do deletes.`,
        safeWay:
          "Add a primary key first, or set `REPLICA IDENTITY FULL` in the same transaction before this.",
      },
    };
  },
});

/** A key that is not known may be there all the same; a partition's rows are told by its parent's. */
function lacksIdentity(table: Table): boolean {
  if (table.origin !== "base" || !table.columnsComplete) return false;
  if (table.replicaIdentity === "other") return false;
  if (table.replicaIdentity === "nothing") return true;
  return [...table.constraints.values()].every(({ type }) => type !== "primary-key");
}
