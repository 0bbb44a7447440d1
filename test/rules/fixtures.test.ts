import { describe, expect, test } from "vitest";
import type { JudgedChange } from "../../src/model/judgement.ts";
import { rules } from "../../src/rules/index.ts";
import { judgeSql } from "./judge-sql.ts";
import { ruleFixtures, type ExpectedChange } from "./rule-fixtures.ts";

function seen(judged: JudgedChange): ExpectedChange {
  const plain = judged.compatibility === "destructive" ? "contract" : "expand";
  return {
    change: judged.description,
    compatibility: judged.compatibility,
    ...(judged.phase === plain ? {} : { phase: judged.phase }),
    hazards: [...judged.hazards],
    lock: judged.lock,
    requirement: judged.requirement,
    findings: judged.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      requirement: finding.requirement,
      message: finding.message,
      ...(finding.suggestion === null ? {} : { suggestion: finding.suggestion.text }),
    })),
  };
}

describe.each(ruleFixtures)("$id", ({ id, cases }) => {
  test.each(cases)("$name", async (given) => {
    const judged = await judgeSql(given);
    expect(judged.map(seen)).toEqual(given.expect);
  });

  test("has a case that is flagged and one that is exempt", () => {
    const flagged = cases.map((one) =>
      one.expect.some(({ findings }) => findings.some(({ rule }) => rule === id)),
    );
    expect(flagged).toContain(true);
    expect(flagged).toContain(false);
  });
});

test("every rule has its fixtures", () => {
  expect(ruleFixtures.map(({ id }) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
});

test("no remark changes what the other rules say of a change", async () => {
  for (const given of ruleFixtures.flatMap(({ cases }) => cases)) {
    const judged = await judgeSql({ ...given, lockTimeout: true });
    const verdicts = judged.map(({ compatibility, requirement, phase, hazards }) => [
      compatibility,
      requirement,
      phase,
      hazards,
    ]);
    const plain = (await judgeSql({ ...given, lockTimeout: false })).map((one) => [
      one.compatibility,
      one.requirement,
      one.phase,
      one.hazards,
    ]);
    expect(verdicts, given.change).toEqual(plain);
  }
});
