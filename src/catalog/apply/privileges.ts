import type { Grant, GrantedOn, Revoke } from "../../model/schema-change.ts";
import { sameArguments } from "../argument-types.ts";
import type { Catalog, Grants } from "../catalog.ts";
import { nameKey } from "../catalog.ts";
import { storeSequence, storeView } from "../entries.ts";
import { singlePrivileges } from "../privileges.ts";

/** GRANT and REVOKE on tables, views, sequences and functions that the history makes. */
export function applyPrivileges(catalog: Catalog, change: Grant | Revoke): void {
  const { on } = change;
  if (on === undefined) return;
  if (on.kind === "future") {
    for (const grantee of change.grantees) catalog.defaultGrantees.add(grantee);
    return;
  }
  for (const one of objectsOf(catalog, on)) alter(catalog, one, change);
}

function objectsOf(catalog: Catalog, on: GrantedOn): readonly GrantedOn[] {
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

function alter(catalog: Catalog, on: GrantedOn, change: Grant | Revoke): void {
  const privileges = singlePrivileges(catalog, on, change.privileges);
  const altered = (grants: Grants | undefined): Grants =>
    grantsAfter(grants ?? new Map(), change, privileges);
  if (on.kind === "relation") {
    const key = nameKey(on.name);
    const table = catalog.tables.get(key);
    const view = catalog.views.get(key);
    const sequence = catalog.sequences.get(key);
    if (table !== undefined) table.grants = altered(table.grants);
    else if (view !== undefined) storeView(catalog, { ...view, grants: altered(view.grants) });
    else if (sequence !== undefined)
      storeSequence(catalog, { ...sequence, grants: altered(sequence.grants) });
    return;
  }
  if (on.kind !== "function") return;
  const overloads = catalog.functions.get(nameKey(on.name));
  const { argumentTypes } = on;
  if (overloads === undefined) return;
  catalog.functions.set(
    nameKey(on.name),
    overloads.map((one) =>
      argumentTypes === null || sameArguments(one.argumentTypes, argumentTypes)
        ? { ...one, grants: altered(one.grants) }
        : one,
    ),
  );
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
      if (kind === "revoke" && whole !== privilege && known.get(whole) === true) continue;
      if (kind === "revoke" && whole === privilege)
        for (const other of known.keys())
          if (other.startsWith(`${whole} (`)) known.set(other, false);
      known.set(privilege, kind === "grant");
    }
    after.set(grantee, known);
  }
  return after;
}
