import { describe, expect, test } from "vitest";
import { coverageOf } from "../../src/gate/covers.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";
import { catalogOf, resolvedChanges } from "../catalog/from-sql.ts";
import { contractOf, patch } from "./gate-facts.ts";

const schema = `
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE users (
  id bigint PRIMARY KEY, email text NOT NULL, full_name text NOT NULL, age integer, mood mood
);
CREATE TABLE orders (
  id bigint PRIMARY KEY, user_id bigint REFERENCES users, note text, total numeric
);
CREATE TABLE tags (id bigint PRIMARY KEY, tag text);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
CREATE INDEX users_full_name_idx ON users (full_name);
`;

/** What the expand of a contract change brought, as the gate tells it; null where it covers nothing. */
function covered(expand: string, contract: string): string | null {
  const baseCatalog = catalogOf(schema + expand);
  const changes = resolvedChanges(schema, expand);
  const [change] = resolvedChanges(schema + expand, contract) as readonly [SchemaChange];
  const coverage = coverageOf(contractOf(change, { baseCatalog }), {
    folders: [{ path: "db", changes, tip: baseCatalog }],
    files: [],
  });
  return coverage.by === "schema" ? coverage.what : null;
}

const dropColumn = "ALTER TABLE users DROP COLUMN full_name";
const dropUnique = "ALTER TABLE users DROP CONSTRAINT users_email_key";
const dropIndex = "DROP INDEX users_full_name_idx";
const setNotNull = "ALTER TABLE users ALTER COLUMN age SET NOT NULL";
const addCheck = "ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17)";

describe("an expand covers exactly what it speaks of", () => {
  test.each<readonly [contract: string, expand: string, what: string | null]>([
    // Columns.
    [dropColumn, "ALTER TABLE users ADD COLUMN display_name text;", "adds `users.display_name`"],
    [dropColumn, "ALTER TABLE tags ADD COLUMN display_name text;", null],
    [dropColumn, "ALTER TABLE orders ADD COLUMN full_name text;", "adds `orders.full_name`"],
    [dropColumn, "ALTER TABLE tags ADD COLUMN full_name text;", null],
    [
      dropColumn,
      "ALTER TABLE users ALTER COLUMN full_name DROP NOT NULL;",
      "relaxes `users.full_name`",
    ],
    [dropColumn, "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;", null],
    [dropColumn, "ALTER TABLE users ALTER COLUMN age SET DEFAULT 18;", null],
    [dropColumn, "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;", null],
    [dropColumn, "ALTER TYPE mood ADD VALUE 'calm';", "adds the value `calm` to `mood`"],
    ["ALTER TABLE tags DROP COLUMN tag", "ALTER TYPE mood ADD VALUE 'calm';", null],
    // Tables.
    [
      "DROP TABLE orders",
      "CREATE TABLE purchases (id bigint, note text, total numeric);",
      "creates `purchases`",
    ],
    ["DROP TABLE orders", "ALTER TABLE orders ADD COLUMN extra text;", null],
    [
      "DROP TABLE orders",
      "ALTER TABLE users ADD COLUMN note text, ADD COLUMN total numeric;",
      "adds `users.note`",
    ],
    ["DROP TABLE orders", "ALTER TABLE users ADD COLUMN note text;", null],
    ["DROP TABLE users", "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;", null],
    // Constraints and indexes.
    [
      dropUnique,
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE (email, age);",
      "adds a constraint to `users`",
    ],
    [dropUnique, "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;", null],
    [
      dropUnique,
      "CREATE UNIQUE INDEX CONCURRENTLY i ON users (lower(email));",
      "creates an index on `users`",
    ],
    [dropUnique, "CREATE INDEX CONCURRENTLY i ON users (age);", null],
    [
      dropIndex,
      "CREATE INDEX CONCURRENTLY i ON users (full_name, age);",
      "creates an index on `users`",
    ],
    [dropIndex, "CREATE INDEX CONCURRENTLY i ON users (age);", null],
    [dropIndex, "CREATE INDEX CONCURRENTLY i ON tags (tag);", null],
    // NOT NULL and what else tightens.
    [setNotNull, "ALTER TABLE users ALTER COLUMN age SET DEFAULT 18;", "relaxes `users.age`"],
    [
      setNotNull,
      "ALTER TABLE users ADD CONSTRAINT c CHECK (age IS NOT NULL) NOT VALID;",
      "adds a constraint to `users`",
    ],
    [setNotNull, "ALTER TABLE users ADD COLUMN years integer;", null],
    [setNotNull, "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;", null],
    [addCheck, "ALTER TABLE users ALTER COLUMN age SET DEFAULT 18;", "relaxes `users.age`"],
    [addCheck, "ALTER TABLE users ADD COLUMN years integer;", null],
    // Types.
    [
      "DROP TYPE mood",
      "CREATE TYPE feeling AS ENUM ('happy', 'angry', 'calm');",
      "creates the type `feeling`",
    ],
    ["DROP TYPE mood", "CREATE TYPE color AS ENUM ('red', 'green');", null],
    [
      "DROP TYPE mood",
      "ALTER TABLE users ALTER COLUMN mood TYPE text;",
      "gives `users.mood` the type `text`",
    ],
    ["DROP TYPE mood", "ALTER TABLE users DROP COLUMN mood;", "drops `users.mood`"],
    ["DROP TYPE mood", "ALTER TABLE users DROP COLUMN age;", null],
  ])("%s: %s", (contract, expand, what) => {
    expect(covered(expand, contract)).toBe(what);
  });
});

describe("what the code of an expand covers", () => {
  const byCode = (contract: string, path: string, lines: string): string | null => {
    const baseCatalog = catalogOf(schema);
    const [change] = resolvedChanges(schema, contract) as readonly [SchemaChange];
    const coverage = coverageOf(contractOf(change, { baseCatalog }), {
      folders: [],
      files: [patch(path, lines)],
    });
    return coverage.by === "code" ? coverage.what : null;
  };
  const model = "app/models/user.rb";

  test.each<readonly [name: string, path: string, lines: string, isCovered: boolean]>([
    ["a list", model, '+  self.ignored_columns += ["full_name"]', true],
    ["words", model, "+  self.ignored_columns += %w[age full_name]", true],
    ["symbols", model, "+  self.ignored_columns = [:full_name]", true],
    ["a list over lines", model, " self.ignored_columns += [\n+  :full_name,\n ]", true],
    [
      "in a class",
      "app/user_record.rb",
      " class User\n+ self.ignored_columns = [:full_name]",
      true,
    ],
    [
      "beside removed uses",
      model,
      '-  name = full_name\n+  self.ignored_columns += ["full_name"]',
      true,
    ],
    ["another column", model, '+  self.ignored_columns += ["age"]', false],
    ["another model", "app/models/order.rb", '+  self.ignored_columns += ["full_name"]', false],
    ["ignored no longer", model, '-  self.ignored_columns += ["full_name"]', false],
    [
      "ignored before and after",
      model,
      "-  self.ignored_columns = %w[full_name]\n+  self.ignored_columns = %w[full_name age]",
      false,
    ],
    ["after the list", model, "+ self.ignored_columns += [\n+ :age,\n+ ]\n+ full_name", false],
  ])("Active Record's ignored columns: %s", (_, path, lines, isCovered) => {
    const what = byCode(dropColumn, path, lines);
    expect(what !== null).toBe(isCovered);
  });

  test("what tightens asks for code that writes the column otherwise", () => {
    expect(byCode(setNotNull, "app/users.ts", " users\n+ age: 18")).toBe(
      "changes uses of `age` in `app/users.ts`",
    );
    expect(byCode(setNotNull, "app/dogs.ts", "+ age: 18")).toBeNull();
    expect(byCode(setNotNull, "app/users.ts", "+ email: ''")).toBeNull();
    expect(
      byCode("ALTER TABLE users ALTER COLUMN age DROP DEFAULT", "app/users.ts", "+ user.age = 18"),
    ).toBe("changes uses of `age` in `app/users.ts`");
    expect(byCode(addCheck, "app/users.ts", "-users.age = 3")).toBe(
      "changes uses of `age` in `app/users.ts`",
    );
  });
});
