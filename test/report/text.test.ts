import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderText } from "../../src/report/text.ts";
import { columns } from "../../src/report/text-layout.ts";
import { randomTexts } from "./random-text.ts";
import * as samples from "./samples.ts";

const plain = { color: false } as const;

describe("check in a terminal", () => {
  test("begins with the verdict and the next step and ends with the split", () => {
    expect(renderText(samples.blockedRename, { ...plain, command: "check" })).toBe(
      `⛔ Blocked: this renames \`users.full_name\` in one step

Code that is still running selects \`users.full_name\`; it fails with "column does not exist" the
moment this runs, and again if you roll back.

Next step: ship step 1 in this pull request; the rest follows in their own.

db/migrations/0042_rename.sql  (postgresql, sql, no transaction)
  3  ⛔ rename column \`users.full_name\` to \`display_name\`
        running code: breaks; lock: ACCESS EXCLUSIVE, brief
  5  ✅ create index \`users_display_name_idx\` on \`users\`
        running code: keeps working; lock: none that blocks

The split: Rename column \`users.full_name\` to \`display_name\` in 3 pull requests

  1 · Expand (this pull request): Add \`display_name\` beside \`full_name\`

        SET lock_timeout = '5s';
        ALTER TABLE public.users ADD COLUMN display_name text;

      Code: Write both \`full_name\` and \`display_name\`; read \`full_name\`.
      Before the next step: The code that writes both is live in \`production\` and
                            \`production-workers\`.

  2 · Migrate: Copy the values, then read the new column
      Outside a transaction, each statement on its own:

        UPDATE public.users
        SET display_name = full_name
        WHERE id BETWEEN 1 AND 10000
          AND display_name IS NULL;

      Code: Read \`display_name\`. Keep writing both until every instance reads the new column.
      Verify:

        SELECT count(*) FROM public.users
        WHERE display_name IS DISTINCT FROM full_name;

      It counts 0.
      Before the next step: No running code reads \`full_name\`.

  3 · Contract (a later pull request, with \`Expand-PR: #…\` naming this one): Drop \`full_name\`

        SET lock_timeout = '5s';
        ALTER TABLE public.users DROP COLUMN full_name;

1 additive, 1 destructive, 0 unknown; 1 error, 0 warnings
`,
    );
  });

  test("shows the evidence and no split while it waits", () => {
    const text = renderText(samples.waitingContract, { ...plain, command: "check" });
    expect(text).toContain("⏳ Waiting: #118 is not yet live in `production-workers`\n");
    expect(text).toContain(
      "  ⏳ production-workers         `production-workers` runs `99fe012` since 2 May 2026 08:00 UTC, from\n                                before #118\n",
    );
    expect(text).not.toContain("The split");
  });

  test("tells everything that blocks, once", () => {
    const text = renderText(samples.blockedOperation, { ...plain, command: "check" });
    expect(text.split("could not be read: syntax error")).toHaveLength(2);
    expect(text).toContain("warning [lock-timeout]");
  });
});

describe("lint in a terminal", () => {
  test("shows each file with its findings, then the counts", () => {
    expect(renderText(samples.blockedOperation, { ...plain, command: "lint" })).toBe(
      `db/migrations/0007_orders.sql  (postgresql, sql, no transaction, edited)
  warning [edited-history]: \`db/migrations/0007_orders.sql\` is already on the base branch and may
    have run: databases that ran it never see the edit. Instead: Restore it and put the change into
    a new migration.

db/migrations/0044_index.sql  (postgresql, sql, no transaction)
  1  ⛔ create index \`users_email_idx\` on \`users\`
        running code: keeps working; lock: SHARE, blocks writes
        error [create-index]: Writes to \`users\` wait until the index is built, for a time that
          grows with the table. Instead: Build it with \`CONCURRENTLY\`, outside a transaction.
        warning [lock-timeout]: Nothing limits how long this waits for its lock on \`users\`.
          Instead: Put \`SET lock_timeout = '5s';\` before it.
  4  ⛔ a statement that could not be read
        running code: cannot be told; lock: cannot be told
        error [unreadable-change]: This statement could not be read: syntax error at or near
          "FRM". Instead: Correct it, or write it so that PostgreSQL's own grammar reads it.

1 additive, 0 destructive, 1 unknown; 2 errors, 2 warnings
`,
    );
  });
});

describe("every text", () => {
  const results = [
    samples.blockedRename,
    samples.blockedDrop,
    samples.waitingContract,
    samples.passingContract,
    samples.additivePass,
    samples.noMigrations,
    samples.blockedOperation,
    samples.manyChanges,
  ];

  test.each(["lint", "check"] as const)("of %s fits the terminal", (command) => {
    for (const width of [100, 80]) {
      for (const result of results) {
        for (const line of renderText(result, { ...plain, command, width }).split("\n")) {
          expect(columns(line), line).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  test.each(["lint", "check"] as const)("of %s has the same words with colours", (command) => {
    for (const result of results) {
      const coloured = renderText(result, { color: true, command });
      expect(stripVTControlCharacters(coloured)).toBe(
        renderText(result, { color: false, command }),
      );
    }
    expect(renderText(samples.blockedRename, { color: true, command: "check" })).toContain(
      "\u001b[31m⛔",
    );
  });

  test("lets no name control the terminal or run over its edge", () => {
    for (const text of [...samples.hostileTexts, ...randomTexts(300)]) {
      for (const command of ["lint", "check"] as const) {
        const output = renderText(samples.hostileResult(text), { ...plain, command });
        expect(output, text).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u200b]/,
        );
        for (const line of output.split("\n")) {
          // SQL is never wrapped.
          const isSql = command === "check" && line.startsWith("        ");
          if (!isSql) expect(columns(line), line).toBeLessThanOrEqual(100);
        }
      }
    }
  });

  test("counts the columns of wide letters", () => {
    expect(columns("名前")).toBe(4);
    expect(columns("⛔ a")).toBe(4);
    expect(columns("e\u0301")).toBe(1);
  });
});
