/** Functions of PostgreSQL that give NULL as soon as one of their arguments is NULL (`proisstrict`). */
export const strictFunctions: ReadonlySet<string> = new Set(
  (
    "abs age array_length array_ndims bit_length btrim cardinality ceil ceiling char_length character_length date_part " +
    "date_trunc encode extract family floor host initcap isempty isfinite json_array_length json_typeof jsonb_array_length " +
    "jsonb_exists jsonb_path_exists jsonb_typeof left length lower lower_inf lpad ltrim masklen md5 mod octet_length overlay " +
    "position regexp_count regexp_like regexp_match regexp_replace replace reverse right round rpad rtrim scale sha256 sign " +
    "similar_to_escape split_part starts_with strpos substr substring timezone to_char to_date to_jsonb to_number " +
    "translate trunc upper upper_inf"
  ).split(" "),
);
