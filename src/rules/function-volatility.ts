import type { Catalog } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import type { Expression } from "../model/expression.ts";

/**
 * PostgreSQL's own functions that give every row of one statement the same value (`provolatile` is not `v`), as far
 * as defaults use them. A function that is not here and not in the catalog counts as volatile.
 */
export const steadyFunctions: ReadonlySet<string> = new Set(
  (
    "abs age array_append array_cat array_fill array_length array_position array_prepend array_remove " +
    "array_replace array_to_json array_to_string ascii bit_length btrim cardinality cbrt ceil ceiling " +
    "char_length character_length chr coalesce concat concat_ws convert_from convert_to current_catalog " +
    "current_database current_date current_role current_schema current_schemas current_setting current_time " +
    "current_timestamp current_user date date_bin date_part date_trunc decode degrees div encode exp extract " +
    "factorial floor format gcd greatest hashtext initcap int4range int8range interval isfinite " +
    "json_array_length json_build_array json_build_object json_object json_typeof jsonb_array_length " +
    "jsonb_build_array jsonb_build_object jsonb_object jsonb_set jsonb_strip_nulls jsonb_typeof justify_days " +
    "justify_hours justify_interval lcm least left length ln localtime localtimestamp log log10 lower lpad ltrim " +
    "make_date make_interval make_time make_timestamp make_timestamptz md5 mod now nullif numrange " +
    "octet_length overlay parse_ident position power quote_ident quote_literal quote_nullable radians " +
    "regexp_match regexp_replace regexp_split_to_array repeat replace reverse right round row_to_json rpad rtrim " +
    "session_user sha224 sha256 sha384 sha512 sign split_part sqrt starts_with statement_timestamp " +
    "string_to_array strpos substr substring text timezone to_ascii to_char to_date to_hex to_json to_jsonb " +
    "to_number to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim trunc tsrange tstzrange " +
    "daterange txid_current pg_current_xact_id upper user width_bucket"
  ).split(" "),
);

/** The first function of an expression that may give each row another value; null where none does. */
export function volatileFunction(expression: Expression, catalog: Catalog): string | null {
  if (expression.constant) return null;
  return expression.functions.find((name) => !isSteady(name, catalog)) ?? null;
}

function isSteady(name: string, catalog: Catalog): boolean {
  const own = overloads(name, catalog);
  if (own.length > 0) return own.every((routine) => routine.volatility !== "volatile");
  return steadyFunctions.has(name);
}

function overloads(name: string, catalog: Catalog) {
  const dot = name.lastIndexOf(".");
  const schemas = dot === -1 ? catalog.searchPath : [name.slice(0, dot)];
  const last = name.slice(dot + 1);
  return schemas.flatMap((schema) => catalog.functions.get(nameKey({ schema, name: last })) ?? []);
}
