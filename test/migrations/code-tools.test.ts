import { expect, test } from "vitest";
import { codeToolOf } from "../../src/migrations/code-tools.ts";

test.each([
  ["db/migrate/20240501120000_drop_full_name.rb", "Ruby (Rails)"],
  ["db/post_migrate/20240501120000_drop_full_name.rb", "Ruby (Rails)"],
  ["shop/orders/migrations/0042_remove_order_note.py", "Python (Django)"],
  ["alembic/versions/3f2a9c_drop_note.py", "Python (Alembic)"],
  ["src/migrations/versions/2024_05_01_drop_note.py", "Python (Alembic)"],
  ["database/migrations/2024_05_01_120000_drop_note.php", "PHP (Laravel)"],
  ["migrations/Version20240501120000.php", "PHP (Doctrine)"],
  ["priv/repo/migrations/20240501120000_drop_note.exs", "Elixir (Ecto)"],
  ["src/Shop.Data/Migrations/20240501120000_DropNote.cs", "C# (EF Core)"],
  ["src/main/java/db/migration/V42__Drop_note.java", "Java or Kotlin (Flyway)"],
  ["migration/src/m20240501_120000_drop_note.rs", "Rust (SeaORM)"],
  ["src/main/resources/db/changelog/042-drop-note.yaml", "Liquibase's own format"],
  ["config/db.changelog-master.xml", "Liquibase's own format"],
  ["src/migrations/1714560000000-DropNote.ts", "TypeScript or JavaScript"],
  ["migrations/20240501120000_drop_note.js", "TypeScript or JavaScript"],
  ["src/migrations/Migration20240501120000.ts", "TypeScript or JavaScript"],
  ["internal/db/migrations/00042_drop_note.go", "Go"],
  ["db/migrations/20240501120000_drop_note.php", "PHP"],
])("%s is a migration in %s", (path, language) => {
  expect(codeToolOf(path)?.language).toBe(language);
});

test.each([
  "app/models/user.rb",
  "db/schema.rb",
  "db/migrate/.keep",
  "shop/orders/migrations/__init__.py",
  "alembic/versions/__init__.py",
  "alembic/env.py",
  "src/Shop.Data/Migrations/20240501120000_DropNote.Designer.cs",
  "src/Shop.Data/Migrations/ShopContextModelSnapshot.cs",
  "internal/db/migrations/00042_drop_note_test.go",
  "src/migrations/1714560000000-DropNote.d.ts",
  "src/migrations/index.ts",
  "spec/test/fixtures/db/migrate/20240501120000_drop.rb",
  "node_modules/knex/migrations/001_x.js",
  "changelogs/unreleased/123-fix.yml",
  "docs/2024_05_01_notes.php",
  "api/v2/users.py",
])("%s is none", (path) => {
  expect(codeToolOf(path)).toBe(null);
});
