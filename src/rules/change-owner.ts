import type { Catalog } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { accessOf, everyObject } from "../catalog/privileges.ts";
import type { OwnedObject } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { lostByOwner } from "./privileges-kept.ts";
import { findRoutine } from "./routines.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { denied } from "./server-errors.ts";
import { linkExpand, listOf, named, quote } from "./wording.ts";

const safeWay =
  "Grant the old owner what its code needs in the same transaction, behind this statement.";

export const changeOwner = defineRule({
  id: "change-owner",
  title: "A table gets another owner, and the old one keeps only what it was granted",
  severity: "warning",
  summary:
    "An owner needs no grants, so code that still runs as the old owner loses every right to the table that was never granted to it. Where the migrations name the old owner, and do not grant it what queries need, the change is destructive, also of schemas, sequences, functions and types. What the same release makes is exempt.",
  kinds: ["alter-table-option", "alter-object", "alter-sequence"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.kind === "alter-object") {
      if (change.object !== "all owned by role") return null;
      return judgeReassigned(change.name, context);
    }
    const { owner } = change;
    if (owner === undefined) return null;
    if (change.kind === "alter-sequence")
      return judgeOwner({ kind: "relation", name: change.sequence }, owner, context);
    if (change.owned !== undefined) return judgeOwner(change.owned, owner, context);
    if (change.option !== "owner" || !isLiveTable(context, change.table)) return null;
    const verdict = judgeOwner({ kind: "relation", name: change.table }, owner, context);
    if (verdict !== null) return verdict;
    return {
      finding: {
        message: `Code that is still running as the old owner of ${named(change.table)} loses every right to it that was never granted to it.`,
        safeWay,
      },
    };
  },
});

/** Where the history names the old owner: what that loses. Null where it tells nothing. */
function judgeOwner(on: OwnedObject, owner: string, context: RuleContext): RuleVerdict | null {
  const before = accessOf(context.catalog, on)?.owner ?? null;
  if (before === null || !isLiveObject(on, context)) return null;
  if (before === owner) return {};
  const known = context.baseCatalog === undefined ? null : accessOf(context.baseCatalog, on);
  // What the release gave itself: nothing that runs is that role.
  if (known !== null && known.owner !== before) return {};
  const lost = lossesOf(before, [on], context);
  return lost === null ? null : destructive(before, lost, on, context);
}

/** REASSIGN OWNED: what the history gave to the role is told by name, of the rest nothing is known. */
function judgeReassigned(role: string, context: RuleContext): RuleVerdict {
  const owned = everyObject(context.catalog).filter(
    (on) => accessOf(context.catalog, on)?.owner === role && isLiveObject(on, context),
  );
  const [first] = owned;
  const lost = lossesOf(role, owned, context);
  if (first !== undefined && lost !== null) return destructive(role, lost, first, context);
  return {
    finding: {
      message: `Code that is still running as ${quote(role)} loses every right to its own tables that was never granted to it.`,
      safeWay,
    },
  };
}

function destructive(
  role: string,
  lost: string,
  on: OwnedObject,
  context: RuleContext,
): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "expand",
    finding: {
      severity: "error",
      message: `Code that is still running as ${quote(role)} loses ${lost}, which it had as the owner; it fails with ${denied(targetOf(on, context.catalog), context.dialect)} the moment this runs.`,
      safeWay: `${safeWay} Or first move the code to a role that keeps its rights. ${linkExpand}`,
    },
  };
}

/** "`select` on `table users`", of several objects "rights on …"; null for nothing. A superuser that servers come with needs no rights. */
function lossesOf(
  role: string,
  owned: readonly OwnedObject[],
  context: RuleContext,
): string | null {
  if (role === "postgres") return null;
  const losses = owned.flatMap((on) => {
    const lost = lostByOwner(on, role, context);
    return lost.length === 0 ? [] : [{ lost, target: quote(targetOf(on, context.catalog)) }];
  });
  const [only, ...others] = losses;
  if (only === undefined) return null;
  if (others.length === 0) return `${listOf(only.lost.map(quote))} on ${only.target}`;
  const named = losses.slice(0, 3).map(({ target }) => target);
  const more = losses.length - named.length;
  return `rights on ${listOf(more > 0 ? [...named, `${more} more`] : named)}`;
}

/** Whether running code may know it: it was there before the release. */
function isLiveObject(on: OwnedObject, context: RuleContext): boolean {
  const { tables, views, sequences, types, schemas } = context.catalog;
  switch (on.kind) {
    case "relation": {
      const key = nameKey(on.name);
      return (tables.get(key) ?? views.get(key) ?? sequences.get(key))?.origin === "base";
    }
    case "type":
      return types.get(nameKey(on.name))?.origin === "base";
    case "function":
      return findRoutine(context, on.name, on.argumentTypes)?.origin === "base";
    case "object":
      return on.object === "schema" && schemas.get(on.name) === "base";
  }
}

/** `table users`, as the server names it when it refuses. */
function targetOf(on: OwnedObject, { views, sequences }: Catalog): string {
  if (on.kind === "object") return `${on.object} ${on.name}`;
  const key = nameKey(on.name);
  const word =
    on.kind !== "relation"
      ? on.kind
      : sequences.has(key)
        ? "sequence"
        : views.has(key)
          ? "view"
          : "table";
  return `${word} ${on.name.name}`;
}
