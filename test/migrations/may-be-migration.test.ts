import { expect, test } from "vitest";
import { mayBeMigration } from "../../src/migrations/may-be-migration.ts";
import { configurationOf } from "./repository.ts";

test.each([
  "db/migrations/001_users.sql",
  "anything.SQL",
  "db/V2__a.sql.conf",
  "drizzle/meta/_journal.json",
  "db/atlas.sum",
  "sqitch.plan",
  "migrations/2024-05-01_a/metadata.toml",
  "prisma/migrations/migration_lock.toml",
  // Hasura's migrations in YAML, in folders and flat.
  "hasura/migrations/1620000000000_a/up.yaml",
  "migrations/1620000000000_a.up.yaml",
  // Migrations in a programming language, whose statements cannot be read.
  "db/migrations/00002_users.go",
  "migrations/1700000000000_users.ts",
  "migrations/1700000000000-users.cjs",
  "migrations/V2__users.rs",
  "db/migrate/20240501120000_drop_note.rb",
  "shop/migrations/0042_remove_note.py",
  // A symbolic link or submodule in the place of a migration, of a folder, or of a folder above.
  "db/migrations",
  "db/changelog",
  "database",
  "prisma/migrations/20240501120000_drop",
  "db/migration/Dockerfile",
  ".gitmodules",
])("%s may be one", (path) => {
  expect(mayBeMigration(path, configurationOf())).toBe(true);
});

test.each([
  "README.md",
  "src/users.ts",
  "src/users_test.go",
  "package-lock.json",
  ".github/workflows/ci.yml",
  ".gitignore",
  ".env.example",
  "Makefile",
  "services/api/Dockerfile",
  "docs/up.md",
  "k8s/deployment.yaml",
])("%s is none", (path) => {
  expect(mayBeMigration(path, configurationOf())).toBe(false);
});

test.each([
  ["db/schema", "db/schema/anything.txt", true],
  ["db/schema", "db/schema2/anything.txt", false],
  ["", "anything.txt", true],
])("with the folder %j configured, %s may be one: %s", (folder, path, may) => {
  expect(mayBeMigration(path, configurationOf([{ path: folder }]))).toBe(may);
});
