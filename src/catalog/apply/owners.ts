import type { OwnedObject } from "../../model/schema-change.ts";
import type { Catalog, Grants } from "../catalog.ts";
import { sequencesOfTable } from "../entries.ts";
import { accessOf, allPrivileges, everyObject } from "../privileges.ts";
import { alterAccess } from "./access.ts";

/** Words for the role that runs the statement. */
const runner = new Set(["current_role", "current_user", "session_user"]);

/**
 * OWNER TO. What the old owner was granted goes to the new one with the rest. The sequences of a table's columns follow
 * it.
 */
export function setOwner(catalog: Catalog, on: OwnedObject, role: string): void {
  const owner = runner.has(role) ? null : role;
  alterAccess(catalog, on, ({ grants, owner: before = null }) => {
    if (before === null || before === owner) return { owner };
    const none = new Map(allPrivileges(catalog, on).map((privilege) => [privilege, false]));
    const after: Grants = new Map([...(grants ?? []), [before, none]]);
    return { owner, grants: after };
  });
  if (on.kind !== "relation") return;
  for (const { name } of sequencesOfTable(catalog, on.name))
    setOwner(catalog, { kind: "relation", name }, role);
}

/** REASSIGN OWNED: of what a statement made the role's. */
export function reassignOwned(catalog: Catalog, from: string, to: string): void {
  for (const on of everyObject(catalog))
    if (accessOf(catalog, on)?.owner === from) setOwner(catalog, on, to);
}

/** DROP OWNED takes every privilege from a role; what it owned is dropped, which is told for itself. */
export function dropPrivilegesOf(catalog: Catalog, role: string): void {
  for (const on of everyObject(catalog)) {
    const held = accessOf(catalog, on)?.grants?.get(role);
    if (held === undefined) continue;
    const none = new Map([...held.keys()].map((privilege) => [privilege, false]));
    alterAccess(catalog, on, ({ grants }) => ({
      grants: new Map([...(grants ?? []), [role, none]]),
    }));
  }
}
