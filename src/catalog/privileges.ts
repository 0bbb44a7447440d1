import type { GrantedOn } from "../model/schema-change.ts";
import type { Catalog, Grants } from "./catalog.ts";
import { nameKey } from "./catalog.ts";
import { sameArguments } from "./argument-types.ts";

const ofTable = "select insert update delete truncate references trigger".split(" ");
const ofSequence = ["usage", "select", "update"];

/** What `ALL` stands for on a kind of object. */
export function allPrivileges(catalog: Catalog, on: GrantedOn): readonly string[] {
  if (on.kind === "function") return ["execute"];
  if (on.kind === "all" && on.of !== "table")
    return on.of === "sequence" ? ofSequence : ["execute"];
  return on.kind === "relation" && catalog.sequences.has(nameKey(on.name)) ? ofSequence : ofTable;
}

/** Privileges one by one, lower case: `ALL` as all of them, `update (a, b)` by column. */
export function singlePrivileges(
  catalog: Catalog,
  on: GrantedOn,
  privileges: readonly string[],
): readonly string[] {
  return privileges.flatMap((written) => {
    const [, name = "", columns] = /^(\w+)(?: \((.*)\))?$/s.exec(written) ?? [];
    const names = name.toLowerCase() === "all" ? allPrivileges(catalog, on) : [name.toLowerCase()];
    const parts = columns?.split(", ");
    return parts === undefined
      ? names
      : names.flatMap((one) => parts.map((column) => `${one} (${column})`));
  });
}

/** What the history tells of privileges on an object; null where the object is not known. */
export function grantsOn(catalog: Catalog, on: GrantedOn): Grants | null {
  if (on.kind === "relation") {
    const key = nameKey(on.name);
    const { tables, views, sequences } = catalog;
    const object = tables.get(key) ?? views.get(key) ?? sequences.get(key);
    return object === undefined ? null : (object.grants ?? new Map());
  }
  if (on.kind !== "function") return null;
  const overloads = catalog.functions.get(nameKey(on.name)) ?? [];
  const { argumentTypes } = on;
  const meant =
    argumentTypes === null
      ? overloads
      : overloads.filter((one) => sameArguments(one.argumentTypes, argumentTypes));
  const [only, ...others] = meant;
  return only === undefined || others.length > 0 ? null : (only.grants ?? new Map());
}
