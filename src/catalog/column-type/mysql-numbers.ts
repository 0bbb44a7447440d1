import type { SqlType } from "../../model/sql-type.ts";
import { typeCode } from "./type-comparison.ts";
import type { Relation } from "./type-comparison.ts";

const integerBits: Readonly<Record<string, number>> = {
  tinyint: 8,
  bool: 8,
  boolean: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  integer: 32,
  bigint: 64,
};

/** Bits that a float holds exactly. */
const mantissaBits: Readonly<Record<string, number>> = { float: 24, double: 53 };

/** What a type holds exactly: the range of its whole numbers and its decimal places. */
interface Range {
  readonly lowest: number;
  readonly highest: number;
  readonly scale: number;
  readonly isBinary: boolean;
}

export function isMysqlNumber(type: SqlType): boolean {
  return rangeOf(type) !== null;
}

/** Relates MySQL's number types by range, sign and decimal places. Display widths do not count. */
export function relateMysqlNumbers(from: SqlType, to: SqlType): Relation {
  const old = rangeOf(from);
  const wanted = rangeOf(to);
  if (old === null || wanted === null)
    return { relation: "unknown", reason: `what ${typeCode(to)} holds is not known` };
  const narrower = (reason: string): Relation => ({ relation: "narrower", reason });
  if ((from.name === "bit") !== (to.name === "bit"))
    return { relation: "incompatible", reason: "bits are read unlike numbers" };
  if (to.unsigned && !from.unsigned) return narrower(`${typeCode(to)} refuses negative values`);
  if (wanted.highest < old.highest || wanted.lowest > old.lowest)
    return narrower(`a value may be too large for ${typeCode(to)}`);
  if (old.isBinary && !wanted.isBinary)
    return narrower(`${typeCode(to)} does not hold every ${typeCode(from)}`);
  if (wanted.scale < old.scale) return narrower(`${typeCode(to)} rounds away decimal places`);
  if (wanted.isBinary && !old.isBinary && old.scale > 0)
    return narrower(`${typeCode(to)} holds decimal fractions only roughly`);
  const isSame =
    wanted.highest === old.highest &&
    wanted.lowest === old.lowest &&
    wanted.scale === old.scale &&
    wanted.isBinary === old.isBinary;
  return isSame
    ? { relation: "same", reason: "the range stays" }
    : { relation: "wider", reason: `every ${typeCode(from)} fits in ${typeCode(to)}` };
}

function rangeOf(type: SqlType): Range | null {
  const bits = integerBits[type.name];
  if (bits !== undefined) return whole(type.unsigned ? bits : bits - 1, type.unsigned);
  const mantissa = mantissaBits[type.name];
  if (mantissa !== undefined) {
    // FLOAT(M,D) rounds to D places, which is a rule of its own.
    if (type.modifiers.length > 1) return null;
    const isDouble = (type.modifiers[0] ?? 0) > 24;
    return { ...whole(isDouble ? 53 : mantissa, type.unsigned), isBinary: true };
  }
  if (type.name === "bit") return whole(type.modifiers[0] ?? 1, true);
  if (type.name === "year") return { lowest: 0, highest: 2155, scale: 0, isBinary: false };
  if (type.name !== "decimal" && type.name !== "numeric") return null;
  const [precision = 10, scale = 0] = type.modifiers;
  const highest = 10 ** (precision - scale);
  return { lowest: type.unsigned ? 0 : -highest, highest, scale, isBinary: false };
}

/** The whole numbers of so many bits. Powers of two are exact, so that equal ranges compare equal. */
function whole(bits: number, unsigned: boolean): Range {
  const highest = 2 ** bits;
  return { lowest: unsigned ? 0 : -highest, highest, scale: 0, isBinary: false };
}
