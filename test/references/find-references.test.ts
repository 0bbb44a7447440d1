import { describe, expect, test } from "vitest";
import { findReferences } from "../../src/references/find-references.ts";
import { isSearchedPath, isTestPath } from "../../src/references/searched-files.ts";
import { subjectOf } from "../../src/references/subject.ts";
import { catalogOf, resolvedChanges } from "../catalog/from-sql.ts";
import { schema } from "./labelled-lines.ts";

const catalog = catalogOf(schema);

function subjectFor(sql: string) {
  const [change] = resolvedChanges(schema, sql);
  return change === undefined ? null : subjectOf(change, catalog);
}

function referencesIn(path: string, text: string, sql = "ALTER TABLE users DROP COLUMN full_name") {
  const subject = subjectFor(sql);
  if (subject === null) throw new Error(`${sql} is nothing that code names.`);
  return findReferences({ commit: "c", path }, text, [subject]).get(subject) ?? [];
}

test("a reference tells commit, path, line, text and what it does", () => {
  const text = "// users\nconst q =\n  'UPDATE users SET full_name = $1';\n";
  expect(referencesIn("app/users.ts", text)).toEqual([
    {
      commit: "c",
      path: "app/users.ts",
      line: 3,
      excerpt: "'UPDATE users SET full_name = $1';",
      strength: "strong",
      use: "writes",
      inTest: false,
    },
  ]);
});

describe("rows that are read or written whole", () => {
  test.each([
    ["an INSERT without a column list breaks", "INSERT INTO users VALUES ($1, $2)", 1],
    ["one with a column list does not", "INSERT INTO users (email) VALUES ($1)", 0],
    ["a star goes on without the column", "SELECT * FROM users", 0],
  ])("%s", (_name, sql, count) => {
    expect(referencesIn("app/users.go", `q := "${sql}"\n`)).toHaveLength(count);
  });
});

test("an excerpt of a very long line is short and holds the name", () => {
  const [found] = referencesIn("a.js", `${"x ".repeat(50_000)}user.full_name`);
  expect(found?.excerpt.length).toBeLessThan(200);
  expect(found?.excerpt).toContain("user.full_name");
});

test("a file that holds a name without end is told as one use, and ends", () => {
  const hostile = [
    "'name\"`",
    "(name[{",
    "select name from ",
    "userName.",
    "class User {\n",
    "__name",
  ];
  for (const piece of hostile) {
    const found = referencesIn("a.py", piece.replaceAll("name", "full_name").repeat(20_000));
    expect(found.length).toBeLessThanOrEqual(20_000);
  }
  expect(referencesIn("a.py", "full_name = 1\n".repeat(5_000)).length).toBeLessThan(2_100);
});

test.each([
  ["ALTER TABLE users ALTER COLUMN full_name SET NOT NULL"],
  ["ALTER TABLE users ADD COLUMN age int"],
  ["TRUNCATE users"],
])("%s takes no name away", (sql) => {
  expect(subjectFor(sql)).toBeNull();
});

test.each([
  ["src/users.ts", true],
  ["app/migrations.ts", true],
  ["src/migrations/runner.ts", true],
  ["db/queries/users.sql", true],
  ["db/migrate/20240101000000_add.rb", false],
  ["shop/migrations/0002_users.py", false],
  ["database/migrations/2024_01_01_000000_create_users_table.php", false],
  ["db/schema.rb", false],
  ["db/structure.sql", false],
  ["node_modules/pg/index.js", false],
  ["docs/users.md", false],
  ["CHANGELOG", false],
  ["pnpm-lock.yaml", false],
  ["src/__generated__/types.ts", false],
  ["api/user.pb.go", false],
])("%s is searched: %s", (path, searched) => {
  expect(isSearchedPath(path)).toBe(searched);
});

test.each([
  ["tests/users.ts", true],
  ["src/users.test.ts", true],
  ["internal/users_test.go", true],
  ["app/test_users.py", true],
  ["spec/models/user_spec.rb", true],
  ["src/UserTest.java", true],
  ["src/contest/users.ts", false],
  ["src/testing-ground.ts", false],
])("%s is a test: %s", (path, isTest) => {
  expect(isTestPath(path)).toBe(isTest);
});
