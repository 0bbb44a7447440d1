/**
 * Built-in functions that only read or compute, and those of common extensions that make values. What is not listed
 * may do anything.
 */
const aggregates =
  "any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or count cume_dist dense_rank every first_value " +
  "grouping json_agg json_object_agg jsonb_agg jsonb_object_agg lag last_value lead max min mode nth_value ntile " +
  "percent_rank percentile_cont percentile_disc range_agg range_intersect_agg rank row_number corr covar_pop covar_samp regr_avgx " +
  "regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg " +
  "sum var_pop var_samp variance xmlagg";

const texts =
  "ascii bit_length btrim char_length character_length chr concat concat_ws convert convert_from convert_to decode " +
  "encode format initcap left length like_escape lower lpad ltrim md5 normalize octet_length overlay parse_ident " +
  "position quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match " +
  "regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse " +
  "right rpad rtrim sha224 sha256 sha384 sha512 similar_to_escape split_part starts_with string_to_array " +
  "string_to_table strpos substr substring to_ascii to_hex translate trim unistr upper";

const numbers =
  "acosd acosh asind asinh atan2d atand atanh bit_count cosd cosh cotd erf erfc gamma get_bit get_byte lgamma min_scale pow " +
  "set_bit set_byte sind sinh tand tanh crc32 crc32c to_bin to_oct pg_size_bytes trim_array array_reverse array_sort " +
  "abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees div exp factorial floor gcd hashint4 hashint8 hashtext " +
  "hashtextextended lcm ln log log10 mod pi power radians random round scale sign sin sqrt tan trim_scale trunc " +
  "width_bucket greatest least coalesce nullif num_nonnulls num_nulls";

const times =
  "date date_add date_subtract interval time timestamp timetz uuid_extract_timestamp uuid_extract_version " +
  "age clock_timestamp date_bin date_part date_trunc extract isfinite justify_days justify_hours justify_interval " +
  "localtime localtimestamp make_date make_interval make_time make_timestamp make_timestamptz now overlaps " +
  "statement_timestamp timeofday timestamptz timezone to_char to_date to_number to_timestamp transaction_timestamp";

const documents =
  "json jsonb json_to_tsvector jsonb_to_tsvector jsonb_path_exists_tz jsonb_path_match_tz jsonb_path_query_array_tz " +
  "jsonb_path_query_first_tz jsonb_path_query_tz xml xml_is_well_formed xmlcomment xmlconcat2 xmlexists xpath xpath_exists " +
  "array_to_json json_array_elements json_array_elements_text json_array_length json_build_array json_build_object " +
  "json_each json_each_text json_extract_path json_extract_path_text json_object json_object_keys " +
  "json_populate_record json_populate_recordset json_strip_nulls json_to_record json_to_recordset json_typeof " +
  "jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each " +
  "jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys " +
  "jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first " +
  "jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls " +
  "jsonb_to_record jsonb_to_recordset jsonb_typeof row_to_json to_json to_jsonb xmlparse";

const collections =
  "bit bool box bpchar bytea char cidr circle float4 float8 int2 int4 int8 line lseg macaddr macaddr8 money name numeric " +
  "oid path point polygon regclass varbit varchar area center diagonal diameter height isclosed isopen length npoints " +
  "pclose popen radius width bound_box slope abbrev hostmask set_masklen inet_same_family multirange int4multirange " +
  "int8multirange nummultirange tsmultirange tstzmultirange datemultirange range_merge is_normalized similar_escape " +
  "array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions " +
  "array_prepend array_remove array_replace array_to_string array_upper cardinality generate_series " +
  "generate_subscripts int4range int8range isempty lower_inc lower_inf numrange row tsrange tstzrange daterange " +
  "unnest upper_inc upper_inf enum_first enum_last enum_range";

const searches =
  "ts_delete ts_filter ts_lexize ts_parse ts_token_type ts_debug tsquery_phrase get_current_ts_config " +
  "array_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree setweight strip to_tsquery " +
  "to_tsvector ts_headline ts_rank ts_rank_cd tsvector_to_array websearch_to_tsquery " +
  "host family masklen network broadcast netmask text inet_merge";

const server =
  "pg_collation_for pg_column_compression pg_client_encoding pg_current_snapshot pg_current_xact_id_if_assigned " +
  "pg_input_is_valid pg_partition_root pg_sequence_parameters pg_trigger_depth pg_basetype to_regcollation to_regoper " +
  "to_regoperator txid_current_if_assigned has_type_privilege has_language_privilege row_security_active system_user " +
  "col_description current_catalog current_database current_query current_role current_schema current_schemas " +
  "current_setting current_user format_type has_any_column_privilege has_column_privilege has_database_privilege " +
  "has_function_privilege has_schema_privilege has_sequence_privilege has_table_privilege inet_client_addr " +
  "inet_server_addr obj_description pg_backend_pid pg_column_size pg_conf_load_time pg_current_xact_id " +
  "pg_database_size pg_describe_object pg_function_is_visible pg_get_constraintdef pg_get_expr pg_get_functiondef " +
  "pg_get_function_arguments pg_get_function_identity_arguments pg_get_indexdef pg_get_serial_sequence " +
  "pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role pg_indexes_size pg_is_in_recovery " +
  "pg_postmaster_start_time pg_relation_size pg_size_pretty pg_table_is_visible pg_table_size pg_tables_size " +
  "pg_total_relation_size pg_type_is_visible pg_typeof session_user shobj_description to_regclass to_regnamespace " +
  "to_regproc to_regprocedure to_regrole to_regtype txid_current user version currval lastval " +
  "acldefault aclexplode pg_blocking_pids pg_partition_ancestors pg_partition_tree pg_sequence_last_value " +
  "pg_tablespace_size txid_status";

/** How values are read, written and hashed: code makes keys of them, as in `uuid_in(md5(…)::cstring)`. */
const conversions =
  "byteain byteaout hash_array hashbpchar int2send int4send int8send jsonb_hash numeric_send " +
  "textin textout textsend timestamptz_send uuid_hash uuid_in uuid_out uuid_recv uuid_send";

/** These wait or serialize, but leave nothing behind that a reviewer must know. */
const waiting =
  "pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all pg_advisory_unlock_shared " +
  "pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_notify pg_sleep pg_sleep_for pg_sleep_until pg_try_advisory_lock " +
  "pg_try_advisory_lock_shared pg_try_advisory_xact_lock";

/** Those of extensions, and of newer servers: on others, a function of such a name is someone's own. */
const values =
  "armor cosine_distance cube dearmor earth_box earth_distance gen_ulid icount inner_product l1_distance l2_distance " +
  "l2_normalize latitude ll_to_earth longitude pgp_pub_decrypt pgp_pub_encrypt pgp_sym_decrypt pgp_sym_encrypt subvector " +
  "uuid_generate_v6 uuid_generate_v7 vector_dims vector_norm akeys avals defined difference dmetaphone each exist hstore hstore_to_array hstore_to_json hstore_to_jsonb " +
  "hstore_to_matrix index levenshtein levenshtein_less_equal lca ltree2text metaphone nlevel show_trgm skeys slice " +
  "soundex strict_word_similarity subltree subpath svals text2ltree uuid_ns_dns uuid_ns_url " +
  "crypt digest encrypt gen_random_bytes gen_random_uuid gen_salt hmac uuid_generate_v1 uuid_generate_v1mc " +
  "array_sample array_shuffle casefold hash_record random_normal similarity unaccent uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil uuidv4 uuidv7 word_similarity";

const ofExtensions: ReadonlySet<string> = new Set(values.split(" "));

const harmless: ReadonlySet<string> = new Set(
  [
    aggregates,
    texts,
    numbers,
    times,
    documents,
    collections,
    searches,
    server,
    conversions,
    waiting,
    values,
  ].flatMap((names) => names.split(" ")),
);

/** Whether every server has this function itself, so that it takes odd arguments to mean another one by its name. */
export function isServersOwnFunction(name: string): boolean {
  return harmless.has(name) && !ofExtensions.has(name);
}

/**
 * Whether calling a function by this name changes nothing. A name with a schema other than `pg_catalog` is someone's
 * own, except for `extensions`, where hosted servers keep extensions.
 */
export function isHarmlessFunction(name: string): boolean {
  return harmless.has(name.startsWith("extensions.") ? name.slice("extensions.".length) : name);
}
