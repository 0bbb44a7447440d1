import type { TestDatabase } from "../servers.ts";

const own = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const relation = `n.nspname || '.' || c.relname`;
const ofRelations = `from pg_namespace n join pg_class c on c.relnamespace = n.oid`;

/** Nothing but names, in one query that is planned once, so that it can be asked after every statement. */
const objects = `prepare own_objects as
  select 'schema ' || n.nspname as object from pg_namespace n where ${own}
  union all select case c.relkind when 'S' then 'sequence ' when 'v' then 'view ' when 'm' then 'view '
      when 'i' then 'index ' when 'I' then 'index ' else 'table ' end || ${relation}
    ${ofRelations} where ${own} and c.relkind <> 'c'
  union all select 'column ' || ${relation} || '.' || a.attname || case when a.attnotnull then ' not null' else '' end
      || case when a.atthasdef then ' filled in' else '' end
    ${ofRelations} join pg_attribute a on a.attrelid = c.oid
    where ${own} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
  union all select 'constraint ' || ${relation} || '.' || k.conname
    ${ofRelations} join pg_constraint k on k.conrelid = c.oid where ${own} and k.contype not in ('n', 't')
  union all select 'trigger ' || ${relation} || '.' || t.tgname
    ${ofRelations} join pg_trigger t on t.tgrelid = c.oid where ${own} and not t.tgisinternal
  union all select 'policy ' || ${relation} || '.' || p.polname
    ${ofRelations} join pg_policy p on p.polrelid = c.oid where ${own}
  union all select 'type ' || n.nspname || '.' || t.typname
    from pg_namespace n join pg_type t on t.typnamespace = n.oid left join pg_class c on c.oid = t.typrelid
    where ${own} and t.typtype in ('e', 'd', 'c') and coalesce(c.relkind, 'c') = 'c'
  union all select 'function ' || n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')'
    from pg_namespace n join pg_proc p on p.pronamespace = n.oid where ${own}`;

export async function prepareObjects(database: TestDatabase): Promise<void> {
  await database.execute(objects);
}

/** The names of all objects that a database has of its own. */
export async function objectsOnServer(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.query<{ object: string }>("execute own_objects");
  return rows.map(({ object }) => object).toSorted();
}
