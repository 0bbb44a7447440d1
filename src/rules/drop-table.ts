import { findTable } from "../catalog/lookup.ts";
import type { Dialect } from "../model/dialect.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { defineRule } from "./define-rule.ts";
import { dependantsOf } from "./left-behind.ts";
import type { Dependants } from "./left-behind.ts";
import { isKnownAbsent, mayBeLiveTable } from "./live.ts";
import { lostInRebuild, strictest } from "./lost-in-rebuild.ts";
import { isReplacedBefore, replacementTable } from "./replacement-table.ts";
import { takesAlong } from "./takes-along.ts";
import { needingTable } from "./tracked-dependants.ts";
import { missingTable } from "./server-errors.ts";
import { linkExpand, listOf, named } from "./wording.ts";

export const dropTable = defineRule({
  id: "drop-table",
  title: "A table that running code may use is dropped, with its rows",
  severity: "error",
  summary:
    "Code that still runs, in any environment, worker or queue, fails on its next query of the table, and no rollback brings the rows back. It passes once a linked expand pull request that removed the uses is deployed.",
  kinds: ["drop-table"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return takesAlong(change, context);
    if (change.ifExists && isKnownAbsent(context, change.table)) return {};
    const table = named(change.table);
    const old = findTable(context.catalog, change.table);
    const replacement = replacementTable(change, context);
    if (replacement !== null) {
      const losses = lostInRebuild(replacement, old, context);
      if (losses.length === 0) return takesAlong(change, context);
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code", "loses-data"],
        requirement: strictest(losses),
        finding: {
          message: `The table that takes the place of ${table} ${listOf(losses.map(({ does }) => does))}, which code that is still running may rely on.`,
          safeWay: `Keep the shape in the rebuild, and change it in steps of its own. ${linkExpand}`,
        },
      };
    }
    const cascades = change.cascade && context.dialect === "postgresql";
    const dependants = dependantsOf(
      context.catalog,
      change.table,
      // DROP TABLE a, b drops the references between the two along.
      (referencing) => cascades || !context.sql.includes(referencing.name),
    );
    const others = needingTable(context, change.table);
    const along = whatElse(dependants, others, cascades, context.dialect);
    // Its shape and its rows are what rename-table has compared when the name was taken.
    const isReplaced = isReplacedBefore(change.table, context);
    if (isReplaced && described(along, context.dialect) === "") return {};
    return {
      compatibility: "destructive",
      hazards:
        along.blocking.length > 0 && context.dialect === "postgresql"
          ? ["breaks-running-code", "loses-data", "cannot-run"]
          : ["breaks-running-code", "loses-data"],
      requirement: isReplaced ? "split" : "expand",
      finding: {
        message:
          (isReplaced
            ? `Another table has taken the place and the rows of ${table}, but not what points at it.`
            : harmOf(change.table, old?.partitionOf ?? null, context.dialect)) +
          described(along, context.dialect),
        safeWay: isReplaced
          ? "Before the drop, let what points at it point at the new table."
          : `First ship code that no longer reads or writes ${table}, its model included. ${linkExpand}`,
      },
    };
  },
});

function harmOf(name: QualifiedName, partitionOf: QualifiedName | null, dialect: Dialect): string {
  const table = named(name);
  return partitionOf === null
    ? `Code that is still running uses ${table}; it fails with ${missingTable(name, dialect)} the moment this runs, and the rows are gone.`
    : `The rows of partition ${table} vanish from ${named(partitionOf)} and are gone.`;
}

interface Along {
  /** What keeps the server from dropping the table. */
  readonly blocking: readonly string[];
  /** What goes with it by CASCADE. */
  readonly dropped: readonly string[];
  /** What stays and fails from then on. */
  readonly left: readonly string[];
}

/** What becomes of views and foreign keys. Elsewhere than in PostgreSQL, CASCADE does nothing. */
function whatElse(
  { views, foreignKeys }: Dependants,
  others: readonly string[],
  cascades: boolean,
  dialect: Dialect,
): Along {
  const all = [...views, ...foreignKeys, ...others];
  if (cascades) return { blocking: [], dropped: all, left: [] };
  if (dialect === "postgresql") return { blocking: all, dropped: [], left: [] };
  if (dialect === "sqlite") return { blocking: [], dropped: [], left: all };
  return { blocking: foreignKeys, dropped: [], left: views };
}

function described({ blocking, dropped, left }: Along, dialect: Dialect): string {
  const unless = dialect === "postgresql" ? "" : ", unless `foreign_key_checks` is off";
  return [
    blocking.length === 0 ? "" : ` Because of ${listOf(blocking)} the server refuses${unless}.`,
    dropped.length === 0 ? "" : ` CASCADE takes ${listOf(dropped)} along.`,
    left.length === 0 ? "" : ` It leaves ${listOf(left)} pointing at nothing.`,
  ].join("");
}
