import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { dialects } from "../../src/model/dialect.ts";
import { hazards } from "../../src/model/hazard.ts";
import type { JudgedChange } from "../../src/model/judgement.ts";
import { postgresqlLocks } from "../../src/model/lock.ts";
import { rules } from "../../src/rules/index.ts";
import { judgeSql } from "./judge-sql.ts";

const folder = new URL("../fixtures/rules/", import.meta.url);

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
      suggestion: z.string().optional(),
    }),
  ),
});

const fixture = z.strictObject({
  schema: z.string(),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      dialect: z.enum(dialects).default("postgresql"),
      version: z.number().default(15),
      schema: z.string().optional(),
      transaction: z.boolean().default(false),
      change: z.string(),
      expect: z.array(expectedChange),
    }),
  ),
});

function seen(judged: JudgedChange): z.infer<typeof expectedChange> {
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

const files = readdirSync(folder).sort();

describe.each(files)("%s", (file) => {
  const { schema, cases } = fixture.parse(parse(readFileSync(new URL(file, folder), "utf8")));
  const id = file.replace(/\.yml$/, "");

  test.each(cases)("$name", async (given) => {
    const judged = await judgeSql({ ...given, schema: given.schema ?? schema });
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
  expect(files).toEqual(rules.map(({ id }) => `${id}.yml`).sort());
});
