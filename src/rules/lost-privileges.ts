import { sameArguments } from "../catalog/argument-types.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { isComplete } from "../catalog/lookup.ts";
import { grantsOn, isHeldByAll, singlePrivileges } from "../catalog/privileges.ts";
import type { Grant, OwnedObject, Revoke } from "../model/schema-change.ts";
import { laterInTransaction } from "./release.ts";
import type { RuleContext } from "./rule.ts";

/**
 * The privileges that a REVOKE takes from some role and the same transaction does not give back. Of `ALL`, these are
 * what the history tells of; where it tells nothing of a role, or may not tell all, every privilege counts as held.
 */
export function revokedPrivileges(
  change: Revoke,
  on: OwnedObject,
  context: RuleContext,
): ReadonlySet<string> {
  const asked = singlePrivileges(context.catalog, on, change.privileges);
  const given = grantsOn(context.catalog, on);
  const before = context.baseCatalog === undefined ? null : grantsOn(context.baseCatalog, on);
  const lost = new Set<string>();
  for (const grantee of change.grantees) {
    const known = given?.get(grantee);
    const isAll = change.privileges.some((privilege) => /^all(?: \(|$)/i.test(privilege));
    const isWhole = isAll && known !== undefined && tellsAll(grantee, context.catalog);
    const back = grantedLater(grantee, change, on, context);
    for (const privilege of asked) {
      const state = known?.get(privilege);
      if (state === false || (isWhole && state === undefined)) continue;
      // What the release gave itself: nothing that runs knows it.
      if (state === true && before !== null && before.get(grantee)?.get(privilege) !== true)
        continue;
      // A privilege on the whole table covers the column still.
      const [whole = ""] = privilege.split(" ");
      if (whole !== privilege && known?.get(whole) === true) continue;
      // What everybody has, nobody loses.
      if (!change.grantees.includes("public") && isHeldByAll(context.catalog, on, privilege))
        continue;
      if (!back.has(privilege) && !back.has(whole)) lost.add(privilege);
    }
  }
  return lost;
}

/** Whether the statements of the history are all that gave a role something. */
function tellsAll(grantee: string, catalog: Catalog): boolean {
  return isComplete(catalog) && !catalog.defaultGrantees.has(grantee);
}

/** What the rest of the transaction grants to a role on the object. */
function grantedLater(
  grantee: string,
  revoked: Revoke,
  on: OwnedObject,
  context: RuleContext,
): ReadonlySet<string> {
  const grants = laterInTransaction(context).filter(
    (later): later is Grant =>
      later.kind === "grant" && later.grantees.includes(grantee) && isOn(later, revoked, on),
  );
  return new Set(
    grants.flatMap(({ privileges }) => singlePrivileges(context.catalog, on, privileges)),
  );
}

function isOn({ target, on: later }: Grant, revoked: Revoke, on: OwnedObject): boolean {
  if (later === undefined || on.kind === "object") return target === revoked.target;
  if (later.kind === "all")
    return (
      later.schema === on.name.schema &&
      on.kind !== "type" &&
      later.of === (on.kind === "function" ? "function" : "table")
    );
  if (later.kind === "object" || later.kind === "future" || later.kind !== on.kind) return false;
  if (nameKey(later.name) !== nameKey(on.name)) return false;
  if (later.kind !== "function" || on.kind !== "function") return true;
  // Without arguments there is one of that name.
  if (later.argumentTypes === null || on.argumentTypes === null) return true;
  return sameArguments(later.argumentTypes, on.argumentTypes);
}
