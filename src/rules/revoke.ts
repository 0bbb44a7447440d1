import type { RuleContext } from "./rule.ts";
import { defineRule } from "./define-rule.ts";
import { followedBy } from "./release.ts";
import { denied } from "./server-errors.ts";
import { linkExpand, listOf, quote } from "./wording.ts";

export const revoke = defineRule({
  id: "revoke",
  title: "A privilege that running code may need is taken away",
  severity: "error",
  summary: 'Code that still runs as the role fails with "permission denied" on its next query.',
  kinds: ["revoke"],
  judge: (change, context) => {
    // Default privileges are those of objects that are made later.
    if (change.target.startsWith("future ")) return {};
    if (madeByRelease(change.target, context)) return {};
    const follows = followedBy(
      context,
      (later) =>
        later.kind === "grant" &&
        later.target === change.target &&
        covers(later.privileges, change.privileges) &&
        change.grantees.every((grantee) => later.grantees.includes(grantee)),
    );
    if (follows === "in-transaction") return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Code that is still running as ${listOf(change.grantees.map(quote))} and uses ${quote(change.target)} fails with ${denied(change.target, context.dialect)} the moment this runs.`,
        safeWay: `First move the code to a role that keeps the privilege. ${linkExpand}`,
      },
    };
  },
});

function covers(granted: readonly string[], revoked: readonly string[]): boolean {
  const names = granted.map((privilege) => privilege.toLowerCase());
  return (
    names.includes("all") || revoked.every((privilege) => names.includes(privilege.toLowerCase()))
  );
}

/** Whether the target (`table public.users`, `function f(integer)`) is new: nobody holds a privilege on it yet. */
function madeByRelease(target: string, context: RuleContext): boolean {
  const name = target.slice(target.indexOf(" ") + 1).replace(/\(.*$/s, "");
  const { tables, views, sequences, functions, schemas } = context.catalog;
  const isNamed = (object: { name: { schema: string | null; name: string } }): boolean =>
    name === object.name.name || name === `${object.name.schema ?? ""}.${object.name.name}`;
  const objects = [
    ...tables.values(),
    ...views.values(),
    ...sequences.values(),
    ...[...functions.values()].flat(),
  ].filter(isNamed);
  if (objects.length > 0) return objects.every((object) => object.origin !== "base");
  return target.startsWith("schema ") && (schemas.get(name) ?? "base") !== "base";
}
