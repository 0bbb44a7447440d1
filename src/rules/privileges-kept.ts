import { nameKey } from "../catalog/catalog.ts";
import type { Access, Catalog } from "../catalog/catalog.ts";
import {
  accessOf,
  allPrivileges,
  everyObject,
  grantsOn,
  isHeldByAll,
} from "../catalog/privileges.ts";
import type { OwnedObject } from "../model/schema-change.ts";
import type { RuleContext } from "./rule.ts";
import { listOf, quote } from "./wording.ts";

/**
 * What roles may no longer do with an object that the release makes anew under its name, as a phrase; null for nothing.
 * `on` is the new one, `old` what the history tells of the one that goes, `before` its name where that differs.
 */
export function privilegesNotKept(
  on: OwnedObject,
  old: Access | null,
  { catalog, finalCatalog }: RuleContext,
  before: OwnedObject = on,
): string | null {
  if (old === null || finalCatalog === undefined || accessOf(finalCatalog, on) === null)
    return null;
  const losses: string[] = [];
  // A view in the place of a table cannot be emptied, and nothing refers to it.
  const isTable = on.kind !== "relation" || !finalCatalog.views.has(nameKey(on.name));
  const held = new Map<string, readonly string[]>(
    [...(old.grants ?? [])].map(([role, privileges]) => [
      role,
      [...privileges].flatMap(([privilege, isHeld]) => (isHeld ? [privilege] : [])),
    ]),
  );
  const everybodys = allPrivileges(catalog, on).filter((one) => isHeldByAll(catalog, before, one));
  if (everybodys.length > 0) held.set("public", everybodys);
  const owner = old.owner ?? null;
  if (
    owner !== null &&
    accessOf(finalCatalog, on)?.owner !== owner &&
    !runsMigrations(owner, catalog)
  )
    held.set(owner, ownersPrivileges(catalog, on, old));
  for (const [role, privileges] of held) {
    const lost = privileges
      .filter((privilege) => isTable || queried.has(privilege.split(" ")[0] ?? ""))
      .filter((privilege) => !isKept(role, privilege, on, finalCatalog));
    if (lost.length > 0) losses.push(`${listOf(lost.map(quote))} of ${quote(role)}`);
  }
  return losses.length === 0 ? null : listOf(losses);
}

/** What code that runs as the owner of an object loses when another role gets it; empty where it is granted again. */
export function lostByOwner(
  on: OwnedObject,
  owner: string,
  { catalog, finalCatalog }: RuleContext,
): readonly string[] {
  const access = accessOf(catalog, on);
  if (access === null || finalCatalog === undefined || accessOf(finalCatalog, on) === null)
    return [];
  return ownersPrivileges(catalog, on, access).filter(
    (privilege) => !isKept(owner, privilege, on, finalCatalog),
  );
}

/** Those that queries need; an owner has them without a grant, until it takes one from itself. */
function ownersPrivileges(
  catalog: Catalog,
  on: OwnedObject,
  { owner, grants }: Access,
): readonly string[] {
  const own = owner === undefined || owner === null ? undefined : grants?.get(owner);
  return allPrivileges(catalog, on).filter(
    (privilege) => queried.has(privilege) && own?.get(privilege) !== false,
  );
}

const queried: ReadonlySet<string> = new Set([
  "select",
  "insert",
  "update",
  "delete",
  "usage",
  "execute",
]);

function isKept(role: string, privilege: string, on: OwnedObject, catalog: Catalog): boolean {
  // Default privileges of another role's objects may give it.
  if (catalog.defaultGrantees.has(role)) return true;
  const grants = grantsOn(catalog, on);
  if (grants?.get(role)?.get(privilege) === true || isHeldByAll(catalog, on, privilege))
    return true;
  const owner = accessOf(catalog, on)?.owner ?? null;
  return owner !== null && (owner === role || isMember(catalog, role, owner));
}

/** Whether a role may act as another, by a membership that the history grants. */
export function isMember(catalog: Catalog, role: string, of: string): boolean {
  const on = { kind: "object", object: "role", name: of } as const;
  return grantsOn(catalog, on)?.get(role)?.get("membership") === true;
}

/**
 * Whether a role may be the one that runs the migrations, so that it owns what they make without a word: the superuser
 * that servers come with, or a role that no other owns more than.
 */
export function runsMigrations(role: string, catalog: Catalog): boolean {
  if (role === "postgres") return true;
  const counts = new Map<string, number>();
  for (const on of everyObject(catalog)) {
    const owner = accessOf(catalog, on)?.owner ?? null;
    if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  const own = counts.get(role) ?? 0;
  return [...counts].every(([other, count]) => other === role || count <= own);
}
