import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { judgeSql, type JudgedSql } from "../rules/judge-sql.ts";
import { ruleFixtures } from "../rules/rule-fixtures.ts";
import { queriesOfOldCode } from "./random-claims/queries-of-old-code.ts";
import { ProbeDatabase } from "./running-code/probe-database.ts";
import { findServers } from "./servers.ts";

/*
 * What passes in a case of a rule, so every exemption, leaves code working: whatever old code does with the schema of the
 * case works behind the change if it worked before. Which rows it gets is not compared; `running-code.test.ts` does that.
 */
const parser = await loadPostgresqlParser();
// One that is always there: other versions refuse other cases.
const [embedded] = await findServers({ btree_gist, citext });
let database: ProbeDatabase;
let run = 0;

beforeAll(async () => {
  database = await ProbeDatabase.start(embedded);
});

afterAll(async () => {
  await database.stop();
  console.log(`cases of the rules that pass and were run with every use of their schemas: ${run}`);
});

/** What breaks without a rule that tells it, and why. */
const knownLimits: readonly (readonly [why: string, broken: RegExp])[] = [
  [
    "a new column's default refers to a row that may be gone",
    /DEFAULT 1\b[^]*foreign key constraint/,
  ],
  ["rows that a partition takes are refused elsewhere", /violates partition constraint/],
  ["a table that becomes a partition gets its parent's keys", /ATTACH PARTITION[^]*foreign key/],
  ["a row that a migration inserts takes its key", /INSERT INTO[^]*duplicate key value/],
];

const cases = ruleFixtures.map(({ id, cases: all }) => ({
  id,
  given: all
    .filter(({ dialect }) => dialect === "postgresql")
    .map((one) => ({ ...one, version: 18 })),
}));

test.each(cases)("what passes in the cases of $id breaks no use", async ({ given }) => {
  const broken: string[] = [];
  for (const one of given) if (await passes(one)) broken.push(...(await brokenBy(one)));
  expect(broken).toEqual([]);
});

test("most of what passes was run", () => {
  expect(run).toBeGreaterThan(300);
});

async function passes(given: JudgedSql): Promise<boolean> {
  const judged = await judgeSql(given);
  return judged.every(
    ({ compatibility, hazards }) => compatibility === "additive" && !hazards.includes("cannot-run"),
  );
}

/** The uses that a change breaks, with what the server says; none where this server takes not the schema or the change. */
async function brokenBy({ schema, change, transaction }: JudgedSql): Promise<readonly string[]> {
  // Some cases are about other versions, or about what no migration made.
  if (!(await isTaken(schema))) return [];
  const working: string[] = [];
  for (const use of await queriesOfOldCode(database))
    if ((await database.run(use)).state === "ran") working.push(use);
  const statements = parser.parse(change).map(({ sql }) => sql);
  if (!(await database.change(statements, transaction))) return [];
  run += 1;
  const broken: string[] = [];
  for (const use of working) {
    // What the change sets for its own session does not reach the sessions of code.
    const after = await database.run(`RESET ALL; ${use}`);
    if (after.state === "ran") continue;
    const text = `${change} | ${use} | ${after.message}`;
    if (!knownLimits.some(([, limit]) => limit.test(text))) broken.push(text);
  }
  return broken;
}

async function isTaken(schema: string): Promise<boolean> {
  try {
    await database.prepare(schema);
    return true;
  } catch {
    return false;
  }
}
