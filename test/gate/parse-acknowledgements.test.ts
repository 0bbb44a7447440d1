import { describe, expect, test } from "vitest";
import { acknowledgedRules } from "../../src/gate/acknowledged-rules.ts";
import { createAcknowledgementFinder } from "../../src/gate/parse-acknowledgements.ts";
import { ruleIds } from "../../src/rules/index.ts";

const drop = "ALTER TABLE users DROP COLUMN full_name;";

/** What was told of the statement in the last line. */
function toldOf(text: string) {
  const lines = text.split("\n");
  const finder = createAcknowledgementFinder();
  return finder({ path: "m.sql", text, lines }, lines.length, lines.length);
}

describe("what other tools were told of a statement", () => {
  test.each([
    [`-- squawk-ignore ban-drop-column\n${drop}`, "squawk", ["ban-drop-column"]],
    [
      `/* squawk-ignore ban-drop-column, prefer-robust-stmts */\n${drop}`,
      "squawk",
      ["ban-drop-column", "prefer-robust-stmts"],
    ],
    [`-- squawk-ignore ban-drop-column -- nobody reads it\n${drop}`, "squawk", ["ban-drop-column"]],
    [`-- squawk-ignore-file\nSELECT 1;\n\n${drop}`, "squawk", []],
    [`-- atlas:nolint\n-- why\n${drop}`, "atlas", []],
    [`SELECT 1;\n-- atlas:nolint DS103 MF103\n${drop}`, "atlas", ["DS103", "MF103"]],
    [`-- atlas:nolint destructive\n\nSELECT 1;\n\n${drop}`, "atlas", ["destructive"]],
    [`-- safety-assured:start\nSELECT 1;\n\n${drop}`, "diesel-guard", []],
    [`-- eugene: ignore E2, E4\n${drop}`, "eugene", ["E2", "E4"]],
    [`${drop} -- eugene: ignore`, "eugene", []],
    [`-- pgfence-ignore: drop-column\n${drop}`, "pgfence", ["drop-column"]],
  ] as const)("%s", (text, tool, checks) => {
    expect(toldOf(text).map((one) => [one.tool, one.checks])).toEqual([[tool, checks]]);
  });

  test.each([
    ["another statement", `-- squawk-ignore ban-drop-column\nSELECT 1;\n\n${drop}`],
    ["a block that ended", `-- safety-assured:start\nSELECT 1;\n-- safety-assured:end\n\n${drop}`],
    ["the file's second part", `SELECT 1;\n-- atlas:nolint\n\n${drop}`],
    ["another word", `-- squawk-ignored\n${drop}`],
    ["no comment", `SELECT 'squawk-ignore';\n${drop}`],
  ])("%s is not told", (_name, text) => {
    expect(toldOf(text)).toEqual([]);
  });

  test("a long text is cut, and takes no time", () => {
    const started = performance.now();
    const [told] = toldOf(`-- squawk-ignore ${"x ".repeat(500_000)}\n${drop}`);
    expect(told?.text.length).toBeLessThanOrEqual(160);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test("a check speaks of rules that exist, an unknown one of none, and no check of everything", () => {
  const rulesOf = (text: string) => toldOf(`${text}\n${drop}`).map(acknowledgedRules);
  expect(rulesOf("-- squawk-ignore ban-drop-column")).toEqual([["drop-column"]]);
  expect(rulesOf("-- squawk-ignore prefer-text-field")).toEqual([[]]);
  expect(rulesOf("-- squawk-ignore toString")).toEqual([[]]);
  expect(rulesOf("-- atlas:nolint")).toEqual([null]);
  const known = rulesOf("-- atlas:nolint destructive BC101 BC102 MF103 MF104 PG101")[0] ?? [];
  expect(known.filter((rule) => !ruleIds.includes(rule))).toEqual([]);
  const checks =
    "adding-field-with-default adding-foreign-key-constraint adding-not-nullable-field adding-required-field";
  const more =
    "adding-serial-primary-key-field ban-drop-not-null ban-drop-table changing-column-type constraint-missing-not-valid";
  const last =
    "disallowed-unique-constraint renaming-column renaming-table require-concurrent-index-creation require-concurrent-index-deletion require-timeout-settings";
  for (const part of [checks, more, last]) {
    const [rules] = rulesOf(`-- squawk-ignore ${part}`);
    expect(rules?.length).toBeGreaterThan(3);
    expect(rules?.filter((rule) => !ruleIds.includes(rule))).toEqual([]);
  }
});
