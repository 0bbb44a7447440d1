import { describe, expect, test } from "vitest";
import { renderCheckJson } from "../../src/report/json-check.ts";
import { renderLintJson } from "../../src/report/json-lint.ts";
import * as samples from "./samples.ts";

describe("JSON of lint", () => {
  test("lists files, statements, changes and findings", () => {
    expect(renderLintJson(samples.blockedRename)).toEqual({
      schemaVersion: 1,
      files: [
        {
          path: "db/migrations/0042_rename.sql",
          layout: "sql",
          dialect: "postgresql",
          transaction: false,
          statements: [
            { line: 1, endLine: 1, changes: [] },
            {
              line: 3,
              endLine: 4,
              changes: [
                {
                  kind: "rename-column",
                  object: "public.users.full_name",
                  compatibility: "destructive",
                  phase: "contract",
                  hazards: ["breaks-running-code"],
                  lock: "ACCESS EXCLUSIVE",
                  findings: [
                    {
                      rule: "rename-column",
                      severity: "error",
                      message: expect.stringContaining("selects `users.full_name`"),
                      safeWay: expect.any(String),
                      docs: samples.docs("rename-column"),
                    },
                  ],
                },
              ],
            },
            {
              line: 5,
              endLine: 5,
              changes: [
                {
                  kind: "create-index",
                  object: "public.users_display_name_idx",
                  compatibility: "additive",
                  phase: "expand",
                  hazards: [],
                  lock: "SHARE UPDATE EXCLUSIVE",
                  findings: [],
                },
              ],
            },
          ],
        },
      ],
      summary: { additive: 1, destructive: 1, unknown: 0, errors: 1, warnings: 0 },
    });
  });

  test("says what could not be read and why", () => {
    const { files, summary } = renderLintJson(samples.blockedOperation);
    expect(files[1]?.statements[1]).toMatchObject({
      line: 4,
      changes: [
        {
          kind: "unknown",
          compatibility: "unknown",
          message: 'syntax error at or near "FRM", line 4',
        },
      ],
    });
    expect(files[0]?.findings).toMatchObject([{ rule: "edited-history", severity: "warning" }]);
    expect(summary).toEqual({ additive: 1, destructive: 0, unknown: 1, errors: 2, warnings: 2 });
  });
});

describe("JSON of check", () => {
  test("adds verdict, reasons, plan and gate", () => {
    const json = renderCheckJson(samples.waitingContract);
    expect(json).toMatchObject({
      schemaVersion: 1,
      verdict: "waiting",
      phase: "contract",
      error: null,
      reasons: [
        { code: "not-deployed", object: "public.users.full_name", message: expect.any(String) },
      ],
      gate: [{ object: "public.users.full_name", link: "#118", evidence: { length: 4 } }],
      plan: [{ object: "public.users.full_name" }],
      files: renderLintJson(samples.waitingContract).files,
    });
  });

  test("survives being written and read", () => {
    for (const text of samples.hostileTexts) {
      const json = renderCheckJson(samples.hostileResult(text));
      expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    }
  });
});
