import type { SqlType } from "../../model/sql-type.ts";
import type { TypeComparison } from "./type-comparison.ts";

/**
 * SQLite stores any value in any column; a declared type only sets the affinity (sqlite.org/datatype3.html, 3.1).
 * Lengths do not bind. It has no ALTER COLUMN TYPE: the column changes by a rebuild of its table.
 */
export function compareSqliteTypes(from: SqlType, to: SqlType): TypeComparison {
  const old = affinity(from.name);
  const wanted = affinity(to.name);
  if (old === wanted)
    return { relation: "same", rewrites: "unknown", reason: `both are stored as ${old}` };
  if (old === "INTEGER" && wanted === "NUMERIC")
    return { relation: "wider", rewrites: "unknown", reason: "every integer is stored as it was" };
  return {
    relation: "incompatible",
    rewrites: "unknown",
    reason: `values are stored as ${wanted} instead of ${old}`,
  };
}

function affinity(name: string): "INTEGER" | "TEXT" | "BLOB" | "REAL" | "NUMERIC" {
  const type = name.toUpperCase();
  if (type.includes("INT")) return "INTEGER";
  if (["CHAR", "CLOB", "TEXT"].some((part) => type.includes(part))) return "TEXT";
  if (type === "" || type.includes("BLOB")) return "BLOB";
  if (["REAL", "FLOA", "DOUB"].some((part) => type.includes(part))) return "REAL";
  return "NUMERIC";
}
