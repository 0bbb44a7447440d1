import { describe, expect, test } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { judgeSql } from "./judge-sql.ts";
import { ruleFixtures, seen } from "./rule-fixtures.ts";

describe.each(ruleFixtures)("$id", ({ id, cases }) => {
  test.each(cases)("$name", async (given) => {
    const judged = await judgeSql(given);
    expect(seen(judged, given.expect)).toEqual(given.expect);
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
