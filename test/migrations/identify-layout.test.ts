import { describe, expect, it } from "vitest";
import type { ConfiguredFolder } from "../../src/model/configuration.ts";
import { identify } from "./repository.ts";
import type { Files } from "./repository.ts";

const serial = "CREATE TABLE a (id serial PRIMARY KEY);";

interface LayoutCase {
  readonly name: string;
  readonly files: Files;
  readonly configured?: Partial<ConfiguredFolder> & { path: string };
  readonly layout: string;
  readonly foundBy: RegExp;
}

const layoutCases: readonly LayoutCase[] = [
  {
    name: "goose by its markers",
    files: { "migrations/1_a.sql": "-- +goose Up\nSELECT 1;" },
    layout: "goose",
    foundBy: /^file content/,
  },
  {
    name: "dbmate by its markers",
    files: { "db/migrations/1_a.sql": "-- migrate:up\nSELECT 1;" },
    layout: "dbmate",
    foundBy: /^file content/,
  },
  {
    name: "sql-migrate by its markers",
    files: { "migrations/1_a.sql": "-- +migrate Up\nSELECT 1;" },
    layout: "sql-migrate",
    foundBy: /^file content/,
  },
  {
    name: "tern by its separator",
    files: { "migrations/001_a.sql": "SELECT 1;\n---- create above / drop below ----\n" },
    layout: "tern",
    foundBy: /^file content/,
  },
  {
    name: "node-pg-migrate by its markers",
    files: { "migrations/1_a.sql": "-- Up Migration\nSELECT 1;" },
    layout: "node-pg-migrate",
    foundBy: /^file content/,
  },
  {
    name: "graphile-migrate by its head",
    files: { "migrations/committed/000001.sql": "--! Previous: -\n--! Hash: sha1:a\n\nSELECT 1;" },
    layout: "graphile-migrate",
    foundBy: /^file content/,
  },
  {
    name: "a byte order mark hides no marker",
    files: { "migrations/1_a.sql": "\uFEFF-- +goose Up\nSELECT 1;" },
    layout: "goose",
    foundBy: /^file content/,
  },
  {
    name: "one file with a marker among plain ones tells nothing",
    files: {
      "migrations/1_a.sql": serial,
      "migrations/2_b.sql": serial,
      "migrations/3_c.sql": "-- +goose Up\n-- +goose Down\nDROP TABLE a;",
    },
    layout: "sql",
    foundBy: /^file names/,
  },
  {
    name: "content comes before configuration",
    files: { "migrations/1_a.sql": "-- +goose Up\nSELECT 1;" },
    configured: { path: "migrations", layout: "sql" },
    layout: "goose",
    foundBy: /^file content/,
  },
  {
    name: "configuration comes before names",
    files: { "migrations/1_a.sql": serial },
    configured: { path: "migrations", layout: "tern" },
    layout: "tern",
    foundBy: /^configuration/,
  },
  {
    name: "Prisma by its lock",
    files: {
      "prisma/migrations/1_a/migration.sql": serial,
      "prisma/migrations/migration_lock.toml": 'provider = "postgresql"',
    },
    layout: "prisma",
    foundBy: /^migration_lock\.toml$/,
  },
  {
    name: "Drizzle by its journal",
    files: {
      "drizzle/0000_a.sql": serial,
      "drizzle/meta/_journal.json": '{"dialect":"postgresql","entries":[]}',
    },
    layout: "drizzle",
    foundBy: /^_journal\.json$/,
  },
  {
    name: "Drizzle's folders by their snapshots",
    files: {
      "drizzle/20250101000000_a/migration.sql": serial,
      "drizzle/20250101000000_a/snapshot.json": "{}",
    },
    layout: "drizzle",
    foundBy: /^snapshot\.json/,
  },
  {
    name: "Atlas by its checksums",
    files: { "migrations/1_a.sql": serial, "migrations/atlas.sum": "h1:" },
    layout: "atlas",
    foundBy: /^atlas\.sum/,
  },
  {
    name: "golang-migrate's pairs, though Atlas keeps checksums of them",
    files: {
      "migrations/1_a.up.sql": serial,
      "migrations/1_a.down.sql": "",
      "migrations/atlas.sum": "h1:",
    },
    layout: "golang-migrate",
    foundBy: /^file names/,
  },
  {
    name: "Supabase by its configuration",
    files: { "supabase/config.toml": "[db]", "supabase/migrations/20240101000000_a.sql": serial },
    layout: "supabase",
    foundBy: /^config\.toml/,
  },
  {
    name: "Supabase by its folder",
    files: { "supabase/migrations/20240101000000_a.sql": serial },
    layout: "supabase",
    foundBy: /^file names/,
  },
  {
    name: "diesel by its configuration",
    files: { "diesel.toml": "", "migrations/1_a/up.sql": serial },
    layout: "diesel",
    foundBy: /^diesel\.toml/,
  },
  {
    name: "diesel by its folders",
    files: { "migrations/2024-01-01-000000_a/up.sql": serial },
    layout: "diesel",
    foundBy: /^file names/,
  },
  {
    name: "Hasura by its milliseconds",
    files: { "hasura/migrations/default/1620000000000_a/up.sql": serial },
    layout: "hasura",
    foundBy: /^file names/,
  },
  {
    name: "Flyway by its names",
    files: { "db/migration/V1__a.sql": serial },
    layout: "flyway",
    foundBy: /^file names/,
  },
  {
    name: "refinery by the Rust around it",
    files: { "Cargo.toml": "", "migrations/V1__a.sql": serial },
    layout: "refinery",
    foundBy: /^file names/,
  },
  {
    name: "sqlx by the Rust around it",
    files: { "Cargo.toml": "", "migrations/1_a.sql": serial },
    layout: "sqlx",
    foundBy: /^file names/,
  },
  {
    name: "Sqitch by its plan",
    files: { "sqitch.plan": "", "deploy/a.sql": serial },
    layout: "sqitch",
    foundBy: /^sqitch\.plan/,
  },
  {
    name: "a plain folder",
    files: { "migrations/001_a.sql": serial },
    layout: "sql",
    foundBy: /^file names/,
  },
];

describe("telling a folder's tool", () => {
  it.each(layoutCases)("$name", ({ files, configured, layout, foundBy }) => {
    const folder = identify(files, configured);
    expect(folder.layout).toBe(layout);
    expect(folder.foundBy).toMatch(foundBy);
  });
});
