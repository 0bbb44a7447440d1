import type { Catalog } from "./catalog.ts";
import { compareMysqlTypes } from "./column-type/mysql.ts";
import { comparePostgresqlTypes } from "./column-type/postgresql.ts";
import { compareSqliteTypes } from "./column-type/sqlite.ts";
import type { TypeComparison } from "./column-type/type-comparison.ts";
import type { Dialect } from "../model/dialect.ts";
import type { SqlType } from "../model/sql-type.ts";

export type { TypeComparison } from "./column-type/type-comparison.ts";

/**
 * Compares a column's type with the one it is to get. The catalog tells what enums and domains are. Rewrites of
 * PostgreSQL are measured (`test/database/column-type.test.ts`); those of MariaDB are the measured ones where these
 * do not depend on the character set, those of MySQL are left open.
 */
export function compareTypes(
  from: SqlType,
  to: SqlType,
  dialect: Dialect,
  catalog: Catalog,
): TypeComparison {
  switch (dialect) {
    case "postgresql":
      return comparePostgresqlTypes(from, to, catalog);
    case "mysql":
    case "mariadb":
      return compareMysqlTypes(from, to, dialect);
    case "sqlite":
      return compareSqliteTypes(from, to);
  }
}
