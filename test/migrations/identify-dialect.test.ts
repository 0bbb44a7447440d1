import { describe, expect, it } from "vitest";
import type { ConfiguredFolder } from "../../src/model/configuration.ts";
import { findCandidates } from "../../src/migrations/find-folders.ts";
import { identifyFolder } from "../../src/migrations/identify-folder.ts";
import { configurationOf, identify, textsOfCandidate, treeOf } from "./repository.ts";
import type { Files } from "./repository.ts";

const serial = "CREATE TABLE a (id serial PRIMARY KEY);";

interface DialectCase {
  readonly name: string;
  readonly files: Files;
  readonly configured?: Partial<ConfiguredFolder> & { path: string };
  readonly dialect: string | null;
  readonly version: number;
}

const at = (sql: string): Files => ({ "migrations/1_a.sql": sql });

const dialectCases: readonly DialectCase[] = [
  { name: "serial", files: at(serial), dialect: "postgresql", version: 15 },
  {
    name: "a dollar-quoted body",
    files: at("DO $$ BEGIN PERFORM 1; END $$;"),
    dialect: "postgresql",
    version: 15,
  },
  { name: "jsonb", files: at("ALTER TABLE a ADD b jsonb;"), dialect: "postgresql", version: 15 },
  {
    name: "a concurrent index",
    files: at("CREATE INDEX CONCURRENTLY i ON t (a);"),
    dialect: "postgresql",
    version: 15,
  },
  { name: "a cast", files: at("UPDATE a SET b = c::text;"), dialect: "postgresql", version: 15 },
  {
    name: "backquotes and a storage engine",
    files: at("CREATE TABLE `a` (`id` int) ENGINE=InnoDB;"),
    dialect: "mysql",
    version: 8,
  },
  {
    name: "AUTO_INCREMENT",
    files: at("CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY);"),
    dialect: "mysql",
    version: 8,
  },
  {
    name: "backquotes alone",
    files: at("ALTER TABLE `a` DROP `b`;"),
    dialect: "mysql",
    version: 8,
  },
  {
    name: "MariaDB's own syntax",
    files: at("CREATE TABLE `a` (`id` int) ENGINE=Aria PAGE_CHECKSUM=1;"),
    dialect: "mariadb",
    version: 10,
  },
  {
    name: "AUTOINCREMENT",
    files: at("CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);"),
    dialect: "sqlite",
    version: 3,
  },
  {
    name: "SQLite with backquotes",
    files: at("PRAGMA foreign_keys=OFF;\nCREATE TABLE `a` (`id` integer);"),
    dialect: "sqlite",
    version: 3,
  },
  { name: "neutral SQL", files: at("CREATE TABLE a (id integer);"), dialect: null, version: 0 },
  {
    name: "telltales in comments and literals only",
    files: at("-- serial jsonb\nINSERT INTO a VALUES ('ENGINE=InnoDB');"),
    dialect: null,
    version: 0,
  },
  {
    name: "syntax that contradicts itself",
    files: at(`${serial}\nCREATE TABLE b (id int AUTO_INCREMENT);`),
    dialect: null,
    version: 0,
  },
  {
    name: "ClickHouse, which cannot be read",
    files: at("CREATE TABLE a (`id` UInt64) ENGINE = MergeTree ORDER BY id;"),
    dialect: null,
    version: 0,
  },
  {
    name: "the folder's name where the SQL is neutral",
    files: { "migrations/mysql/1_a.sql": "CREATE TABLE a (id integer);" },
    dialect: "mysql",
    version: 8,
  },
  {
    name: "configuration before all else",
    files: at(serial),
    configured: { path: "migrations", dialect: "mysql", databaseVersion: 8.4 },
    dialect: "mysql",
    version: 8.4,
  },
  {
    name: "a configured version of a dialect that is found",
    files: at(serial),
    configured: { path: "migrations", databaseVersion: 17 },
    dialect: "postgresql",
    version: 17,
  },
  {
    name: "Prisma's lock",
    files: {
      "prisma/migrations/1_a/migration.sql": "CREATE TABLE a (id integer);",
      "prisma/migrations/migration_lock.toml": '# x\nprovider = "sqlite"\n',
    },
    dialect: "sqlite",
    version: 3,
  },
  {
    name: "a provider that cannot be read",
    files: {
      "prisma/migrations/1_a/migration.sql": serial,
      "prisma/migrations/migration_lock.toml": 'provider = "sqlserver"',
    },
    dialect: null,
    version: 0,
  },
  {
    name: "Drizzle's journal",
    files: {
      "drizzle/0000_a.sql": "SELECT 1;",
      "drizzle/meta/_journal.json": '{"dialect": "mysql", "entries": []}',
    },
    dialect: "mysql",
    version: 8,
  },
  {
    name: "Sqitch's configuration",
    files: {
      "sqitch.plan": "",
      "sqitch.conf": "[core]\n\tengine = pg\n",
      "deploy/a.sql": "SELECT 1;",
    },
    dialect: "postgresql",
    version: 15,
  },
  {
    name: "sqlx's features",
    files: {
      "Cargo.toml": 'sqlx = { version = "0.8", features = ["runtime-tokio", "postgres"] }',
      "migrations/1_a.sql": "SELECT 1;",
    },
    dialect: "postgresql",
    version: 15,
  },
  {
    name: "Supabase's server version",
    files: {
      "supabase/config.toml": "[db]\nmajor_version = 17\n",
      "supabase/migrations/20240101000000_a.sql": "SELECT 1;",
    },
    dialect: "postgresql",
    version: 17,
  },
  {
    name: "Atlas's development database",
    files: {
      "atlas.hcl": 'env "local" {\n  dev = "docker://postgres/16/dev"\n}',
      "migrations/1_a.sql": "SELECT 1;",
      "migrations/atlas.sum": "h1:",
    },
    dialect: "postgresql",
    version: 16,
  },
  {
    name: "sql-migrate's configuration",
    files: {
      "dbconfig.yml": "development:\n  dialect: sqlite3\n",
      "migrations/1.sql": "-- +migrate Up\nSELECT 1;",
    },
    dialect: "sqlite",
    version: 3,
  },
  {
    name: "a Flyway address of one database",
    files: { "flyway.conf": "flyway.url=jdbc:mariadb://db/app", "sql/V1__a.sql": "SELECT 1;" },
    dialect: "mariadb",
    version: 10,
  },
  {
    name: "a folder named after a database below a tool file of another",
    files: {
      "Cargo.toml": 'diesel = { version = "2" }\nsqlite = ["diesel/sqlite", "sqlite"]',
      "diesel.toml": "",
      "migrations/mysql/2024-01-01-000000_a/up.sql": "ALTER TABLE a MODIFY b TEXT;",
    },
    dialect: "mysql",
    version: 8,
  },
  {
    name: "a tool file below the folder that is named after another database",
    files: {
      "mysql-tools/prisma/schema.prisma": 'provider = "postgresql"',
      "mysql-tools/prisma/migrations/1_a/migration.sql": "CREATE TABLE a (id integer);",
    },
    dialect: "postgresql",
    version: 15,
  },
  {
    name: "a folder named after a database that is not read, whatever its syntax",
    files: { "db/migration/H2/V1__a.sql": "ALTER TABLE a ALTER COLUMN b SET NOT NULL;" },
    dialect: null,
    version: 0,
  },
  {
    name: "a folder whose name is a word of its own too",
    files: {
      "migrations/oracle/1_a.sql": `CREATE EXTENSION citext;\n${serial}\nALTER TABLE a ADD b jsonb;`,
    },
    dialect: "postgresql",
    version: 15,
  },
  {
    name: "a folder whose name holds a database's",
    files: { "drivers/ownsqlite/migrations/1_a.sql": "CREATE TABLE a (id integer);" },
    dialect: "sqlite",
    version: 3,
  },
  {
    name: "the driver in package.json where the SQL is neutral",
    files: {
      ...at("CREATE TABLE a (id integer);"),
      "package.json": '{\n  "name": "mysql",\n  "dependencies": {\n    "pg": "^8.0.0"\n  }\n}\n',
    },
    dialect: "postgresql",
    version: 15,
  },
  {
    name: "the driver in go.mod, without what other modules need",
    files: {
      ...at("CREATE TABLE a (id integer);"),
      "go.mod":
        "module example.org/app\n\nrequire (\n\tgithub.com/go-sql-driver/mysql v1.8.1\n\tgithub.com/lib/pq v1.10.9 // indirect\n)\n",
    },
    dialect: "mysql",
    version: 8,
  },
  {
    name: "the image in a compose file",
    files: {
      ...at("CREATE TABLE a (id integer);"),
      "compose.yaml":
        'services:\n  cache:\n    image: redis:7\n  database:\n    image: "registry.example.org/pgvector/pgvector:pg17"\n',
    },
    dialect: "postgresql",
    version: 15,
  },
  {
    name: "a project with two databases",
    files: {
      ...at("CREATE TABLE a (id integer);"),
      "docker-compose.yml": "services:\n  a:\n    image: mariadb\n  b:\n    image: postgres:16\n",
    },
    dialect: null,
    version: 0,
  },
  {
    name: "the nearest project before the one around it",
    files: {
      "apps/api/db/migrations/1_a.sql": "CREATE TABLE a (id integer);",
      "apps/api/package.json": '{\n  "dependencies": {\n    "mysql2": "^3.0.0"\n  }\n}',
      "package.json": '{\n  "devDependencies": {\n    "pg": "^8.0.0"\n  }\n}',
    },
    dialect: "mysql",
    version: 8,
  },
  {
    name: "syntax before the project's drivers",
    files: {
      ...at(serial),
      "package.json": '{\n  "dependencies": {\n    "mysql2": "^3.0.0"\n  }\n}',
    },
    dialect: "postgresql",
    version: 15,
  },
];

describe("telling a folder's dialect", () => {
  it.each(dialectCases)("$name", ({ files, configured, dialect, version }) => {
    const folder = identify(files, configured);
    expect([folder.dialect, folder.databaseVersion]).toEqual([dialect, version]);
  });

  it("tells a database that is not read apart from one that is not known", () => {
    const clickhouse = "CREATE TABLE a (`id` UInt64) ENGINE = MergeTree ORDER BY id;";
    expect(identify(at(clickhouse)).isOtherDatabase).toBe(true);
    expect(identify(at("CREATE TABLE a (id integer);")).isOtherDatabase).toBeUndefined();
    expect(identify(at(serial)).isOtherDatabase).toBeUndefined();
  });

  it("tells each of several folders by itself", () => {
    const files: Files = {
      "packages/shared/prisma/migrations/1_a/migration.sql": serial,
      "packages/shared/prisma/migrations/migration_lock.toml": 'provider = "postgresql"',
      "packages/shared/clickhouse/migrations/0001_a.up.sql":
        "CREATE TABLE a (id UInt64) ENGINE = MergeTree;",
      "jdbc-mysql/src/main/resources/migrations/mysql/V1__a.sql": "CREATE TABLE a (id int);",
    };
    const told = findCandidates(treeOf(files), configurationOf()).map((candidate) => {
      const { path, layout, dialect } = identifyFolder(
        candidate,
        textsOfCandidate(files, candidate),
      );
      return [path, layout, dialect];
    });
    expect(told).toEqual([
      ["packages/shared/prisma/migrations", "prisma", "postgresql"],
      ["packages/shared/clickhouse/migrations", "golang-migrate", null],
      ["jdbc-mysql/src/main/resources/migrations/mysql", "flyway", "mysql"],
    ]);
  });
});
