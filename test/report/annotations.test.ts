import { describe, expect, test } from "vitest";
import { renderAnnotations } from "../../src/report/annotations.ts";
import { renderGitHubFormat } from "../../src/report/github-format.ts";
import * as samples from "./samples.ts";

describe("annotations", () => {
  test("tell what blocks first, then what is only told, each once", () => {
    expect(renderAnnotations(samples.blockedOperation)).toEqual([
      {
        level: "error",
        title: "This creates index users_email_idx, which blocks writes",
        message:
          "Writes to `users` wait until the index is built, for a time that grows with the table. Next step: build it with `CONCURRENTLY`, outside a transaction.",
        file: "db/migrations/0044_index.sql",
        startLine: 1,
        endLine: 1,
      },
      {
        level: "error",
        title: "db/migrations/0044_index.sql:4 could not be read",
        message: expect.stringMatching(
          /^This statement could not be read: syntax error at or near "FRM"\./,
        ),
        file: "db/migrations/0044_index.sql",
        startLine: 4,
        endLine: 4,
      },
      {
        level: "warning",
        title: "edited-history",
        message: expect.stringContaining("is already on the base branch"),
        file: "db/migrations/0007_orders.sql",
      },
      {
        level: "warning",
        title: "lock-timeout",
        message: expect.stringContaining("Instead: Put `SET lock_timeout"),
        file: "db/migrations/0044_index.sql",
        startLine: 1,
        endLine: 1,
      },
    ]);
  });

  test("a contract that waits is a notice, one that is safe says nothing", () => {
    expect(renderAnnotations(samples.waitingContract)).toEqual([
      expect.objectContaining({
        level: "notice",
        title: "#118 is not yet live in production-workers",
      }),
    ]);
    expect(renderAnnotations(samples.passingContract)).toEqual([]);
    expect(renderAnnotations(samples.additivePass)).toEqual([]);
  });

  test("findings count where no gate was asked", () => {
    const lint = { ...samples.blockedRename, reasons: [], gate: [] };
    expect(renderAnnotations(lint)).toEqual([
      expect.objectContaining({ level: "error", title: "rename-column", startLine: 3, endLine: 4 }),
    ]);
  });

  test("an error stands alone", () => {
    expect(
      renderAnnotations(samples.makeResult({ verdict: "error", error: "The token is bad." })),
    ).toEqual([{ level: "error", title: "Could not be judged", message: "The token is bad." }]);
  });
});

describe("workflow commands", () => {
  test("are one per line", () => {
    expect(renderGitHubFormat(samples.blockedRename)).toBe(
      '::error file=db/migrations/0042_rename.sql,line=3,endLine=4,title=This renames users.full_name in one step::Code that is still running selects `users.full_name`; it fails with "column does not exist" the moment this runs, and again if you roll back. Next step: ship step 1 in this pull request; the rest follows in their own.\n',
    );
    expect(renderGitHubFormat(samples.additivePass)).toBe("");
  });

  test("are never begun by a name", () => {
    for (const text of samples.hostileTexts) {
      const output = renderGitHubFormat(samples.hostileResult(text));
      for (const line of output.trimEnd().split("\n")) {
        expect(line, text).toMatch(/^::(?:error|warning|notice) [^:]*::[^\r\n]*$/);
      }
    }
    const [first] = renderGitHubFormat(samples.hostileResult("a,b:c%0Ad")).split("\n");
    expect(first).toContain("file=db/a%2Cb%3Ac%250Ad.sql,");
  });
});
