import type { SqlType } from "../../model/sql-type.ts";
import { typeCode } from "./type-comparison.ts";
import type { Relation } from "./type-comparison.ts";

/** What a number type holds exactly: digits before and after the point, and whether it is a binary fraction. */
interface Capacity {
  readonly integerDigits: number;
  readonly fractionDigits: number;
  readonly kind: "integer" | "decimal" | "binary";
}

const integers: Readonly<Record<string, number>> = { int2: 5, int4: 10, int8: 19 };

/** Digits of an integer that a float holds exactly. */
const floats: Readonly<Record<string, number>> = { float4: 6, float8: 15 };

/** Relates the number types: by range and, for decimals and floats, by what is kept behind the point. */
export function relateNumbers(from: SqlType, to: SqlType): Relation {
  const old = capacity(from);
  const wanted = capacity(to);
  const fits = {
    relation: "wider",
    reason: `every ${typeCode(from)} fits in ${typeCode(to)}`,
  } as const;
  const narrower = (reason: string): Relation => ({ relation: "narrower", reason });
  if (old.kind === "binary" && wanted.kind === "binary")
    return wanted.integerDigits > old.integerDigits ? fits : narrower("digits are lost");
  if (old.kind === "binary")
    return narrower(`${typeCode(to)} does not hold every ${typeCode(from)}`);
  if (wanted.integerDigits < old.integerDigits)
    return narrower(`a value may be too large for ${typeCode(to)}`);
  if (wanted.kind === "binary" && old.kind === "decimal")
    return narrower(`${typeCode(to)} holds decimal fractions only roughly`);
  if (wanted.fractionDigits < old.fractionDigits)
    return narrower(`${typeCode(to)} rounds away decimal places`);
  if (old.kind === "integer" && wanted.kind !== "integer")
    return {
      relation: "unlike",
      reason: `a division that drops the rest in ${typeCode(from)} keeps it in ${typeCode(to)}`,
    };
  return fits;
}

function capacity(type: SqlType): Capacity {
  const integer = integers[type.name];
  if (integer !== undefined) return { integerDigits: integer, fractionDigits: 0, kind: "integer" };
  const float = floats[type.name];
  if (float !== undefined) return { integerDigits: float, fractionDigits: 0, kind: "binary" };
  const [precision, scale = 0] = type.modifiers;
  if (precision === undefined)
    return {
      integerDigits: Number.POSITIVE_INFINITY,
      fractionDigits: Number.POSITIVE_INFINITY,
      kind: "decimal",
    };
  return { integerDigits: precision - scale, fractionDigits: scale, kind: "decimal" };
}
