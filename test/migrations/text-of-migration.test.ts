import { expect, test } from "vitest";
import { textOfMigration } from "../../src/migrations/text-of-migration.ts";
import { migrationsOf } from "./repository.ts";

test("a migration has its text on the way up, also where its name is wrong; one in a language has none", () => {
  const migrations = migrationsOf("goose", {
    "migrations/001_a.sql":
      "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n",
    "migrations/002_b.go": "package migrations",
    "migrations/003_c.sql": { state: "binary" },
    "migrations/notes.sql": "-- +goose Up\nSELECT 1;\n",
  });
  const texts = new Map(migrations.map((one) => [one.path, textOfMigration(one)]));
  expect(texts.get("migrations/001_a.sql")).toContain("CREATE TABLE a");
  expect(texts.get("migrations/001_a.sql")).not.toContain("DROP TABLE");
  expect(texts.get("migrations/002_b.go")).toBeNull();
  expect(texts.get("migrations/003_c.sql")).toBeNull();
  expect(texts.get("migrations/notes.sql")).toContain("SELECT 1");
});
