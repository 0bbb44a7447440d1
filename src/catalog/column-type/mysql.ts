import { sameList, sameType } from "../same-definition.ts";
import type { Dialect } from "../../model/dialect.ts";
import type { SqlType } from "../../model/sql-type.ts";
import { isMysqlNumber, relateMysqlNumbers } from "./mysql-numbers.ts";
import { mysqlText, relateMysqlTexts } from "./mysql-texts.ts";
import { relationOfLimits, typeCode, valueCodes } from "./type-comparison.ts";
import type { Relation, TypeComparison } from "./type-comparison.ts";

/** Compares MySQL and MariaDB types. Character sets and collations are no part of them. */
export function compareMysqlTypes(from: SqlType, to: SqlType, dialect: Dialect): TypeComparison {
  if (sameType(from, to)) return { relation: "same", rewrites: false, reason: "the type stays" };
  const related = relate(from, to, dialect);
  const rewrites = related.relation === "same" ? false : rewritesMysql(from, to, dialect);
  return { ...related, rewrites };
}

function relate(from: SqlType, to: SqlType, dialect: Dialect): Relation {
  if (from.name === to.name && (from.name === "enum" || from.name === "set"))
    return relateValues(from, to);
  if (isMysqlNumber(from) && isMysqlNumber(to)) return relateMysqlNumbers(from, to);
  const [old, wanted] = [mysqlText(from, dialect), mysqlText(to, dialect)];
  if (old !== null && wanted !== null) return relateMysqlTexts(from, old, to, wanted);
  if (from.name === "enum" && wanted !== null && !wanted.isBinary) {
    const tooLong = from.values.filter((value) => [...value].length > wanted.leastCharacters);
    return tooLong.length === 0
      ? { relation: "wider", reason: `every value of ${typeCode(from)} fits in ${typeCode(to)}` }
      : { relation: "narrower", reason: `${typeCode(to)} is too short for ${valueCodes(tooLong)}` };
  }
  if (to.name === "enum" && old !== null && !old.isBinary)
    return { relation: "narrower", reason: `${typeCode(to)} takes its own values only` };
  if (from.name === to.name && ["time", "datetime", "timestamp"].includes(from.name)) {
    const relation = relationOfLimits(from.modifiers[0] ?? 0, to.modifiers[0] ?? 0);
    return relation === "narrower"
      ? { relation, reason: `${typeCode(to)} rounds fractions of a second` }
      : { relation, reason: `every ${typeCode(from)} fits in ${typeCode(to)}` };
  }
  if (to.name === "date" && (from.name === "datetime" || from.name === "timestamp"))
    return { relation: "narrower", reason: "`date` drops the time of day" };
  if (from.name === "datetime" && to.name === "timestamp")
    return { relation: "narrower", reason: "`timestamp` ends in 2038 and follows the time zone" };
  if (isKnown(from) && isKnown(to))
    return {
      relation: "incompatible",
      reason: `${typeCode(to)} is another kind of value than ${typeCode(from)}`,
    };
  return {
    relation: "unknown",
    reason: `what ${typeCode(isKnown(from) ? to : from)} holds is not known`,
  };
}

/** ENUM and SET values are stored by position: more at the end keep what is stored. */
function relateValues(from: SqlType, to: SqlType): Relation {
  const kept = new Set(to.values);
  const lost = from.values.filter((value) => !kept.has(value));
  if (lost.length > 0)
    return { relation: "narrower", reason: `${typeCode(to)} lacks ${valueCodes(lost)}` };
  if (to.values.length === from.values.length && sameList(from.values, to.values))
    return { relation: "same", reason: "the values stay" };
  return { relation: "wider", reason: `${typeCode(to)} has every value of ${typeCode(from)}` };
}

/**
 * Whether the table is copied. Not, in both, where an ENUM or SET grows at its end within its size, or a VARCHAR
 * stays within the bytes that its length takes, whatever the character set (1 to 4 bytes per character). Everything
 * else copies in MariaDB 10.11 (measured); for MySQL it is not proven here.
 */
function rewritesMysql(from: SqlType, to: SqlType, dialect: Dialect): boolean | "unknown" {
  const isList = from.name === to.name && (from.name === "enum" || from.name === "set");
  if (isList) {
    const keepsOrder = sameList(from.values, to.values.slice(0, from.values.length));
    if (keepsOrder && listBytes(from) === listBytes(to)) return false;
  }
  if (from.name === "varchar" && to.name === "varchar") {
    const oldLength = from.modifiers[0] ?? 0;
    const newLength = to.modifiers[0] ?? 0;
    if (newLength >= oldLength) {
      if (newLength <= 63 || oldLength >= 256) return false;
      return "unknown";
    }
  }
  return dialect === "mariadb" ? true : "unknown";
}

/** The bytes that a value takes: 1 or 2 for an ENUM, 1, 2, 3, 4 or 8 for a SET. */
function listBytes(type: SqlType): number {
  const count = type.values.length;
  if (type.name === "enum") return count > 255 ? 2 : 1;
  const bytes = Math.ceil(count / 8);
  return bytes > 4 ? 8 : bytes;
}

const otherTypes = new Set([
  "date",
  "time",
  "datetime",
  "timestamp",
  "year",
  "json",
  "enum",
  "set",
  "uuid",
]);

function isKnown(type: SqlType): boolean {
  return isMysqlNumber(type) || mysqlText(type, "mysql") !== null || otherTypes.has(type.name);
}
