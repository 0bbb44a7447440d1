import { afterAll, expect, test } from "vitest";
import { createRandom } from "../gate/random-facts.ts";
import { judgeSql } from "../rules/judge-sql.ts";
import { claimed } from "./claimed.ts";
import { observe, type Observation } from "./observe.ts";
import { fillTables } from "./random-claims/fill-tables.ts";
import { makeRandomSchema } from "./random-claims/random-schema.ts";
import { findServers } from "./servers.ts";

/*
 * Statements of all fixtures meet schemas of others, where what the rules claim of locks, rewrites, scans and refusals
 * must hold as well. RANDOM_CLAIMS_SEEDS runs more than the few that fit into every test run.
 */
const seeds = Number(process.env["RANDOM_CLAIMS_SEEDS"] ?? 30);
const statementsPerSeed = 14;
const secondsPerSeed = 30;

/** Where the claim is not what this server does, and why. */
const knownDifferences: readonly (readonly [why: string, statement: RegExp])[] = [
  ["what the history does not know may be there all the same", /\bIF EXISTS\b/i],
  ["the session's time zone is that of the server, which is UTC here", /\bTYPE\s+timestamp/i],
  ["whether a table is logged already is not followed", /\bSET LOGGED\b/i],
  ["whether a domain is NOT NULL already, or used, is not followed", /^ALTER DOMAIN\b/i],
  ["the server computes a body beforehand that is a constant", /\bDEFAULT fresh\(\)/i],
  ["the body of a function in SQL is only looked at", /^CREATE (?:OR REPLACE )?FUNCTION\b/i],
  ["a name that a table had before is taken for that", /^CREATE VIEW users AS/i],
  [
    "which of several overloads is called is not followed",
    /^DROP FUNCTION total\(integer\) CASCADE/i,
  ],
];

// One that is always there: the fixtures are for its version.
const [embedded] = await findServers({});
const database = await embedded.createDatabase();
afterAll(() => database.close());

test(
  `${seeds * statementsPerSeed} statements of other schemas do what is claimed of them`,
  async () => {
    const wrong: string[] = [];
    let compared = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const schema = await makeRandomSchema(database, createRandom(seed));
      const empty = await fillTables(database);
      for (let step = 1; step <= statementsPerSeed; step += 1) {
        const sql = schema.nextChange();
        const difference = await differenceOf(sql, schema.sql, empty);
        if (difference === null) continue;
        compared += 1;
        if (difference !== "")
          wrong.push(`${sql}: ${difference}, seed ${seed}, behind\n${schema.sql}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan((seeds * statementsPerSeed) / 5);
  },
  seeds * secondsPerSeed * 1000,
);

/** What differs, empty where nothing does; null where the two cannot be compared. */
async function differenceOf(
  sql: string,
  schema: string,
  empty: ReadonlySet<string>,
): Promise<string | null> {
  if (knownDifferences.some(([, statement]) => statement.test(sql))) return null;
  const judged = await judgeSql({
    dialect: "postgresql",
    version: 18,
    schema,
    change: sql,
    transaction: true,
  });
  if (judged.some(({ change }) => change.kind === "unknown")) return null;
  const said = claimed(judged);
  const done = await observe(database, sql);
  // The server refuses for many a reason that is no rule's business, such as a name that is taken.
  if (done.refuses) return null;
  const onEmpty = [...empty].some((table) => sql.includes(table));
  const keys: readonly (keyof Observation)[] = onEmpty
    ? ["refuses", "lock"]
    : ["refuses", "lock", "rewrites", "scans"];
  return keys
    .filter((key) => said[key] !== done[key])
    .map((key) => `${key} said ${String(said[key])}, was ${String(done[key])}`)
    .join("; ");
}
