import type { Dialect } from "../model/dialect.ts";

/** The dialect of a database's name as tools and people write it; `other` for a database that cannot be read. */
export type NamedDialect = Dialect | "other";

const dialects: Readonly<Record<string, NamedDialect>> = {
  postgres: "postgresql",
  postgresql: "postgresql",
  pg: "postgresql",
  pgsql: "postgresql",
  pgx: "postgresql",
  psql: "postgresql",
  // CockroachDB and Redshift speak PostgreSQL's SQL, near enough to tell what a statement changes.
  cockroach: "postgresql",
  cockroachdb: "postgresql",
  crdb: "postgresql",
  mysql: "mysql",
  mysql2: "mysql",
  tidb: "mysql",
  mariadb: "mariadb",
  maria: "mariadb",
  sqlite: "sqlite",
  sqlite3: "sqlite",
  libsql: "sqlite",
  turso: "sqlite",
  d1: "sqlite",
  clickhouse: "other",
  h2: "other",
  hsqldb: "other",
  derby: "other",
  db2: "other",
  mssql: "other",
  sqlserver: "other",
  oracle: "other",
  snowflake: "other",
  bigquery: "other",
  spanner: "other",
  cassandra: "other",
  firebird: "other",
  exasol: "other",
  vertica: "other",
  singlestore: "other",
  duckdb: "other",
  mongodb: "other",
};

/** The dialect of one name, such as `postgres` or `sqlite3`; null where it is no database's. */
export function dialectOfName(name: string): NamedDialect | null {
  const key = name.toLowerCase();
  return Object.hasOwn(dialects, key) ? (dialects[key] ?? null) : null;
}

/** Names that are part of no other word. */
const unmistakable = /postgres|pgx|mysql|mariadb|sqlite|clickhouse|sqlserver|mssql/i;

/**
 * The dialect that a path names, nearest part first: `jdbc-mysql/src/migrations`, `db/migration_sqlite`,
 * `drivers/ownsqlite`.
 */
export function dialectOfPath(path: string): NamedDialect | null {
  for (const part of path.split("/").reverse()) {
    for (const word of [...part.split(/[^A-Za-z0-9]+/), unmistakable.exec(part)?.[0] ?? ""]) {
      const dialect = dialectOfName(word);
      if (dialect !== null) return dialect;
    }
  }
  return null;
}

/** Ordinary words too, so that a folder of such a name may hold anything. */
const ambiguousNames = new Set(["oracle", "spanner"]);

/** Whether a folder is named, as a whole, after a database whose SQL is not read: `db/H2`, `clickhouse`. */
export function isNamedAfterOther(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return dialectOfName(name) === "other" && !ambiguousNames.has(name);
}
