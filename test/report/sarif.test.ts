import { describe, expect, test } from "vitest";
import { renderSarif } from "../../src/report/sarif.ts";
import * as samples from "./samples.ts";

describe("SARIF", () => {
  test("has a rule with its page for every finding, and the finding at its lines", () => {
    const [run] = renderSarif(samples.blockedRename).runs;
    expect(run.tool.driver.rules).toEqual([
      {
        id: "rename-column",
        shortDescription: { text: "Rename column" },
        helpUri: samples.docs("rename-column"),
      },
    ]);
    expect(run.results).toEqual([
      {
        ruleId: "rename-column",
        ruleIndex: 0,
        level: "error",
        message: { text: expect.stringContaining("selects users.full_name; it fails") },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "db/migrations/0042_rename.sql", uriBaseId: "%SRCROOT%" },
              region: { startLine: 3, endLine: 4 },
            },
          },
        ],
        partialFingerprints: {
          "expandContractFinding/v1": expect.stringMatching(/^[0-9a-f]{16}$/),
        },
      },
    ]);
  });

  test("tells the gate's reasons beside the findings, and what a deployed expand answers as a note", () => {
    const levels = (result: typeof samples.blockedDrop) =>
      renderSarif(result).runs[0].results.map((one) => [one.ruleId, one.level]);
    expect(levels(samples.blockedDrop)).toEqual([
      ["drop-column", "error"],
      ["no-link", "error"],
    ]);
    expect(levels(samples.passingContract)).toEqual([["drop-column", "note"]]);
    expect(levels(samples.additivePass)).toEqual([]);
  });

  test("says that a run failed", () => {
    const [run] = renderSarif(
      samples.makeResult({ verdict: "error", error: "The token is bad." }),
    ).runs;
    expect(run.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: "error", message: { text: "The token is bad." } }],
      },
    ]);
  });

  test("points every result at its rule, with a fingerprint of its own that survives a move", () => {
    const [run] = renderSarif(samples.manyChanges).runs;
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    }
    const prints = run.results.map(
      (result) => result.partialFingerprints["expandContractFinding/v1"],
    );
    expect(new Set(prints).size).toBe(prints.length);
  });

  test("makes no links and no broken addresses of names", () => {
    for (const text of samples.hostileTexts) {
      for (const result of renderSarif(samples.hostileResult(text)).runs[0].results) {
        expect(result.message.text, text).not.toMatch(/(?<!\\)\]\(/);
        const { uri } = result.locations[0].physicalLocation.artifactLocation;
        expect(uri, text).toMatch(/^[\w\-.!~*'()%/]+$/);
      }
    }
  });
});
