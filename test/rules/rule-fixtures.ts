import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { dialects } from "../../src/model/dialect.ts";
import { hazards } from "../../src/model/hazard.ts";
import type { JudgedChange } from "../../src/model/judgement.ts";
import { postgresqlLocks } from "../../src/model/lock.ts";

const requirement = z.enum(["none", "expand", "split"]).default("none");

/** What a fixture says of one change: all of it, so that nothing else may be found either. */
const expectedChange = z.strictObject({
  change: z.string(),
  compatibility: z.enum(["additive", "destructive", "unknown"]),
  phase: z.enum(["expand", "migrate", "contract"]).optional(),
  hazards: z.array(z.enum(hazards)).default([]),
  lock: z.enum(postgresqlLocks).nullable(),
  requirement,
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      severity: z.enum(["error", "warning"]),
      requirement,
      message: z.string(),
      /** Absent where the case is not about it. */
      safeWay: z.string().optional(),
      suggestion: z.string().optional(),
    }),
  ),
});

export type ExpectedChange = z.infer<typeof expectedChange>;

/** What a fixture tells of the judged changes; of the safe ways only those that it names. */
export function seen(
  judged: readonly JudgedChange[],
  expected: readonly ExpectedChange[],
): readonly ExpectedChange[] {
  return judged.map((one, index) => seenOf(one, expected[index]));
}

function seenOf(judged: JudgedChange, expected: ExpectedChange | undefined): ExpectedChange {
  const plain = judged.compatibility === "destructive" ? "contract" : "expand";
  return {
    change: judged.description,
    compatibility: judged.compatibility,
    ...(judged.phase === plain ? {} : { phase: judged.phase }),
    hazards: [...judged.hazards],
    lock: judged.lock,
    requirement: judged.requirement,
    findings: judged.findings.map((finding, index) => ({
      rule: finding.rule,
      severity: finding.severity,
      requirement: finding.requirement,
      message: finding.message,
      ...(expected?.findings[index]?.safeWay === undefined ? {} : { safeWay: finding.safeWay }),
      ...(finding.suggestion === null ? {} : { suggestion: finding.suggestion.text }),
    })),
  };
}

const fixture = z.strictObject({
  schema: z.string(),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      dialect: z.enum(dialects).default("postgresql"),
      version: z.number().default(15),
      /** In place of the file's. */
      schema: z.string().optional(),
      transaction: z.boolean().default(false),
      lockTimeout: z.boolean().default(false),
      change: z.string(),
      expect: z.array(expectedChange),
    }),
  ),
});

const folder = new URL("../fixtures/rules/", import.meta.url);

/** The cases of every rule, by the rule's id. */
export const ruleFixtures = readdirSync(folder)
  .sort()
  .map((file) => {
    const { schema, cases } = fixture.parse(parse(readFileSync(new URL(file, folder), "utf8")));
    return {
      id: file.replace(/\.yml$/, ""),
      cases: cases.map((one) => ({ ...one, schema: one.schema ?? schema })),
    };
  });
