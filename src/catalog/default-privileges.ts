import type { Access, Catalog, Grants } from "./catalog.ts";

/** The key in `Catalog.defaultPrivileges`. */
export function defaultKey(of: string, schema: string | null): string {
  return schema === null ? of : `${of} in ${schema}`;
}

/** What ALTER DEFAULT PRIVILEGES gives on a new object. Those of a schema only add to those of all. */
export function accessToNew(
  catalog: Catalog,
  of: "table" | "sequence" | "function" | "type" | "schema",
  schema: string | null,
): Access {
  const everywhere = catalog.defaultPrivileges.get(defaultKey(of, null));
  const here = schema === null ? undefined : catalog.defaultPrivileges.get(defaultKey(of, schema));
  if (everywhere === undefined && here === undefined) return {};
  const grants = new Map<string, Map<string, boolean>>();
  const add = (given: Grants | undefined, isWanted: (isHeld: boolean) => boolean): void => {
    for (const [grantee, privileges] of given ?? []) {
      const known = grants.get(grantee) ?? new Map<string, boolean>();
      for (const [privilege, isHeld] of privileges)
        if (isWanted(isHeld)) known.set(privilege, isHeld);
      grants.set(grantee, known);
    }
  };
  add(everywhere, () => true);
  add(here, (isHeld) => isHeld);
  return { grants };
}

/** What stays with an object that is replaced. */
export function keptAccess({ grants, owner }: Access): Access {
  return { ...(grants === undefined ? {} : { grants }), ...(owner === undefined ? {} : { owner }) };
}
