/** PostgreSQL's built-in types that columns have, by internal name. User types of these names are out of sight. */
const postgresqlTypes = new Set(
  `bool bytea char name int8 int2 int2vector int4 text oid tid xid cid oidvector json xml point lseg path box polygon
  line float4 float8 money macaddr inet cidr macaddr8 aclitem bpchar varchar date time timestamp timestamptz interval
  timetz bit varbit numeric refcursor regproc regprocedure regoper regoperator regclass regcollation regtype regrole
  regnamespace uuid pg_lsn tsvector gtsvector tsquery regconfig regdictionary jsonb jsonpath txid_snapshot pg_snapshot
  xid8 int4range numrange tsrange tstzrange daterange int8range int4multirange nummultirange tsmultirange
  tstzmultirange datemultirange int8multirange record void trigger event_trigger internal circle`.split(
    /\s+/,
  ),
);

/** Whether an unqualified name means one of PostgreSQL's own types. */
export function isPostgresqlType(name: string): boolean {
  return postgresqlTypes.has(name);
}
