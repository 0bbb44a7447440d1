import { describe, expect, it } from "vitest";
import { readIgnoredPaths } from "../../src/migrations/ignored-paths.ts";

describe("ignored paths", () => {
  it.each([
    ["db/legacy/**", "db/legacy/1.sql", true],
    ["db/legacy", "db/legacy/1.sql", true],
    ["db/legacy/", "db/legacy/old/1.sql", true],
    ["./db/legacy/*.sql", "db/legacy/1.sql", true],
    ["db/legacy/*.sql", "db/legacy/old/1.sql", false],
    ["**/clickhouse/**", "packages/shared/clickhouse/migrations/1.sql", true],
    ["**/*.gen.sql", "1.gen.sql", true],
    ["**/*.gen.sql", "a/b/1.gen.sql", true],
    ["**/a/**/b.sql", "a/x/a/y/z/b.sql", true],
    ["**/a/**/b.sql", "x/y/b.sql", false],
    ["db/{old,older}/[0-9]*.sql", "db/older/1.sql", true],
    ["db/?.sql", "db/10.sql", false],
    [".github/**", ".github/migrations/1.sql", true],
    ["db/**", "db", false],
    ["db", "dbx/1.sql", false],
    ["!(a)", "b", false],
  ])("%s and %s: %s", (pattern, path, expected) => {
    expect(readIgnoredPaths([pattern])(path)).toBe(expected);
  });

  it.each([
    ["*a*a*a*b", /has more than 2 `\*` between two slashes/],
    ["x".repeat(257), /is longer than 256 characters/],
    ["{a,b/c}/d", /has a slash inside braces or brackets/],
    ["", /is empty/],
  ])("refuses the pattern %s", (pattern, message) => {
    expect(() => readIgnoredPaths([pattern])).toThrow(message);
  });

  it("never ignores a part that is longer than a file name can be, and is quick about it", () => {
    const path = `migrations/${"a".repeat(1_000_000)}.sql`;
    expect(readIgnoredPaths(["migrations/*a*.sql"])(path)).toBe(false);
    const deep = `${"a/".repeat(2_000)}b`;
    expect(readIgnoredPaths(["**/a/**/a/**/a/**/c"])(deep)).toBe(false);
  });
});
