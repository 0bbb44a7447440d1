import { sameArguments } from "../catalog/argument-types.ts";
import type { Catalog, Grants } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { isComplete } from "../catalog/lookup.ts";
import { grantsOn, singlePrivileges } from "../catalog/privileges.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { Grant, GrantedOn, Revoke } from "../model/schema-change.ts";
import { laterInTransaction } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { listOf, quote } from "./wording.ts";

/**
 * The privileges that a REVOKE takes from some role and the same transaction does not give back. Of `ALL`, these are
 * what the history tells of; where it tells nothing of a role, or may not tell all, every privilege counts as held.
 */
export function revokedPrivileges(
  change: Revoke,
  on: GrantedOn,
  context: RuleContext,
): ReadonlySet<string> {
  const asked = singlePrivileges(context.catalog, on, change.privileges);
  const given = grantsOn(context.catalog, on);
  const before = context.baseCatalog === undefined ? null : grantsOn(context.baseCatalog, on);
  const lost = new Set<string>();
  for (const grantee of change.grantees) {
    const known = given?.get(grantee);
    const isAll = change.privileges.some((privilege) => privilege.toLowerCase() === "all");
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
  on: GrantedOn,
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

function isOn({ target, on: later }: Grant, revoked: Revoke, on: GrantedOn): boolean {
  if (later === undefined || !("name" in on)) return target === revoked.target;
  if (later.kind === "all")
    return (
      later.schema === on.name.schema &&
      later.of === (on.kind === "function" ? "function" : "table")
    );
  if (!("name" in later) || later.kind !== on.kind || nameKey(later.name) !== nameKey(on.name))
    return false;
  if (later.kind !== "function" || on.kind !== "function") return true;
  // Without arguments there is one of that name.
  if (later.argumentTypes === null || on.argumentTypes === null) return true;
  return sameArguments(later.argumentTypes, on.argumentTypes);
}

/** What roles may no longer do with an object that the release makes anew under its name, as a phrase; null for nothing. */
export function privilegesNotKept(
  name: QualifiedName,
  old: Grants | undefined,
  context: RuleContext,
): string | null {
  const { finalCatalog } = context;
  const kept =
    finalCatalog === undefined ? null : grantsOn(finalCatalog, { kind: "relation", name });
  if (old === undefined || finalCatalog === undefined || kept === null) return null;
  const losses = [...old].flatMap(([grantee, privileges]) => {
    // Default privileges may give them to what is new.
    if (finalCatalog.defaultGrantees.has(grantee)) return [];
    const lost = [...privileges]
      .filter(([privilege, isHeld]) => isHeld && kept.get(grantee)?.get(privilege) !== true)
      .map(([privilege]) => quote(privilege));
    return lost.length === 0 ? [] : [`${listOf(lost)} of ${quote(grantee)}`];
  });
  return losses.length === 0 ? null : listOf(losses);
}
