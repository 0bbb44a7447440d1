import type { Grant, GrantedOn, OwnedObject, Revoke } from "../../model/schema-change.ts";
import type { Catalog, Grants } from "../catalog.ts";
import { defaultKey } from "../default-privileges.ts";
import { singlePrivileges } from "../privileges.ts";
import { alterAccess } from "./access.ts";

/** GRANT and REVOKE on objects, and ALTER DEFAULT PRIVILEGES for those that are made later. */
export function applyPrivileges(catalog: Catalog, change: Grant | Revoke): void {
  const { on } = change;
  if (on === undefined) return;
  const privileges = singlePrivileges(catalog, on, change.privileges);
  if (on.kind === "future") return applyToFuture(catalog, on, change, privileges);
  for (const one of objectsOf(catalog, on))
    alterAccess(catalog, one, ({ grants }) => ({
      grants: grantsAfter(
        grants ?? new Map(),
        change,
        singlePrivileges(catalog, one, change.privileges),
      ),
    }));
}

/** Which role makes an object is not known, so what is told of one role's objects may be given or not. */
function applyToFuture(
  catalog: Catalog,
  on: Extract<GrantedOn, { kind: "future" }>,
  change: Grant | Revoke,
  privileges: readonly string[],
): void {
  if (on.roles.some((role) => role !== "current_user" && role !== "current_role")) {
    for (const grantee of change.grantees) catalog.defaultGrantees.add(grantee);
    return;
  }
  for (const schema of on.schemas.length === 0 ? [null] : on.schemas) {
    const key = defaultKey(on.of, schema);
    const before = catalog.defaultPrivileges.get(key) ?? new Map();
    catalog.defaultPrivileges.set(key, grantsAfter(before, change, privileges));
  }
}

function objectsOf(
  catalog: Catalog,
  on: Exclude<GrantedOn, { kind: "future" }>,
): readonly OwnedObject[] {
  if (on.kind !== "all") return [on];
  const { tables, views, sequences, functions } = catalog;
  if (on.of === "function") {
    return [...functions.values()]
      .flat()
      .filter(({ name }) => name.schema === on.schema)
      .map(({ name, argumentTypes }) => ({ kind: "function", name, argumentTypes }));
  }
  const relations =
    on.of === "table" ? [...tables.values(), ...views.values()] : [...sequences.values()];
  return relations
    .filter(({ name }) => name.schema === on.schema)
    .map(({ name }) => ({ kind: "relation", name }));
}

function grantsAfter(
  before: Grants,
  { kind, grantees }: Grant | Revoke,
  privileges: readonly string[],
): Grants {
  const after = new Map(before);
  for (const grantee of grantees) {
    const known = new Map(after.get(grantee));
    for (const privilege of privileges) {
      // A privilege on the table covers its columns: one of them cannot be taken out of it, and it takes theirs along.
      const [whole = ""] = privilege.split(" ");
      if (kind === "revoke" && whole !== privilege && known.get(whole) === true) {
        known.delete(privilege);
        continue;
      }
      if (kind === "revoke" && whole === privilege)
        for (const other of known.keys())
          if (other.startsWith(`${whole} (`)) known.set(other, false);
      known.set(privilege, kind === "grant");
    }
    after.set(grantee, known);
  }
  return after;
}

/** Privileges on single columns follow a column to its new name, and go with it where that is null. */
export function grantsBehindColumn(grants: Grants, column: string, to: string | null): Grants {
  const moved = ([privilege, isHeld]: readonly [string, boolean]): [string, boolean][] => {
    if (!privilege.endsWith(` (${column})`)) return [[privilege, isHeld]];
    return to === null ? [] : [[`${privilege.slice(0, -column.length - 2)}(${to})`, isHeld]];
  };
  return new Map(
    [...grants].map(([grantee, privileges]) => [grantee, new Map([...privileges].flatMap(moved))]),
  );
}
