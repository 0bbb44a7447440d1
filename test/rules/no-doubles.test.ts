import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";
import type { JudgedStatement } from "../../src/model/verdict.ts";
import { judgeStatements, type JudgedSql } from "./judge-sql.ts";
import { ruleFixtures } from "./rule-fixtures.ts";

/**
 * Pairs of rules that tell the same kind of harm of one table in one statement, because they have two causes and each
 * its own cure.
 */
const twoCauses: Readonly<Record<string, string>> = {
  "add-column-serial + add-column-unique":
    "the rows are written anew for their numbers, and the index is built over them: a plain column cures the one, an index built CONCURRENTLY the other",
  "constraint-index-build + set-not-null-scan":
    "the rows are read for NULLs, and the index is built over them: a validated check cures the one, an index built CONCURRENTLY the other",
  "missing-lock-timeout + refresh-materialized-view":
    "reads wait while its query runs, and before that while it waits for a longer one itself: CONCURRENTLY cures the one, a lock_timeout the other",
};

/** It tells of a lock that another statement took. */
const ofTransaction = "slow-statement-after-lock";

/** The kinds of harm that a message tells: the errors of running code without their names, waiting, refusal, loss. */
function harmsIn(message: string): readonly string[] {
  const errors = [...message.matchAll(/fails? with `([^`]*)`/g)];
  return [
    ...errors.map(([, error = ""]) => error.replaceAll(/"[^"]*"/g, "…")),
    ...(/blocks? every|\bwaits?\b/.test(message) ? ["waits"] : []),
    ...(/\brefuses\b|cannot run/.test(message) ? ["refused"] : []),
    ...(/\bare gone\b|no rollback/.test(message) ? ["lost"] : []),
  ];
}

interface Told {
  readonly change: SchemaChange;
  readonly object: string | null;
  readonly finding: Finding;
}

/** What of a statement is told twice. */
function doublesOf({ changes, sql }: JudgedStatement): readonly string[] {
  const told = changes.flatMap(({ change, object, findings }): readonly Told[] =>
    findings.map((finding) => ({ change, object, finding })),
  );
  return told.flatMap((one, position) =>
    told.slice(position + 1).flatMap((other) => {
      const pair = [one.finding.rule, other.finding.rule].sort().join(" + ");
      if (!isDouble(one, other) || pair in twoCauses || pair.includes(ofTransaction)) return [];
      return [`${pair}: ${sql}\n  ${one.finding.message}\n  ${other.finding.message}`];
    }),
  );
}

function isDouble(one: Told, other: Told): boolean {
  if (one.finding.message === other.finding.message) return true;
  // One rule tells each of several objects.
  if (one.finding.rule === other.finding.rule && one.object !== other.object) return false;
  if (tableOf(one.change) !== tableOf(other.change)) return false;
  const harms = harmsIn(one.finding.message);
  return harmsIn(other.finding.message).some((harm) => harms.includes(harm));
}

function tableOf(change: SchemaChange): string {
  return JSON.stringify("table" in change ? change.table : change);
}

async function doublesIn(given: JudgedSql): Promise<readonly string[]> {
  return (await judgeStatements(given)).flatMap(doublesOf);
}

test("no case of a rule tells one harm twice", async () => {
  const doubles = new Set<string>();
  for (const given of ruleFixtures.flatMap(({ cases }) => cases))
    for (const double of await doublesIn(given)) doubles.add(double);
  expect([...doubles]).toEqual([]);
});

test("no committed history tells one harm twice, wherever production stands in it", async () => {
  const folder = new URL("../database/histories/", import.meta.url);
  const doubles = new Set<string>();
  for (const file of readdirSync(folder)) {
    const statements = readFileSync(new URL(file, folder), "utf8").split(/;[ \t]*\n/);
    for (const share of [0.25, 0.5, 0.75]) {
      const at = Math.floor(statements.length * share);
      const [schema, change] = [statements.slice(0, at), statements.slice(at)];
      for (const transaction of [true, false]) {
        const texts = { schema: `${schema.join(";\n")};`, change: change.join(";\n") };
        const given = { dialect: "postgresql", version: 16, transaction, ...texts } as const;
        for (const double of await doublesIn(given)) doubles.add(double);
      }
    }
  }
  expect([...doubles]).toEqual([]);
});
