/** The names that people write for PostgreSQL's types beside their own. */
const otherNames: Readonly<Record<string, string>> = {
  int: "integer",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  bool: "boolean",
  decimal: "numeric",
  float4: "real",
  float8: "double precision",
  float: "double precision",
  varchar: "character varying",
  char: "character",
  bpchar: "character",
  timestamptz: "timestamp with time zone",
  timestamp: "timestamp without time zone",
  timetz: "time with time zone",
  time: "time without time zone",
  varbit: "bit varying",
};

/** Whether two lists of argument types name the same overload, however they are written. */
export function sameArguments(one: readonly string[], other: readonly string[]): boolean {
  return (
    one.length === other.length &&
    one.every((type, position) => canonical(type) === canonical(other[position] ?? ""))
  );
}

/** Lower case, one name per type, without modifiers, `public` and `pg_catalog`, which do not tell overloads apart. */
function canonical(type: string): string {
  const text = type
    .toLowerCase()
    .replace(/\([^()]*\)/g, "")
    .replace(/^(?:public|pg_catalog)\./, "")
    .replace(/\s+/g, " ")
    .trim();
  const element = text.replace(/(?: ?\[\d*\])+$/, "");
  return `${otherNames[element] ?? element}${element === text ? "" : "[]"}`;
}
