import { describe, expect, test } from "vitest";
import type { Result } from "../../src/model/verdict.ts";
import { keyOf, renderReviewComments } from "../../src/report/review.ts";
import { tagsOf, textOutsideCode, toHtml } from "./html.ts";
import { randomTexts } from "./random-text.ts";
import * as samples from "./samples.ts";

describe("inline comments", () => {
  test("stand on the whole statement in a new file and say the harm and the next step", () => {
    const comments = renderReviewComments(samples.blockedRename);
    expect(comments).toEqual([
      {
        path: "db/migrations/0042_rename.sql",
        startLine: 3,
        line: 4,
        body: expect.stringMatching(/^<!-- expand-contract:review [0-9a-f]{16} -->\n\n⛔ /),
      },
    ]);
    expect(comments[0]?.body).toContain("⛔ **This renames `users.full_name` in one step**");
    expect(comments[0]?.body).toContain("**Next step:** ship step 1 in this pull request");
    expect(comments[0]?.body).toContain(`([rename-column](${samples.docs("rename-column")}))`);
  });

  test("suggest the line that mends the statement, on that line alone", () => {
    const [index, unreadable] = renderReviewComments(samples.blockedOperation);
    expect(index).toMatchObject({ line: 1, startLine: null });
    expect(index?.body).toContain(
      "```suggestion\nCREATE INDEX CONCURRENTLY users_email_idx ON users (email);\n```",
    );
    expect(unreadable).toMatchObject({ line: 4, startLine: null });
    expect(unreadable?.body).not.toContain("suggestion");
  });

  test.each([
    ["hidden characters", { line: 1, text: "SELECT 1; --\u202e" }],
    ["another line", { line: 2, text: "SELECT 1;" }],
  ])("suggest nothing with %s", (_, suggestion) => {
    const result = withSuggestion(suggestion);
    expect(renderReviewComments(result)[0]?.body).not.toContain("suggestion");
  });

  test("are one for each line, whatever blocks there", () => {
    const [reason] = samples.blockedDrop.reasons;
    if (reason === undefined) throw new Error("the sample has no reason");
    const twice: Result = {
      ...samples.blockedDrop,
      reasons: [
        reason,
        { ...reason, code: "mixed-phases", message: "It comes with what replaces it." },
      ],
    };
    const comments = renderReviewComments(twice);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body.match(/⛔/g)).toHaveLength(2);
  });

  test("are only for what blocks, in files that are there", () => {
    expect(renderReviewComments(samples.waitingContract)).toEqual([]);
    expect(renderReviewComments(samples.additivePass)).toEqual([]);
    const deleted = samples.blockedDrop.files.map((file) => ({
      ...file,
      status: "deleted" as const,
    }));
    expect(renderReviewComments({ ...samples.blockedDrop, files: deleted })).toEqual([]);
    const edited = samples.blockedRename.files.map((file) => ({
      ...file,
      status: "edited" as const,
    }));
    expect(renderReviewComments({ ...samples.blockedRename, files: edited })).toMatchObject([
      { line: 3, startLine: null },
    ]);
  });

  test("keep their key when the statement only moves, and get another when more is said", () => {
    const keys = (result: Result) =>
      renderReviewComments(result).map((comment) => keyOf(comment.body));
    const moved: Result = {
      ...samples.blockedDrop,
      reasons: samples.blockedDrop.reasons.map((reason) => ({ ...reason, line: 9 })),
      files: samples.blockedDrop.files.map((file) => ({
        ...file,
        statements: file.statements.map((one) => ({ ...one, line: 9, endLine: 9 })),
      })),
    };
    expect(keys(moved)).toEqual(keys(samples.blockedDrop));
    const other: Result = {
      ...samples.blockedDrop,
      reasons: samples.blockedDrop.reasons.map((reason) => ({ ...reason, code: "link-is-self" })),
    };
    expect(keys(other)).not.toEqual(keys(samples.blockedDrop));
    const many = keys(samples.manyChanges);
    expect(new Set(many).size).toBe(many.length);
  });

  test("are no more than fifty, and the last tells how many are not there", () => {
    const comments = renderReviewComments(samples.manyChanges);
    expect(comments).toHaveLength(50);
    expect(comments.at(-1)?.body).toMatch(
      /450 more lines with something that blocks: see the comment on this pull request\.$/,
    );
  });

  test("have a key only where we put it", () => {
    expect(keyOf("<!-- expand-contract:review 0123456789abcdef -->\n\ntext")).toBe(
      "0123456789abcdef",
    );
    expect(keyOf("<!-- expand-contract:review 0123456789abcdef-2 -->")).toBe("0123456789abcdef-2");
    expect(keyOf("> <!-- expand-contract:review 0123456789abcdef -->")).toBeNull();
    expect(keyOf("<!-- expand-contract:review x -->")).toBeNull();
    expect(keyOf("hello")).toBeNull();
  });

  test("let hostile names inject nothing", () => {
    const allowed = ["p", "strong", "a", "code", "pre"];
    for (const text of [...samples.hostileTexts, ...randomTexts(300)]) {
      for (const { body } of renderReviewComments(samples.hostileResult(text))) {
        const html = toHtml(body);
        expect(keyOf(body), text).not.toBeNull();
        expect(
          tagsOf(html).filter((tag) => !allowed.includes(tag)),
          text,
        ).toEqual([]);
        expect(textOutsideCode(html), text).not.toMatch(/@|#\d|:\/\//);
      }
    }
  });
});

function withSuggestion(suggestion: { line: number; text: string }): Result {
  const files = samples.blockedOperation.files.map((file) => ({
    ...file,
    statements: file.statements.map((one) => ({
      ...one,
      changes: one.changes.map((change) => ({
        ...change,
        findings: change.findings.map((finding) => ({ ...finding, suggestion })),
      })),
    })),
  }));
  return { ...samples.blockedOperation, files };
}
