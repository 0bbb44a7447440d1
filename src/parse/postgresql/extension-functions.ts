import type { QualifiedName } from "../../model/qualified-name.ts";
import type { RoutineCall } from "../../model/routine.ts";
import type { CallFunction, SchemaChange } from "../../model/schema-change.ts";
import type { SqlType } from "../../model/sql-type.ts";
import { namedByText } from "./named-by-text.ts";

/*
 * What the functions of common extensions do, by their manuals: TimescaleDB (docs.tigerdata.com/api), Citus
 * (docs.citusdata.com, Citus Utility Functions), pg_partman (doc/pg_partman.md), PostGIS (postgis.net/docs, Table
 * Management Functions), pg_cron (README), and what Supabase and Hasura bring. A function that is not here is unknown,
 * such as Citus's `run_command_on_workers`, which runs any text anywhere.
 */

type Arguments = Pick<RoutineCall, "arguments" | "namedArguments">;

/** Null where the arguments do not tell. */
type Effect = (given: Arguments, written: string) => readonly SchemaChange[] | null;

/** Schemas in which an extension's functions may stand beside their own. */
const commonSchemas: ReadonlySet<string> = new Set(["", "public", "extensions"]);

/** They change no table, or only what running code does not see: policies, settings, rows of their own. */
const additive = (): readonly SchemaChange[] => [];

function onTable(effect: CallFunction["effect"], parameter: string): Effect {
  return (given, written) => {
    const table = tableIn(given, 0, parameter);
    return table === null ? null : [{ kind: "call-function", function: written, table, effect }];
  };
}

const converts = (parameter: string): Effect => onTable("converts-table", parameter);
const runsAlone = (parameter: string): Effect => onTable("runs-alone", parameter);
const moves = (parameter: string): Effect => onTable("moves-rows", parameter);

/** Only an empty table becomes a hypertable, unless its rows are to be moved. */
const createHypertable: Effect = (given, written) => {
  const migrates = given.namedArguments["migrate_data"] ?? given.arguments[10] ?? null;
  const isGiven = "migrate_data" in given.namedArguments || given.arguments.length > 10;
  const effect = isGiven && migrates !== "false" ? moves : converts;
  return effect("relation")(given, written);
};

/** `[[catalog,] schema,] table, column, …`: the number of arguments behind the column tells where it stands. */
function geometryTarget(
  given: Arguments,
  behind: number,
): { readonly table: QualifiedName; readonly column: string; readonly at: number } | null {
  // `use_typmod` may follow as the last one.
  const last = given.arguments.at(-1);
  const isTypmodGiven = behind === 3 && (last === "true" || last === "false");
  const at = given.arguments.length - behind - 1 - (isTypmodGiven ? 1 : 0);
  const [name, column] = [given.arguments[at - 1], given.arguments[at]];
  const schema = at > 1 ? given.arguments[at - 2] : null;
  if (typeof name !== "string" || typeof column !== "string" || schema === undefined) return null;
  // An empty schema is the first of the search path.
  return { table: { schema: schema === "" ? null : schema, name }, column, at };
}

const addGeometryColumn: Effect = (given) => {
  const target = geometryTarget(given, 3);
  if (target === null) return null;
  const [srid, shape] = given.arguments.slice(target.at + 1);
  const column = {
    name: target.column,
    type: geometry(`${shape ?? ""},${srid ?? ""}`),
    nullable: true,
    default: null,
    identity: null,
    autoIncrement: false,
    generated: null,
    collation: null,
    position: null,
  };
  const { table } = target;
  return [{ kind: "add-column", table, column, constraints: [], ifNotExists: false }];
};

const dropGeometryColumn: Effect = (given) => {
  const target = geometryTarget(given, 0);
  if (target === null) return null;
  const { table, column } = target;
  return [{ kind: "drop-column", table, column, ifExists: false, cascade: false }];
};

const dropGeometryTable: Effect = (given) => {
  const name = given.arguments.at(-1);
  const schema = given.arguments.at(-2) ?? null;
  if (typeof name !== "string" || given.arguments.includes(null)) return null;
  const table = { schema: schema === "" ? null : schema, name };
  return [{ kind: "drop-table", table, ifExists: true, cascade: false }];
};

const updateGeometrySrid: Effect = (given) => {
  const target = geometryTarget(given, 1);
  if (target === null) return null;
  const type = geometry(`geometry,${given.arguments.at(-1) ?? ""}`);
  const { table, column } = target;
  return [{ kind: "alter-column-type", table, column, type, using: null, collation: null }];
};

function geometry(modifiers: string): SqlType {
  const text = `geometry(${modifiers.toLowerCase()})`;
  const none = { modifiers: [], arrayDimensions: 0, unsigned: false, values: [] };
  return { name: "geometry", schema: null, ...none, text };
}

/** By schema; those of the empty one stand where the extension was made. */
const effects: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  "": {
    // TimescaleDB
    create_hypertable: createHypertable,
    add_dimension: converts("hypertable"),
    add_retention_policy: onTable("schedules-removal", "relation"),
    drop_chunks: onTable("drops-rows", "relation"),
    refresh_continuous_aggregate: runsAlone("continuous_aggregate"),
    ...each(
      additive,
      "add_columnstore_policy add_compression_policy add_continuous_aggregate_policy add_job add_process_hypertable_invalidations_policy " +
        "add_reorder_policy alter_job approximate_row_count attach_tablespace by_hash by_range chunks_detailed_size " +
        "delete_job detach_tablespace disable_chunk_skipping enable_chunk_skipping hypertable_detailed_size " +
        "hypertable_size remove_columnstore_policy " +
        "remove_compression_policy remove_continuous_aggregate_policy remove_reorder_policy remove_retention_policy " +
        "set_chunk_time_interval set_integer_now_func set_number_partitions show_chunks show_tablespaces time_bucket " +
        "time_bucket_gapfill timescaledb_pre_restore timescaledb_post_restore",
    ),
    // Citus
    alter_distributed_table: moves("table_name"),
    alter_table_set_access_method: moves("table_name"),
    citus_add_local_table_to_metadata: converts("table_name"),
    create_distributed_table: moves("table_name"),
    create_distributed_table_concurrently: runsAlone("table_name"),
    create_reference_table: moves("table_name"),
    truncate_local_data_after_distributing_table: converts("function_table_name"),
    undistribute_table: moves("table_name"),
    ...each(
      additive,
      "citus_add_node citus_add_secondary_node citus_set_coordinator_host " +
        "create_distributed_function remove_local_tables_from_metadata " +
        "update_distributed_table_colocation",
    ),
    // PostGIS
    addgeometrycolumn: addGeometryColumn,
    dropgeometrycolumn: dropGeometryColumn,
    dropgeometrytable: dropGeometryTable,
    updategeometrysrid: updateGeometrySrid,
    ...each(additive, "find_srid postgis_full_version postgis_lib_version postgis_version"),
    // The server's own, which touch no table
    ...each(
      additive,
      "pg_logical_emit_message pg_prewarm pg_reload_conf pg_stat_reset pg_stat_statements_reset setseed",
    ),
  },
  partman: {
    create_parent: converts("p_parent_table"),
    create_partition: converts("p_parent_table"),
    undo_partition: moves("p_parent_table"),
    ...each(
      additive,
      "partition_data_id partition_data_proc partition_data_time run_maintenance run_maintenance_proc",
    ),
  },
  cron: each(additive, "unschedule"),
  // Supabase
  auth: each(additive, "email jwt role uid"),
  graphql: each(additive, "rebuild_schema"),
  net: each(additive, "http_delete http_get http_post"),
  pgsodium: each(additive, "create_key crypto_aead_det_decrypt crypto_aead_det_encrypt"),
  vault: each(additive, "create_secret update_secret"),
  audit: { enable_tracking: converts("table"), disable_tracking: converts("table") },
  // Hasura
  hdb_catalog: each(additive, "gen_hasura_uuid"),
};

/** What a call does that an extension's function answers, and the SQL that it is given to run. */
export function extensionCall(
  call: Omit<RoutineCall, "effect" | "runs">,
): Pick<RoutineCall, "effect" | "runs"> {
  const schema = call.function.schema?.toLowerCase() ?? "";
  const name = call.function.name.toLowerCase();
  if (schema === "cron" && name === "schedule") {
    const runs = call.namedArguments["command"] ?? call.arguments.at(-1) ?? null;
    return { effect: runs === null ? null : [], runs };
  }
  const known = effects[commonSchemas.has(schema) ? "" : schema];
  // Every function of PostGIS that begins so only computes.
  const effect =
    known?.[name] ?? (/^st_/.test(name) && commonSchemas.has(schema) ? additive : null);
  const written = schema === "" ? name : `${schema}.${name}`;
  return { effect: effect === null ? null : effect(call, written), runs: null };
}

function each(effect: Effect, names: string): Readonly<Record<string, Effect>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, effect]));
}

function tableIn(given: Arguments, position: number, parameter: string): QualifiedName | null {
  const text = given.arguments[position] ?? given.namedArguments[parameter] ?? null;
  return text === null ? null : namedByText(text);
}
