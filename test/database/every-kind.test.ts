import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JudgedChange } from "../../src/model/judgement.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { judgeSql } from "../rules/judge-sql.ts";
import { kindsOfChange, type Example } from "../rules/kinds-of-change.ts";
import { countAgreement } from "./agreement.ts";
import { claimed } from "./claimed.ts";
import { observe } from "./observe.ts";
import { ProbeDatabase, sameRows } from "./running-code/probe-database.ts";
import { findServers } from "./servers.ts";

/*
 * Every kind of change that is told, and every exemption, on a server: what old code meets, and whether locks, rewrites,
 * scans and refusals are as the rules say. `test/rules/every-kind.test.ts` has what the rules say.
 */
const parser = await loadPostgresqlParser();
const agreement = countAgreement("claims about every kind of change and its exemptions");
afterAll(() => console.log(agreement.table()));
/** Each example is for one version; a server of another has none. */
const versions = kindsOfChange.flatMap(({ told, exempt }) =>
  [...told, ...exempt].map(({ version }) => version),
);
const servers = (await findServers({ btree_gist, citext })).filter(({ majorVersion }) =>
  versions.includes(majorVersion),
);

describe.each(servers)("PostgreSQL $name", (server) => {
  let database: ProbeDatabase;

  beforeAll(async () => {
    database = await ProbeDatabase.start(server);
  });

  afterAll(() => database.stop());

  describe.each(kindsOfChange)("$number: $change", ({ told, exempt }) => {
    const onServer = [...told, ...exempt].filter(
      ({ dialect, version, unproven }) =>
        dialect === "postgresql" && version === server.majorVersion && unproven === undefined,
    );

    test.each(onServer)("$sql", async (given) => {
      const judged = await judge(given);
      await database.prepare(given.also);
      if (given.transaction) await compareClaims(given, judged);
      const before = given.old === undefined ? null : await database.run(given.old);
      if (before !== null) expect(before.state, "old code before the change").toBe("ran");
      // What has no old code beside it has been seen in its transaction.
      if (before === null && given.transaction) return;
      const isDone = await database.change(statementsOf(given), given.transaction);
      expect(isDone || mayBeRefused(judged), "the server takes it").toBe(true);
      if (mustBeRefused(judged)) expect(isDone, "the server refuses it").toBe(false);
      if (given.old === undefined || before === null || !isDone) return;
      const after = await database.run(given.old);
      const fate =
        after.state === "failed" ? after.code : sameRows(before, after) ? "works" : "differs";
      agreement.count(server, `${given.sql}: old code`, given.then, fate);
      expect(fate, "what becomes of the old code").toBe(given.then);
      // What breaks old code must not pass, and what is exempt must not break it.
      if (given.is === "additive" && given.rules.length === 0) expect(fate).toBe("works");
    });

    test("every change that is said to break running code is shown to break it", () => {
      const breaking = told.filter(({ hazards }) => hazards.includes("breaks-running-code"));
      const shown = breaking.filter(({ old, then }) => old !== undefined && then !== "works");
      const canBeShown = breaking.filter(
        (one) => onServer.includes(one) && !one.hazards.includes("cannot-run"),
      );
      if (canBeShown.length > 0) expect(shown.length).toBeGreaterThan(0);
    });

    test("every exemption of what breaks running code is shown to spare it", () => {
      if (!told.some(({ hazards }) => hazards.includes("breaks-running-code"))) return;
      const unshown = exempt.filter((one) => onServer.includes(one) && one.old === undefined);
      expect(unshown.map(({ when }) => when)).toEqual([]);
    });
  });

  async function compareClaims(given: Example, judged: readonly JudgedChange[]): Promise<void> {
    // What is not known claims nothing.
    if (given.is === "unknown") return;
    const said = claimed(judged);
    const done = await observe(database, given.sql);
    const isByRows = done.refuses && hasHazard(judged, "can-fail");
    for (const key of ["lock", "rewrites", "scans", "refuses"] as const)
      agreement.count(server, `${given.sql}: ${key}`, said[key], isByRows ? said[key] : done[key]);
    if (!isByRows) expect(said).toEqual(done);
  }
});

function judge(given: Example): Promise<readonly JudgedChange[]> {
  const { dialect, version, also: schema, sql: change, transaction } = given;
  return judgeSql({ dialect, version, schema, change, transaction });
}

function statementsOf({ sql, transaction }: Example): readonly string[] {
  return transaction ? [sql] : parser.parse(sql).map((statement) => statement.sql);
}

function hasHazard(
  judged: readonly JudgedChange[],
  hazard: JudgedChange["hazards"][number],
): boolean {
  return judged.some(({ hazards }) => hazards.includes(hazard));
}

function mustBeRefused(judged: readonly JudgedChange[]): boolean {
  return hasHazard(judged, "cannot-run");
}

function mayBeRefused(judged: readonly JudgedChange[]): boolean {
  return mustBeRefused(judged) || hasHazard(judged, "can-fail");
}
