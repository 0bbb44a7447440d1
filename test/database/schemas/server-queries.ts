/*
 * What `pg_catalog` says of a database's own objects, as rows of `DescribedObject`. Left out are the server's schemas
 * and what belongs to an extension.
 */

const isOwnSchema = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

/** Neither an extension's nor, for functions, what comes with a range type. */
function isOwn(catalog: string, id: string): string {
  return `${isOwnSchema} and not exists (
    select from pg_depend x where x.classid = '${catalog}'::regclass and x.objid = ${id} and (x.deptype = 'e' or x.deptype = 'i' and x.classid = 'pg_proc'::regclass))`;
}

/** The names behind the column numbers of an array, in its order. */
function columnNames(numbers: string, table: string): string {
  return `(select string_agg(coalesce(a.attname, '?'), ',' order by u.place)
    from unnest(${numbers}) with ordinality u(number, place)
    left join pg_attribute a on a.attrelid = ${table} and a.attnum = u.number and u.number <> 0)`;
}

const relationName = `n.nspname || '.' || c.relname`;
const relation = `json_build_object('schema', n.nspname, 'name', c.relname)`;
/** What others than the owner may do; what everybody may do with a new function or type is told for itself. */
function grants(acl: string, owner: string, isForAll = false): string {
  return `(select string_agg(r.name || ':' || lower(g.privilege_type), ',' order by r.name || ':' || lower(g.privilege_type) collate "C")
    from aclexplode(${acl}) g cross join lateral (select coalesce((select rolname::text from pg_roles where oid = g.grantee), 'public') as name) r
    where g.grantee <> ${owner} and g.privilege_type <> 'MAINTAIN'${isForAll ? " and g.grantee <> 0" : ""})`;
}

/** Whether everybody may use a function or type, as a new one lets them. */
function forAll(acl: string): string {
  return `(${acl} is null or exists (select from aclexplode(${acl}) g where g.grantee = 0))::text`;
}

/** Only a role that a statement names. */
function owner(id: string): string {
  return `nullif(pg_get_userbyid(${id}), current_user)`;
}

/** What others may do with single columns: `web:update (name)`. */
const columnGrants = `(select string_agg(r.name || ':' || lower(g.privilege_type) || ' (' || a.attname || ')', ','
      order by r.name || ':' || lower(g.privilege_type) || ' (' || a.attname || ')' collate "C")
    from pg_attribute a cross join aclexplode(a.attacl) g
    cross join lateral (select coalesce((select rolname::text from pg_roles where oid = g.grantee), 'public') as name) r
    where a.attrelid = c.oid and not a.attisdropped and g.grantee <> c.relowner)`;

const none = `'{}'::json as expressions, null as table, null as column`;

const schemas = `
  select 'schema ' || n.nspname as object, ${none},
    json_build_object('grants', ${grants("n.nspacl", "n.nspowner")}, 'owner', ${owner("n.nspowner")}) as facts
  from pg_namespace n where ${isOwn("pg_namespace", "n.oid")}`;

const extensions = `
  select 'extension ' || e.extname as object, '{}'::json as facts, ${none}
  from pg_extension e where e.extname <> 'plpgsql'`;

const tables = `
  select 'table ' || ${relationName} as object, ${none},
    json_build_object(
      'columns', (select string_agg(a.attname, ',' order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
      'partitioned', (c.relkind = 'p')::text,
      'parents', (select string_agg(pn.nspname || '.' || p.relname, ',' order by h.inhseqno) from pg_inherits h
        join pg_class p on p.oid = h.inhparent join pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = c.oid),
      'partition', case when not c.relispartition then 'no'
        when pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' then 'default' else 'yes' end,
      'row security', c.relrowsecurity::text,
      'owner', ${owner("c.relowner")},
      'column grants', ${columnGrants},
      'grants', ${grants("c.relacl", "c.relowner")}) as facts
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f') and ${isOwn("pg_class", "c.oid")}`;

const columns = `
  select 'column ' || ${relationName} || '.' || a.attname as object,
    json_build_object(
      'type', case when t.typname = 'interval' then format_type(a.atttypid, a.atttypmod) else case when tn.nspname = 'pg_catalog' or x.objid is not null then '' else tn.nspname || '.' end
        || coalesce(e.typname || '[]', t.typname)
        || coalesce(substring(format_type(a.atttypid, a.atttypmod) from '\\([0-9,]+\\)'), '') end,
      'nullable', (not a.attnotnull)::text,
      'collation', case when a.attcollation <> t.typcollation then l.collname end,
      'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by-default' end,
      'generated', case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end) as facts,
    json_strip_nulls(json_build_object(
      case when a.attgenerated = '' then 'default' else 'generated expression' end,
      case when pg_get_expr(d.adbin, d.adrelid) !~ '^NULL(::|$)' then pg_get_expr(d.adbin, d.adrelid) end)) as expressions,
    ${relation} as table, a.attname as column
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  join pg_namespace tn on tn.oid = t.typnamespace left join pg_collation l on l.oid = a.attcollation
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join pg_depend x on x.classid = 'pg_type'::regclass and x.objid = coalesce(e.oid, t.oid) and x.deptype = 'e'
  where c.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped and ${isOwn("pg_class", "c.oid")}`;

/** NOT NULL is a property of its column; a foreign key to a partitioned table has helpers for its partitions. */
const constraints = `
  select 'constraint ' || ${relationName} || '.' || k.conname as object,
    json_build_object(
      'type', case k.contype when 'c' then 'check' when 'u' then 'unique' when 'p' then 'primary-key'
        when 'f' then 'foreign-key' when 'x' then 'exclusion' end,
      'columns', case when k.contype in ('u', 'p', 'f') then ${columnNames("k.conkey", "c.oid")} end,
      'references', fn.nspname || '.' || f.relname || '(' || ${columnNames("k.confkey", "k.confrelid")} || ')',
      'on delete', case k.confdeltype when 'c' then 'CASCADE' when 'n' then 'SET NULL' when 'd' then 'SET DEFAULT'
        when 'r' then 'RESTRICT' end,
      'valid', k.convalidated::text,
      'enforced', coalesce(to_json(k) ->> 'conenforced', 'true'),
      'deferrable', k.condeferrable::text) as facts,
    json_strip_nulls(json_build_object('check', pg_get_expr(k.conbin, k.conrelid))) as expressions,
    ${relation} as table, null as column
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_class f on f.oid = k.confrelid left join pg_namespace fn on fn.oid = f.relnamespace
  where k.contype in ('c', 'u', 'p', 'f', 'x')
    and not exists (select from pg_constraint o where o.oid = k.conparentid and o.conrelid = k.conrelid) and ${isOwn("pg_class", "c.oid")}`;

const indexes = `
  select 'index ' || n.nspname || '.' || i.relname as object,
    json_build_object(
      'table', ${relationName},
      'unique', x.indisunique::text,
      'method', m.amname,
      'columns', ${columnNames("(x.indkey::int2[])[0 : x.indnkeyatts - 1]", "c.oid")},
      'include', ${columnNames("(x.indkey::int2[])[x.indnkeyatts : x.indnatts - 1]", "c.oid")},
      'constraint', k.conname,
      'parent', pn.nspname || '.' || p.relname,
      'valid', x.indisvalid::text) as facts,
    coalesce((select json_object_agg('part ' || place, pg_get_indexdef(i.oid, place, true))
      from generate_series(1, x.indnkeyatts::int) place where (x.indkey::int2[])[place - 1] = 0)::jsonb, '{}')
      || jsonb_strip_nulls(jsonb_build_object('where', pg_get_expr(x.indpred, x.indrelid))) as expressions,
    ${relation} as table, null as column
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
  join pg_namespace n on n.oid = i.relnamespace join pg_am m on m.oid = i.relam
  left join pg_constraint k on k.conindid = i.oid and k.contype in ('p', 'u', 'x')
  left join pg_inherits h on h.inhrelid = i.oid
  left join pg_class p on p.oid = h.inhparent left join pg_namespace pn on pn.oid = p.relnamespace
  where ${isOwn("pg_class", "c.oid")}`;

const views = `
  select 'view ' || ${relationName} as object, ${none},
    json_build_object(
      'materialized', (c.relkind = 'm')::text,
      'columns', (select string_agg(a.attname, ',' order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
      'reads', (select string_agg(distinct rn.nspname || '.' || r.relname, ',' order by rn.nspname || '.' || r.relname)
        from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
        join pg_class r on d.refclassid = 'pg_class'::regclass and r.oid = d.refobjid and r.oid <> c.oid
        join pg_namespace rn on rn.oid = r.relnamespace
        where w.ev_class = c.oid and r.relkind in ('r', 'p', 'f', 'v', 'm') and rn.nspname !~ '^pg_'),
      'owner', ${owner("c.relowner")},
      'column grants', ${columnGrants},
      'grants', ${grants("c.relacl", "c.relowner")}) as facts
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm') and ${isOwn("pg_class", "c.oid")}`;

const sequences = `
  select 'sequence ' || ${relationName} as object, ${none},
    json_build_object(
      'owned by', tn.nspname || '.' || t.relname || '.' || a.attname,
      'owner', ${owner("c.relowner")},
      'grants', ${grants("c.relacl", "c.relowner")}) as facts
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refobjsubid > 0 and d.deptype in ('a', 'i')
  left join pg_class t on t.oid = d.refobjid left join pg_namespace tn on tn.oid = t.relnamespace
  left join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
  where c.relkind = 'S' and ${isOwn("pg_class", "c.oid")}`;

/** Not the row types of relations, nor the arrays and multiranges that come with a type. */
const types = `
  select 'type ' || n.nspname || '.' || t.typname as object, ${none},
    json_build_object(
      'owner', ${owner("t.typowner")},
      'for all', ${forAll("t.typacl")},
      'grants', ${grants("t.typacl", "t.typowner", true)},
      'kind', case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'c' then 'composite' else 'other' end,
      'values', (select string_agg(l.enumlabel, ',' order by l.enumsortorder) from pg_enum l where l.enumtypid = t.oid),
      'attributes', (select string_agg(a.attname, ',' order by a.attnum) from pg_attribute a
        where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped),
      'base', case when t.typtype = 'd' then coalesce(e.typname || '[]', b.typname)
        || coalesce(substring(format_type(t.typbasetype, t.typtypmod) from '\\([0-9,]+\\)'), '') end,
      'nullable', case when t.typtype = 'd' then (not t.typnotnull)::text end,
      'has default', case when t.typtype = 'd' then (t.typdefault is not null)::text end,
      'has check', case when t.typtype = 'd' then exists (
        select from pg_constraint k where k.contypid = t.oid and k.contype = 'c')::text end) as facts
  from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
  left join pg_type b on b.oid = t.typbasetype left join pg_type e on e.oid = b.typelem and b.typcategory = 'A'
  where t.typtype in ('e', 'd', 'c', 'r', 'b') and t.typcategory <> 'A' and coalesce(c.relkind, 'c') = 'c'
    and ${isOwn("pg_type", "t.oid")}`;

const functions = `
  select 'function ' || n.nspname || '.' || p.proname || '('
      || coalesce((select string_agg(format_type(t, null), ', ' order by place)
        from unnest(p.proargtypes) with ordinality u(t, place)), '') || ')' as object, ${none},
    json_build_object(
      'kind', case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
      'returns', case when p.prokind <> 'p' then case when p.proretset then 'setof ' else '' end || format_type(p.prorettype, null) end,
      'table', (select string_agg(p.proargnames[u.place] || ' ' || format_type(u.t, null), ', ' order by u.place)
        from unnest(p.proallargtypes) with ordinality u(t, place) where p.proargmodes[u.place] = 't'),
      'volatility', case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
      'owner', ${owner("p.proowner")},
      'for all', ${forAll("p.proacl")},
      'grants', ${grants("p.proacl", "p.proowner", true)}) as facts
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${isOwn("pg_proc", "p.oid")}`;

/** Before 15 those that partitions have from their parent count as internal. */
const triggers = `
  select 'trigger ' || ${relationName} || '.' || t.tgname as object, '{}'::json as facts, ${none}
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where (not t.tgisinternal or t.tgconstraint = 0 and coalesce(to_json(t) ->> 'tgparentid', '0') <> '0')
    and ${isOwn("pg_class", "c.oid")}`;

const policies = `
  select 'policy ' || ${relationName} || '.' || p.polname as object, '{}'::json as facts, ${none}
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  where ${isOwn("pg_class", "c.oid")}`;

export const serverQueries: readonly string[] = [
  schemas,
  extensions,
  tables,
  columns,
  constraints,
  indexes,
  views,
  sequences,
  types,
  functions,
  triggers,
  policies,
];
