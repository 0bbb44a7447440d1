import { nameKey } from "../catalog/catalog.ts";
import { singlePrivileges } from "../catalog/privileges.ts";
import type { OwnedObject, Revoke } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { revokedPrivileges } from "./lost-privileges.ts";
import { followedBy } from "./release.ts";
import { isMadeByRelease } from "./released-object.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { denied } from "./server-errors.ts";
import { linkExpand, listOf, quote } from "./wording.ts";

export const revoke = defineRule({
  id: "revoke",
  title: "A privilege that running code may need is taken away",
  severity: "error",
  summary:
    'Code that still runs as the role fails with "permission denied" on its next query. What the same transaction grants again, what the history took away before, and of `ALL` what the history never granted, is not lost.',
  kinds: ["revoke"],
  judge: (change, context) => {
    // Default privileges are those of objects that are made later.
    if (change.target.startsWith("future ")) return {};
    if (madeByRelease(change, context)) return {};
    const { on } = change;
    if (on !== undefined && on.kind !== "all" && on.kind !== "future")
      return judgeKnown(change, on, context);
    const follows = followedBy(
      context,
      (later) =>
        later.kind === "grant" &&
        later.target === change.target &&
        covers(later.privileges, change.privileges) &&
        change.grantees.every((grantee) => later.grantees.includes(grantee)),
    );
    if (follows === "in-transaction") return {};
    return taken(change, "uses", context);
  },
});

/** On an object by its name: what the history and the rest of the transaction give is not taken. */
function judgeKnown(change: Revoke, on: OwnedObject, context: RuleContext): RuleVerdict {
  const lost = revokedPrivileges(change, on, context);
  if (lost.size === 0) return {};
  const asked = singlePrivileges(context.catalog, on, change.privileges);
  const isAll = asked.every((privilege) => lost.has(privilege));
  const listed = [...lost].map((privilege) => quote(privilege));
  return taken(change, isAll ? "uses" : `needs ${listOf(listed)} on`, context);
}

function taken(change: Revoke, uses: string, { dialect }: RuleContext): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "expand",
    finding: {
      message: `Code that is still running as ${listOf(change.grantees.map(quote))} and ${uses} ${quote(change.target)} fails with ${denied(change.target, dialect)} the moment this runs.`,
      safeWay: `First move the code to a role that keeps the privilege. ${linkExpand}`,
    },
  };
}

function covers(granted: readonly string[], revoked: readonly string[]): boolean {
  const names = granted.map((privilege) => privilege.toLowerCase());
  return (
    names.includes("all") || revoked.every((privilege) => names.includes(privilege.toLowerCase()))
  );
}

/** Whether the target (`table public.users`, `function f(integer)`) is new: nobody holds a privilege on it yet. */
function madeByRelease({ target, on }: Revoke, context: RuleContext): boolean {
  if (on?.kind === "type") {
    const type = context.catalog.types.get(nameKey(on.name));
    return type !== undefined && type.origin !== "base";
  }
  if (on?.kind === "object") {
    if (on.object === "schema") return (context.catalog.schemas.get(on.name) ?? "base") !== "base";
    return isMadeByRelease(on, context);
  }
  const name = target.slice(target.indexOf(" ") + 1).replace(/\(.*$/s, "");
  const { tables, views, sequences, functions } = context.catalog;
  const isNamed = (object: { name: { schema: string | null; name: string } }): boolean =>
    name === object.name.name || name === `${object.name.schema ?? ""}.${object.name.name}`;
  const objects = [
    ...tables.values(),
    ...views.values(),
    ...sequences.values(),
    ...[...functions.values()].flat(),
  ].filter(isNamed);
  return objects.length > 0 && objects.every((object) => object.origin !== "base");
}
