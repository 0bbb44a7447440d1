import { sameType } from "../same-definition.ts";
import type { SqlType } from "../../model/sql-type.ts";

/** Types whose values are stored alike, so that a cast between them does nothing (pg_cast with method `b`). */
const storedAlike: Readonly<Record<string, readonly string[]>> = {
  text: ["varchar", "bpchar", "citext"],
  varchar: ["text", "bpchar", "citext"],
  citext: ["text", "varchar", "bpchar"],
  xml: ["text", "varchar", "bpchar"],
  cidr: ["inet"],
  bit: ["varbit"],
  int4: ["oid", "regclass", "regtype", "regproc", "regrole", "regnamespace"],
  oid: ["int4", "regclass", "regtype", "regproc", "regrole", "regnamespace"],
  regclass: ["int4", "oid"],
  regtype: ["int4", "oid"],
};

const temporal = new Set(["timestamp", "timestamptz", "time", "timetz"]);

/** The precision that timestamps, times and intervals have where none is written: microseconds. */
const fullPrecision = 6;

/**
 * Whether ALTER COLUMN TYPE writes the heap anew, for types other than domains with constraints. Measured on
 * PostgreSQL 18; 15 is the same. Between timestamp and timestamptz it depends on the session's time zone: in UTC
 * there is no rewrite.
 */
export function rewritesPostgresql(from: SqlType, to: SqlType): boolean | "unknown" {
  if (sameType(from, to)) return false;
  if (from.arrayDimensions > 0 || to.arrayDimensions > 0) return rewritesArray(from, to);
  if (from.name !== to.name) return rewritesOther(from, to);
  const [oldLimit, oldScale] = from.modifiers;
  const [newLimit, newScale] = to.modifiers;
  if (temporal.has(from.name)) return !coversPrecision(oldLimit, newLimit);
  if (from.name === "interval") return rewritesInterval(from, to);
  if (newLimit === undefined) return false;
  switch (from.name) {
    case "varchar":
    case "varbit":
      return oldLimit === undefined || newLimit < oldLimit;
    case "numeric":
      return oldLimit === undefined || (oldScale ?? 0) !== (newScale ?? 0) || newLimit < oldLimit;
    case "bpchar":
    case "bit":
      return true;
    default:
      return "unknown";
  }
}

function rewritesOther(from: SqlType, to: SqlType): boolean | "unknown" {
  const names = [from.name, to.name];
  if (names.includes("timestamp") && names.includes("timestamptz"))
    return coversPrecision(undefined, to.modifiers[0]) ? "unknown" : true;
  const isAlike = storedAlike[from.name]?.includes(to.name) === true;
  return !isAlike || to.modifiers.length > 0;
}

/** Arrays of one element type are taken over only where the new one sets no limit. */
function rewritesArray(from: SqlType, to: SqlType): boolean {
  const areArrays = from.arrayDimensions > 0 && to.arrayDimensions > 0;
  return !areArrays || from.name !== to.name || to.modifiers.length > 0;
}

function rewritesInterval(from: SqlType, to: SqlType): boolean | "unknown" {
  const hasFields = from.modifiers.length > 1 || to.modifiers.length > 1;
  if (to.modifiers.length === 0) return false;
  return hasFields ? "unknown" : !coversPrecision(from.modifiers[0], to.modifiers[0]);
}

function coversPrecision(from: number | undefined, to: number | undefined): boolean {
  return to === undefined || to >= fullPrecision || (from !== undefined && to >= from);
}
