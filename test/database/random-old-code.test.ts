import { afterAll, expect, test } from "vitest";
import { createRandom } from "../gate/random-facts.ts";
import { judgeSql } from "../rules/judge-sql.ts";
import { attempt } from "./attempt.ts";
import { fillTables } from "./random-claims/fill-tables.ts";
import { queriesOfOldCode } from "./random-claims/queries-of-old-code.ts";
import { makeRandomSchema } from "./random-claims/random-schema.ts";
import { findServers } from "./servers.ts";

/*
 * Every column of random schemas is read and written by old code, every function called, before and after a statement
 * that was written for another schema. Where any of that fails afterwards, the rules must call the statement destructive.
 * RANDOM_CLAIMS_SEEDS runs more than the few that fit into every test run.
 */
const seeds = Number(process.env["RANDOM_CLAIMS_SEEDS"] ?? 30);
const statementsPerSeed = 10;
const secondsPerSeed = 30;

/** Statements that break a query, and why no rule tells it. */
const knownLimits: readonly (readonly [why: string, statement: RegExp])[] = [
  ["the rows that come along refuse the same writes as their table did", /\bATTACH PARTITION\b/i],
  ["a new column's default refers to a row that may be deleted", /\bDEFAULT 1 REFERENCES\b/i],
  ["a default may be one that a check refuses", /\bSET DEFAULT\b/i],
  ["what a rule writes may be refused", /^CREATE RULE\b/i],
];

// One that is always there: the fixtures are for its version.
const [embedded] = await findServers({});
const database = await embedded.createDatabase();
afterAll(() => database.close());

test(
  `what ${seeds * statementsPerSeed} statements of other schemas break is told`,
  async () => {
    const untold: string[] = [];
    let breaking = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const schema = await makeRandomSchema(database, createRandom(seed));
      await fillTables(database);
      const queries = await thoseThatWork(await queriesOfOldCode(database));
      for (let step = 1; step <= statementsPerSeed; step += 1) {
        const sql = schema.nextChange();
        const broken = await brokenBy(sql, queries);
        if (broken === null) continue;
        breaking += 1;
        if (knownLimits.some(([, statement]) => statement.test(sql))) continue;
        if (!(await isTold(sql, schema.sql)))
          untold.push(`${sql}: breaks ${broken}, seed ${seed}, behind\n${schema.sql}`);
      }
    }
    expect(untold).toEqual([]);
    // Otherwise the queries would prove nothing.
    expect(breaking).toBeGreaterThan((seeds * statementsPerSeed) / 20);
  },
  seeds * secondsPerSeed * 1000,
);

async function isTold(sql: string, schema: string): Promise<boolean> {
  const given = { dialect: "postgresql", version: 18, schema, change: sql } as const;
  const judged = await judgeSql({ ...given, transaction: true });
  return judged.some(
    ({ compatibility, hazards }) => compatibility !== "additive" || hazards.includes("cannot-run"),
  );
}

async function thoseThatWork(queries: readonly string[]): Promise<readonly string[]> {
  await database.execute("BEGIN");
  const working: string[] = [];
  for (const query of queries) if (await works(query)) working.push(query);
  await database.execute("ROLLBACK");
  return working;
}

/** The first query that fails behind a statement; null where all work, or the server refuses the statement. */
async function brokenBy(sql: string, queries: readonly string[]): Promise<string | null> {
  await database.execute("BEGIN");
  try {
    if (!(await attempt(database, sql))) return null;
    for (const query of queries) if (!(await works(query))) return query;
    return null;
  } finally {
    await database.execute("ROLLBACK");
  }
}

/** Whether a query works in the transaction that is open, which keeps nothing of it. */
async function works(query: string): Promise<boolean> {
  await database.execute("SAVEPOINT before");
  const isTaken = await attempt(database, query);
  await database.execute("ROLLBACK TO before");
  return isTaken;
}
