/** The migration tools whose conventions are known. `sql` is a plain folder of ordered files, run as `psql -f` does. */
export const layoutNames = [
  "sql",
  "flyway",
  "golang-migrate",
  "goose",
  "dbmate",
  "sqlx",
  "diesel",
  "refinery",
  "prisma",
  "drizzle",
  "supabase",
  "hasura",
  "node-pg-migrate",
  "sql-migrate",
  "tern",
  "atlas",
  "sqitch",
  "graphile-migrate",
] as const;

/** `code` stands for all tools whose migrations are no SQL: they are told and not read, so none can be configured. */
export type LayoutName = (typeof layoutNames)[number] | "code";
