import { describe, expect, test } from "vitest";
import { atWork, dropFullName, users } from "./command-line.ts";

const first = "db/migrations/001_users.sql";
const drop = "db/migrations/002_drop.sql";
const index = "db/migrations/003_index.sql";

describe("baseline", () => {
  test("records today's findings, and lint tells only what is new", () =>
    atWork(async ({ write, run }) => {
      write({ [first]: users, [drop]: dropFullName });
      expect((await run("lint", drop)).code).toBe(1);

      const recorded = await run("baseline", first, drop);
      expect(recorded.code).toBe(0);
      expect(recorded.out).toMatch(
        /^Recorded [1-9]\d* findings in \.github\/expand-contract-baseline\.json\.\n$/,
      );
      const after = await run("lint", drop);
      expect(after.code).toBe(0);
      expect(after.err).toMatch(
        /[1-9]\d* recorded findings are left out: see them with --no-baseline/,
      );

      write({ [index]: "CREATE INDEX users_email ON users (email);\n" });
      const later = await run("lint", drop, index);
      expect(later.code).toBe(1);
      expect(later.out).toContain("users_email");
      expect(later.out).not.toContain("drops `users.full_name`");
      expect((await run("lint", "--no-baseline", drop)).code).toBe(1);
    }));

  test("a finding stays known when its file is renamed, and is new when its statement changes", () =>
    atWork(async ({ write, run }) => {
      write({ [first]: users, [drop]: dropFullName });
      await run("baseline", drop);
      write({ "db/migrations/004_drop.sql": dropFullName });
      expect(
        (await run("lint", "--format", "json", "db/migrations/004_drop.sql")).out,
      ).not.toContain('"rule": "drop-column"');
      write({ [drop]: "ALTER TABLE users DROP COLUMN email;\n" });
      expect((await run("lint", drop)).code).toBe(1);
    }));

  test.each([
    "[]",
    "{",
    '{"schemaVersion":1,"findings":[{}]}',
    '{"schemaVersion":2,"findings":[]}',
  ])("a file that holds %s is refused", (content) =>
    atWork(async ({ write, run }) => {
      write({
        [first]: users,
        [drop]: dropFullName,
        ".github/expand-contract-baseline.json": content,
      });
      const { code, err } = await run("lint", drop);
      expect(code).toBe(2);
      expect(err).toContain("is no baseline. Write it again with `expand-contract baseline`.");
    }),
  );
});
