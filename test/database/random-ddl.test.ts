import { afterAll, expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import { emptyCatalog, type Catalog } from "../../src/catalog/catalog.ts";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { applySession } from "../../src/catalog/session.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { createRandom } from "../gate/random-facts.ts";
import { attempt } from "./attempt.ts";
import { emptyDatabase } from "./empty-database.ts";
import { compareSchemas } from "./schemas/compare-schemas.ts";
import { describeCatalog } from "./schemas/describe-catalog.ts";
import { nextStatement } from "./random-ddl/next-statement.ts";
import { objectsOnServer, prepareObjects } from "./random-ddl/objects-on-server.ts";
import { findServers } from "./servers.ts";

/*
 * Random changes run on PostgreSQL and through the catalog. What the server refuses is left out, for a migration that
 * fails is none. After each change both must have the same objects, and in the end the same facts about them.
 * RANDOM_DDL_SEEDS runs more histories than the few that fit into every test run.
 */
const seeds = Number(process.env["RANDOM_DDL_SEEDS"] ?? 20);
const stepsPerSeed = 100;
/** Far more than it takes: a second where nothing else runs. */
const secondsPerSeed = 60;

// One that is always there: what the generator makes is for its version.
const [embedded] = await findServers({});
const database = await embedded.createDatabase();
await prepareObjects(database);
const parser = await loadPostgresqlParser();

afterAll(() => database.close());

test(
  `${seeds * stepsPerSeed} random changes leave catalog and server the same`,
  async () => {
    let run = 0;
    for (let seed = 1; seed <= seeds; seed += 1) run += await runHistory(seed);
    // Most of what the generator makes is worth its while.
    expect(run / (seeds * stepsPerSeed)).toBeGreaterThan(0.5);
  },
  seeds * secondsPerSeed * 1000,
);

/** Answers how many changes the server took. */
async function runHistory(seed: number): Promise<number> {
  await emptyDatabase(database);
  const maker = { random: createRandom(seed), catalog: emptyCatalog("postgresql") };
  const history: string[] = [];
  for (let step = 1; step <= stepsPerSeed; step += 1) {
    const sql = nextStatement(maker);
    if (!(await attempt(database, sql))) continue;
    history.push(sql);
    for (const { changes, session } of parser.parse(sql)) {
      if (session !== null) applySession(maker.catalog, session);
      for (const change of changes)
        applyChange(maker.catalog, resolveChange(maker.catalog, change));
    }
    const place = `seed ${seed}, behind ${history.length} statements:\n${history.join(";\n")};`;
    const theirs = await objectsOnServer(database);
    expect(objectsOf(maker.catalog), place).toEqual(theirs.filter(knownTo(maker.catalog)));
  }
  const compared = await compareSchemas(maker.catalog, database);
  const differences = compared.flatMap((one) => one.differences);
  // A change of type leaves casts in a default, and a sequence may be renamed in one: that it is there is compared above.
  const plain = differences.filter((difference) => !difference.includes(": default is "));
  expect(plain, `seed ${seed}:\n${history.join(";\n")};`).toEqual([]);
  return history.length;
}

/** Its objects by name; columns that come from a query are not known. */
function objectsOf(catalog: Catalog): readonly string[] {
  const objects = [...describeCatalog(catalog, (type) => type).keys()];
  const columns = [...catalog.tables.values()].flatMap(({ name, columns: all }) =>
    [...all.values()].map((column) => {
      const { nullable, default: value, autoIncrement, generated } = column;
      const isFilled = autoIncrement || generated !== null || (value !== null && !value.isNull);
      const facts = `${nullable ? "" : " not null"}${isFilled ? " filled in" : ""}`;
      return `column ${name.schema}.${name.name}.${column.name}${facts}`;
    }),
  );
  return [...objects.filter((object) => !object.startsWith("column ")), ...columns].toSorted();
}

/** Tells the columns of tables that come from a query, which the catalog does not know. */
function knownTo({ tables }: Catalog): (object: string) => boolean {
  const hidden = [...tables.values()]
    .filter(({ columnsComplete }) => !columnsComplete)
    .map(({ name }) => `column ${name.schema}.${name.name}.`);
  return (object) => !hidden.some((prefix) => object.startsWith(prefix));
}
