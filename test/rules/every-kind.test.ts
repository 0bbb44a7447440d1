import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { JudgedChange } from "../../src/model/judgement.ts";
import { judgeSql } from "./judge-sql.ts";
import { kindsOfChange, type Example } from "./kinds-of-change.ts";

/*
 * A table of all kinds of change that are known to break, block or fail, by number, and of all that makes each
 * harmless. `test/database/every-kind.test.ts` runs the same examples on a server.
 */

/** Numbers of the kinds that only other databases, or frameworks, know; their rules have their own cases. */
const ofOthers: Readonly<Record<number, string>> = {
  40: "SQL Server: sp_rename",
  61: "MySQL: REFERENCES beside a column is read over",
  62: "Rails: columns that the framework gives a meaning",
  65: "MySQL: NULL to NOT NULL rebuilds the table",
  68: "MySQL: a check copies the table",
  75: "MySQL: a foreign key copies the table",
  99: "MySQL: FULLTEXT and SPATIAL indexes",
  100: "SQL Server: an index without ONLINE",
  119: "MySQL: values of ENUM and SET",
  135: "MySQL: MODIFY and CHANGE copy the table",
  136: "MySQL: ALGORITHM and LOCK",
  137: "MySQL: another order of columns",
  138: "MySQL: character sets, row formats and engines",
  139: "MySQL: limits of INSTANT",
  140: "MySQL: implicit defaults",
  141: "MySQL: a file that is half applied",
  142: "MySQL: triggers and foreign keys in the way of online tools",
  143: "MySQL: names of what is to be dropped",
  144: "SQLite: foreign keys while a table is rebuilt",
  145: "SQLite: what ALTER TABLE cannot do",
  146: "SQL Server: columns with default constraints",
};

const last = 146;

test("every number stands for one kind, here or elsewhere", () => {
  const numbers = [...kindsOfChange.map(({ number }) => number), ...Object.keys(ofOthers)]
    .map(Number)
    .sort((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: last }, (_, index) => index + 1));
});

describe.each(kindsOfChange)("$number: $change", (kind) => {
  test.each(kind.told)("told: $sql", async (given) => {
    const judged = await judge(given);
    expectFound(judged, given);
    const isFound = given.rules.length > 0 || given.version === 18;
    expect(isFound, "what is told has a finding, or a version that allows it").toBe(true);
  });

  test.each(kind.exempt)("exempt: $when", async (given) => {
    expectFound(await judge(given), given);
    expect(lessThanTold(given, kind.told), "the exemption spares something").toBe(true);
  });

  test("is told, shown elsewhere, or left out by the documentation", () => {
    const { told, notCovered, shownBy } = kind;
    expect(told.length + notCovered.length + shownBy.length).toBeGreaterThan(0);
    for (const row of notCovered) expect(page).toContain(`\n| ${row} `);
    for (const name of shownBy) expect(processTests).toContain(`test("${name}"`);
  });
});

const page = read("../../docs/rules/not-covered.md");
const processTests = read("kinds-of-process.test.ts");

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function judge(given: Example): Promise<readonly JudgedChange[]> {
  const { dialect, version, also: schema, sql: change, transaction, timeout: lockTimeout } = given;
  return judgeSql({ dialect, version, schema, change, transaction, lockTimeout });
}

function expectFound(judged: readonly JudgedChange[], given: Example): void {
  const findings = judged.flatMap((one) => one.findings);
  const found = {
    is: worst(judged),
    rules: sorted(findings.map(({ rule }) => rule)),
    hazards: sorted(judged.flatMap((one) => one.hazards)),
  };
  const { is, rules, hazards } = given;
  expect(found).toEqual({ is, rules: sorted(rules), hazards: sorted(hazards) });
  const isContract = judged.some(({ phase }) => phase === "contract");
  expect(isContract, "only the contract phase may carry it").toBe(is === "destructive");
  const said = findings.map(({ message, safeWay }) => `${message} ${safeWay}`).join("\n");
  if (given.says !== undefined) expect(said).toContain(given.says);
  if (given["says-not"] !== undefined) expect(said).not.toContain(given["says-not"]);
}

function worst(judged: readonly JudgedChange[]): Example["is"] {
  const found = new Set(judged.map(({ compatibility }) => compatibility));
  if (found.has("unknown")) return "unknown";
  return found.has("destructive") ? "destructive" : "additive";
}

/** Whether some rule, hazard or sentence of what is told is missing. A kind that is left out as a whole tells nothing. */
function lessThanTold(given: Example, told: readonly Example[]): boolean {
  if (given.rules.length === 0 || given["says-not"] !== undefined) return true;
  const rules = told.flatMap((one) => one.rules);
  const hazards = told.flatMap((one) => one.hazards);
  return (
    rules.some((rule) => !given.rules.includes(rule)) ||
    hazards.some((hazard) => !given.hazards.includes(hazard))
  );
}

function sorted(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}
