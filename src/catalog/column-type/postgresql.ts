import { nameKey } from "../catalog.ts";
import type { Catalog, UserType } from "../catalog.ts";
import { isPostgresqlType } from "../builtin-types.ts";
import { sameType } from "../same-definition.ts";
import type { SqlType } from "../../model/sql-type.ts";
import { displayName } from "../display-name.ts";
import { relatePostgresqlTypes } from "./postgresql-relation.ts";
import { rewritesPostgresql } from "./postgresql-rewrite.ts";
import { valueCodes } from "./type-comparison.ts";
import type { Relation, TypeComparison } from "./type-comparison.ts";

/** A type with its domains taken off. */
interface Unwrapped {
  readonly type: SqlType;
  /** Domains from the outside in. */
  readonly domains: readonly UserType[];
}

export function comparePostgresqlTypes(
  from: SqlType,
  to: SqlType,
  catalog: Catalog,
): TypeComparison {
  if (sameType(from, to)) return { relation: "same", rewrites: false, reason: "the type stays" };
  const source = unwrap(from, catalog);
  const target = unwrap(to, catalog);
  return {
    ...relate(source, target, catalog),
    rewrites: rewrites(source, target, catalog),
  };
}

function relate(source: Unwrapped, target: Unwrapped, catalog: Catalog): Relation {
  const base = relateBases(source.type, target.type, catalog);
  const added = target.domains.filter(
    (domain) => isConstrained(domain) && !source.domains.includes(domain),
  );
  if (added.length === 0) return base;
  if (!["same", "wider", "unlike"].includes(base.relation)) return base;
  const names = valueCodes(added.map(({ name }) => displayName(name)));
  return { relation: "narrower", reason: `the domain ${names} refuses values` };
}

function relateBases(from: SqlType, to: SqlType, catalog: Catalog): Relation {
  if (sameType(from, to)) return { relation: "same", reason: "the underlying type stays" };
  const isArray = from.arrayDimensions > 0;
  if (isArray !== to.arrayDimensions > 0)
    return { relation: "incompatible", reason: "an array is read and written unlike one value" };
  const related = relatePostgresqlTypes(from, to, {
    from: enumValues(from, catalog),
    to: enumValues(to, catalog),
  });
  if (!isArray || !["wider", "unlike"].includes(related.relation) || from.name === to.name)
    return related;
  return {
    relation: "unlike",
    reason: "an array is compared with arrays of its own type only",
  };
}

/**
 * A domain's modifier does not count when it is the source (`coerce_type` sees only the base type), and a
 * constrained domain as target is checked row by row in a rewrite, even where the source has its constraints.
 */
function rewrites(source: Unwrapped, target: Unwrapped, catalog: Catalog): boolean | "unknown" {
  if (target.domains.some(isConstrained)) return true;
  const isUnknown = (type: SqlType): boolean =>
    !isPostgresqlType(type.name) && type.name !== "citext" && enumValues(type, catalog) === null;
  if (isUnknown(source.type) || isUnknown(target.type)) return "unknown";
  const from = source.domains.length > 0 ? { ...source.type, modifiers: [] } : source.type;
  return rewritesPostgresql(from, target.type);
}

function unwrap(type: SqlType, catalog: Catalog): Unwrapped {
  const domains: UserType[] = [];
  let current = type;
  while (current.arrayDimensions === 0) {
    const domain = userType(current, catalog);
    if (domain?.definition.kind !== "domain" || domains.includes(domain)) break;
    domains.push(domain);
    current = domain.definition.base;
  }
  return { type: current, domains };
}

/** Whether the domain itself refuses values of its base type. */
function isConstrained({ definition }: UserType): boolean {
  return definition.kind === "domain" && (definition.hasCheck || !definition.nullable);
}

/** The values of an enum type; null where the type is no enum or not known. */
function enumValues(type: SqlType, catalog: Catalog): readonly string[] | null {
  const definition = userType(type, catalog)?.definition;
  return definition?.kind === "enum" ? definition.values : null;
}

function userType(type: SqlType, catalog: Catalog): UserType | null {
  if (type.schema === null && isPostgresqlType(type.name)) return null;
  const schemas = type.schema === null ? catalog.searchPath : [type.schema];
  for (const schema of schemas) {
    const found = catalog.types.get(nameKey({ schema, name: type.name }));
    if (found !== undefined) return found;
  }
  return null;
}
