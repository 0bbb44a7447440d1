import { isPostgresqlType } from "../builtin-types.ts";
import type { SqlType } from "../../model/sql-type.ts";
import { relateNumbers } from "./postgresql-numbers.ts";
import { relationOfLimits, typeCode, valueCodes } from "./type-comparison.ts";
import type { Relation } from "./type-comparison.ts";

/** The values of the two types where they are enums, otherwise null. */
export interface EnumValues {
  readonly from: readonly string[] | null;
  readonly to: readonly string[] | null;
}

const text = new Set(["text", "varchar", "bpchar", "name"]);
const numbers = new Set(["int2", "int4", "int8", "numeric", "float4", "float8"]);
const temporal = new Set(["timestamp", "timestamptz", "time", "timetz", "interval"]);
const fullPrecision = 6;

/** The relation of two PostgreSQL types that are no domains; of arrays, that of their elements. */
export function relatePostgresqlTypes(from: SqlType, to: SqlType, values: EnumValues): Relation {
  if (text.has(from.name) && text.has(to.name)) return relateTexts(from, to);
  if (numbers.has(from.name) && numbers.has(to.name)) return relateNumbers(from, to);
  if (values.from !== null || values.to !== null) return relateEnums(from, to, values);
  if (from.name === to.name && temporal.has(from.name)) return relatePrecisions(from, to);
  if (isBits(from) && isBits(to)) return relateBits(from, to);
  const known = knownPairs[`${from.name} ${to.name}`];
  if (known !== undefined) return known;
  if (!isKnown(from) || !isKnown(to))
    return {
      relation: "unknown",
      reason: `what ${typeCode(isKnown(from) ? to : from)} holds is not known`,
    };
  return {
    relation: "incompatible",
    reason: `${typeCode(to)} is another kind of value than ${typeCode(from)}`,
  };
}

/**
 * Pairs of one family. `date` and the timestamps are read in another form, with or without a time, so they are
 * incompatible or lose the time; timestamps with and without a zone are not the same point in time.
 */
const knownPairs: Readonly<Record<string, Relation>> = {
  "xml text": { relation: "wider", reason: "every `xml` is a `text`" },
  "xml varchar": { relation: "wider", reason: "every `xml` is a text" },
  "cidr inet": { relation: "wider", reason: "every `cidr` is an `inet`" },
  "inet cidr": { relation: "narrower", reason: "an `inet` may be no network" },
  "json jsonb": {
    relation: "narrower",
    reason: "`jsonb` drops the order of keys and repeated keys, and refuses `\\u0000`",
  },
  "jsonb json": { relation: "incompatible", reason: "`json` has no `=` and no `@>`" },
  "timestamp date": { relation: "narrower", reason: "`date` drops the time of day" },
  "timestamptz date": { relation: "narrower", reason: "`date` drops the time of day" },
  "timestamp time": { relation: "narrower", reason: "`time` drops the date" },
  "timestamptz time": { relation: "narrower", reason: "`time` drops the date" },
  "timestamptz timetz": { relation: "narrower", reason: "`timetz` drops the date" },
  "timetz time": { relation: "narrower", reason: "`time` drops the time zone" },
  "citext text": { relation: "incompatible", reason: "`text` tells upper from lower case" },
  "text citext": {
    relation: "incompatible",
    reason: "`citext` takes upper and lower case as equal",
  },
  "varchar citext": {
    relation: "incompatible",
    reason: "`citext` takes upper and lower case as equal",
  },
};

function relateTexts(from: SqlType, to: SqlType): Relation {
  const oldLimit = characters(from);
  const newLimit = characters(to);
  if (newLimit < oldLimit)
    return {
      relation: "narrower",
      reason: `a value may have more than ${newLimit} characters`,
    };
  if (to.name === "bpchar" && from.name !== "bpchar")
    return { relation: "narrower", reason: `${typeCode(to)} drops trailing blanks` };
  if (from.name === "bpchar" && to.name === "bpchar" && newLimit > oldLimit)
    return { relation: "unlike", reason: `values are read with more padding` };
  if (from.name === "bpchar" && to.name !== "bpchar")
    return {
      relation: "unlike",
      reason: `values lose their padding in ${typeCode(to)}, and are compared with the blanks at their end`,
    };
  return { relation: "wider", reason: `every ${typeCode(from)} fits in ${typeCode(to)}` };
}

function characters(type: SqlType): number {
  if (type.name === "name") return 63;
  return type.modifiers[0] ?? Number.POSITIVE_INFINITY;
}

/** Enums as text keep their values, but not how they compare and sort; a swap of one enum for another is judged by the values. */
function relateEnums(from: SqlType, to: SqlType, values: EnumValues): Relation {
  if (values.from !== null && values.to !== null) {
    const kept = new Set(values.to);
    const lost = values.from.filter((value) => !kept.has(value));
    return lost.length === 0
      ? { relation: "wider", reason: `${typeCode(to)} has every value of ${typeCode(from)}` }
      : { relation: "narrower", reason: `${typeCode(to)} lacks ${valueCodes(lost)}` };
  }
  if (values.from !== null && text.has(to.name)) {
    const limit = characters(to);
    const tooLong = values.from.filter((value) => [...value].length > limit);
    return tooLong.length === 0
      ? {
          relation: "unlike",
          reason: `${typeCode(to)} is not compared with values that are cast to ${typeCode(from)}, and sorts by letters`,
        }
      : { relation: "narrower", reason: `${typeCode(to)} is too short for ${valueCodes(tooLong)}` };
  }
  if (values.to !== null && text.has(from.name))
    return { relation: "narrower", reason: `${typeCode(to)} takes its own values only` };
  const other = values.from === null ? from : to;
  return isKnown(other)
    ? { relation: "incompatible", reason: `${typeCode(to)} is another kind of value` }
    : { relation: "unknown", reason: `what ${typeCode(other)} holds is not known` };
}

function relatePrecisions(from: SqlType, to: SqlType): Relation {
  if (from.modifiers.length > 1 || to.modifiers.length > 1)
    return to.modifiers.length === 0
      ? { relation: "wider", reason: `every ${typeCode(from)} fits in ${typeCode(to)}` }
      : { relation: "unknown", reason: `which fields ${typeCode(to)} keeps is not compared` };
  const relation = relationOfLimits(
    from.modifiers[0] ?? fullPrecision,
    to.modifiers[0] ?? fullPrecision,
  );
  if (relation === "narrower")
    return { relation, reason: `${typeCode(to)} rounds fractions of a second` };
  return { relation, reason: `every ${typeCode(from)} fits in ${typeCode(to)}` };
}

function isBits(type: SqlType): boolean {
  return type.name === "bit" || type.name === "varbit";
}

/** A `bit(n)` takes exactly n bits, so nothing but its own length is written to it. */
function relateBits(from: SqlType, to: SqlType): Relation {
  const oldLimit = from.modifiers[0] ?? (from.name === "bit" ? 1 : Number.POSITIVE_INFINITY);
  const newLimit = to.modifiers[0] ?? (to.name === "bit" ? 1 : Number.POSITIVE_INFINITY);
  if (newLimit < oldLimit)
    return { relation: "narrower", reason: `a value may have more than ${newLimit} bits` };
  return to.name === "varbit"
    ? { relation: "wider", reason: `every ${typeCode(from)} fits in ${typeCode(to)}` }
    : { relation: "incompatible", reason: `${typeCode(to)} takes values of exactly its length` };
}

function isKnown(type: SqlType): boolean {
  return isPostgresqlType(type.name);
}
