import type { GrantedOn, OwnedObject } from "../model/schema-change.ts";
import { sameArguments } from "./argument-types.ts";
import type { Access, Catalog, Grants } from "./catalog.ts";
import { nameKey, objectKey } from "./catalog.ts";
import { isComplete } from "./holes.ts";

/** What `ALL` stands for, by kind of object. */
const everyPrivilege: Readonly<Record<string, readonly string[]>> = {
  table: "select insert update delete truncate references trigger".split(" "),
  column: ["select", "insert", "update", "references"],
  sequence: ["usage", "select", "update"],
  function: ["execute"],
  type: ["usage"],
  schema: ["usage", "create"],
  database: ["create", "connect", "temporary"],
  language: ["usage"],
  server: ["usage"],
  "foreign data wrapper": ["usage"],
  tablespace: ["create"],
  role: ["membership"],
};

/** What PUBLIC may do with a new object that a history makes, by its kind. */
const givenToAll: Readonly<Record<string, readonly string[]>> = {
  function: ["execute"],
  type: ["usage"],
};

/** What `ALL` stands for on a kind of object. */
export function allPrivileges(catalog: Catalog, on: GrantedOn): readonly string[] {
  return everyPrivilege[kindOf(catalog, on)] ?? [];
}

/** Privileges one by one, lower case: `ALL` as all of them, `update (a, b)` by column. */
export function singlePrivileges(
  catalog: Catalog,
  on: GrantedOn,
  privileges: readonly string[],
): readonly string[] {
  return privileges.flatMap((written) => {
    const [, word = "", columns] = /^(\w+)(?: \((.*)\))?$/s.exec(written) ?? [];
    const name = word.toLowerCase() === "temp" ? "temporary" : word.toLowerCase();
    const parts = columns?.split(", ");
    const all = parts === undefined ? allPrivileges(catalog, on) : everyPrivilege["column"];
    const names = name === "all" ? (all ?? []) : [name];
    return parts === undefined
      ? names
      : names.flatMap((one) => parts.map((column) => `${one} (${column})`));
  });
}

/** What the history tells of who may use an object; null where the object is not known. */
export function accessOf(catalog: Catalog, on: OwnedObject): Access | null {
  switch (on.kind) {
    case "relation": {
      const key = nameKey(on.name);
      const { tables, views, sequences } = catalog;
      return tables.get(key) ?? views.get(key) ?? sequences.get(key) ?? null;
    }
    case "type":
      return catalog.types.get(nameKey(on.name)) ?? null;
    case "object":
      return catalog.objects.get(objectKey(on.object, on.name)) ?? {};
    case "function": {
      const overloads = catalog.functions.get(nameKey(on.name)) ?? [];
      const { argumentTypes } = on;
      const meant =
        argumentTypes === null
          ? overloads
          : overloads.filter((one) => sameArguments(one.argumentTypes, argumentTypes));
      const [only, ...others] = meant;
      return only === undefined || others.length > 0 ? null : only;
    }
  }
}

/** What the history tells of privileges on an object; null where the object is not known. */
export function grantsOn(catalog: Catalog, on: GrantedOn): Grants | null {
  if (on.kind === "all" || on.kind === "future") return null;
  const access = accessOf(catalog, on);
  return access === null ? null : (access.grants ?? new Map());
}

/** Whether everybody has a privilege: by a grant to PUBLIC, or because a new object gives it and nothing took it away. */
export function isHeldByAll(catalog: Catalog, on: OwnedObject, privilege: string): boolean {
  const access = accessOf(catalog, on);
  const told = access?.grants?.get("public")?.get(privilege);
  if (told !== undefined) return told;
  if (access === null || !isComplete(catalog) || catalog.defaultGrantees.has("public"))
    return false;
  return givenToAll[kindOf(catalog, on)]?.includes(privilege) === true;
}

function kindOf(catalog: Catalog, on: GrantedOn): string {
  switch (on.kind) {
    case "relation":
      return catalog.sequences.has(nameKey(on.name)) ? "sequence" : "table";
    case "function":
    case "type":
      return on.kind;
    case "object":
      return on.object;
    case "all":
    case "future":
      return on.of;
  }
}

/** Every object that somebody may have privileges on, as far as the catalog knows it. */
export function everyObject(catalog: Catalog): readonly OwnedObject[] {
  const { tables, views, sequences, types, functions, objects } = catalog;
  return [
    ...[...tables.values(), ...views.values(), ...sequences.values()].map(
      ({ name }): OwnedObject => ({ kind: "relation", name }),
    ),
    ...[...types.values()].map(({ name }): OwnedObject => ({ kind: "type", name })),
    ...[...functions.values()]
      .flat()
      .map(({ name, argumentTypes }): OwnedObject => ({ kind: "function", name, argumentTypes })),
    ...[...objects.keys()].map((key): OwnedObject => {
      const [object = "", name = ""] = key.split("\u0000");
      return { kind: "object", object, name };
    }),
  ];
}
