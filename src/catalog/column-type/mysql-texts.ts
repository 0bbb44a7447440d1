import type { Dialect } from "../../model/dialect.ts";
import type { SqlType } from "../../model/sql-type.ts";
import { typeCode } from "./type-comparison.ts";
import type { Relation } from "./type-comparison.ts";

/** What a text or binary type holds. TEXT counts bytes, of which a character takes 1 to 4. */
interface Capacity {
  readonly isBinary: boolean;
  /** Characters (bytes of a binary type) that always fit. */
  readonly leastCharacters: number;
  /** Characters that fit in the narrowest character set. */
  readonly mostCharacters: number;
  readonly isPadded: boolean;
}

const byteLimits: Readonly<Record<string, number>> = {
  tiny: 2 ** 8 - 1,
  "": 2 ** 16 - 1,
  medium: 2 ** 24 - 1,
  long: 2 ** 32 - 1,
};

/** The capacity of a text or binary type; null for other types. */
export function mysqlText(type: SqlType, dialect: Dialect): Capacity | null {
  const { name } = type;
  const limit = type.modifiers[0] ?? 1;
  if (name === "char" || name === "varchar")
    return exactly(limit, { isBinary: false, isPadded: name === "char" });
  if (name === "binary" || name === "varbinary")
    return exactly(limit, { isBinary: true, isPadded: name === "binary" });
  // MariaDB's JSON is LONGTEXT with a check.
  const written = name === "json" && dialect === "mariadb" ? "longtext" : name;
  const size = /^(tiny|medium|long|)(text|blob)$/.exec(written);
  if (size === null) return null;
  const bytes = byteLimits[size[1] ?? ""] ?? 0;
  if (size[2] === "blob") return exactly(bytes, { isBinary: true, isPadded: false });
  return {
    isBinary: false,
    isPadded: false,
    leastCharacters: Math.floor(bytes / 4),
    mostCharacters: bytes,
  };
}

/** Relates two text or binary types by what they hold. */
export function relateMysqlTexts(
  from: SqlType,
  old: Capacity,
  to: SqlType,
  wanted: Capacity,
): Relation {
  if (old.isBinary !== wanted.isBinary)
    return { relation: "incompatible", reason: "bytes are compared and read unlike characters" };
  if (to.name === "json") return { relation: "narrower", reason: "not every text is JSON" };
  const fits: Relation = {
    relation: "wider",
    reason: `every ${typeCode(from)} fits in ${typeCode(to)}`,
  };
  if (wanted.isPadded && !old.isPadded)
    return { relation: "narrower", reason: `${typeCode(to)} drops or adds padding at the end` };
  if (isTextFamily(from) && isTextFamily(to))
    return wanted.mostCharacters >= old.mostCharacters ? fits : tooShort(to, wanted);
  if (old.mostCharacters <= wanted.leastCharacters) return fits;
  if (old.leastCharacters > wanted.mostCharacters || isTextFamily(from))
    return tooShort(to, wanted);
  return {
    relation: "unknown",
    reason: `whether every ${typeCode(from)} fits in ${typeCode(to)} depends on the character set`,
  };
}

function tooShort(to: SqlType, wanted: Capacity): Relation {
  return {
    relation: "narrower",
    reason: `a value may have more than the ${wanted.mostCharacters} characters of ${typeCode(to)}`,
  };
}

function isTextFamily(type: SqlType): boolean {
  return /(?:text|blob|json)$/.test(type.name);
}

function exactly(
  characters: number,
  kind: { readonly isBinary: boolean; readonly isPadded: boolean },
): Capacity {
  return { ...kind, leastCharacters: characters, mostCharacters: characters };
}
