import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JudgedChange } from "../../src/model/judgement.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { judgeSql } from "../rules/judge-sql.ts";
import { ruleFixtures } from "../rules/rule-fixtures.ts";
import { ProbeDatabase, sameRows, type Outcome } from "./running-code/probe-database.ts";
import { probeGroups, type Probe } from "./running-code/probes.ts";

/*
 * Queries of old code run on PostgreSQL before and after a change. Where they fail, or get other rows, the rules must
 * have said so; where they work, the rules must have let the change pass.
 */
const parser = await loadPostgresqlParser();
const tally = new Map<string, { agreed: number; limits: number; disagreed: string[] }>();
let database: ProbeDatabase;

beforeAll(async () => {
  database = await ProbeDatabase.start();
});

afterAll(async () => {
  await database.stop();
  console.log(table());
});

describe.each(probeGroups)("$name", ({ name: group, probes }) => {
  test.each(probes)("$name", async (probe) => {
    const agrees = entryOf(group, probe.name);
    const before = await runBefore(probe);
    expect(before.state, "before the change").toBe("ran");
    await database.change(
      parser.parse(probe.change).map(({ sql }) => sql),
      probe.transaction,
    );
    const after = await database.run(probe.old);
    expect(fateOf(before, after), "what becomes of the old code").toBe(probe.then);
    const judged = await judgeSql({
      dialect: "postgresql",
      version: 18,
      schema: probe.schema,
      change: probe.change,
      transaction: probe.transaction,
    });
    expect(passes(judged), "the rules let it pass").toBe(mustPass(probe));
    if (probe.by !== undefined) expect(rulesThatTell(judged, probe)).toContain(probe.by);
    agrees(probe.limit !== undefined);
  });
});

test("every rule that calls a change destructive has a probe that breaks", () => {
  const proven = new Set(
    probeGroups.flatMap(({ probes }) =>
      probes.flatMap(({ then, by }) => (then === "works" || by === undefined ? [] : [by])),
    ),
  );
  const unproven = destructiveRules().filter((id) => !proven.has(id));
  expect(unproven).toEqual(Object.keys(beyondProbes));
});

/** Rules whose harm no query in one running server shows. */
const beyondProbes: Readonly<Record<string, string>> = {
  "alter-table-storage": "an unlogged table loses its rows in a crash of the server",
};

async function runBefore(probe: Probe & { readonly schema: string }): Promise<Outcome> {
  await database.prepare(probe.schema);
  return database.run(probe.old);
}

function fateOf(before: Outcome, after: Outcome): string {
  if (after.state === "failed") return after.code;
  return sameRows(before, after) ? "works" : "differs";
}

/** Whether the rules let a change pass. What they cannot read they do not. */
function passes(judged: readonly JudgedChange[]): boolean {
  return judged.every(({ compatibility }) => compatibility === "additive");
}

/** Whether they have to: a limit is where they say the opposite of what is shown. */
function mustPass({ then, warns, limit }: Probe): boolean {
  const isHarmless = then === "works" || warns === true;
  return isHarmless === (limit === undefined);
}

/** The rules with a finding on a change that does not pass, or on any where a warning is all that is expected. */
function rulesThatTell(judged: readonly JudgedChange[], { warns }: Probe): readonly string[] {
  return judged
    .filter(({ compatibility }) => warns === true || compatibility !== "additive")
    .flatMap(({ findings }) => findings.map(({ rule }) => rule));
}

/** Rules that ask for an expand or a split in some fixture, or stand alone on a destructive change. */
function destructiveRules(): readonly string[] {
  const found = ruleFixtures.flatMap(({ cases }) =>
    cases
      .filter(({ dialect }) => dialect === "postgresql")
      .flatMap((one) => one.expect)
      .filter(({ compatibility }) => compatibility === "destructive")
      .flatMap(({ findings }) =>
        findings.filter(({ requirement }) => requirement !== "none" || findings.length === 1),
      )
      .map(({ rule }) => rule),
  );
  return [...new Set(found)].sort();
}

/** Counts a probe as disagreed until it is told to have agreed. */
function entryOf(group: string, name: string): (isLimit: boolean) => void {
  const entry = tally.get(group) ?? { agreed: 0, limits: 0, disagreed: [] };
  tally.set(group, entry);
  entry.disagreed.push(name);
  return (isLimit) => {
    entry.disagreed.pop();
    if (isLimit) entry.limits += 1;
    else entry.agreed += 1;
  };
}

function table(): string {
  const rows = [...tally].map(([group, { agreed, limits, disagreed }]) => ({
    group,
    claims: agreed + limits + disagreed.length,
    agreed,
    limits,
    disagreed: disagreed.length,
  }));
  const sum = (key: "claims" | "agreed" | "limits" | "disagreed"): number =>
    rows.reduce((total, row) => total + row[key], 0);
  return [
    `claims about running code, against PostgreSQL 18: ${sum("claims")}`,
    `agreed: ${sum("agreed")}, known limits: ${sum("limits")}, disagreed: ${sum("disagreed")}`,
    ...rows.map(
      ({ group, claims, agreed, limits, disagreed }) =>
        `  ${group}: ${claims} claims, ${agreed} agreed, ${limits} limits, ${disagreed} disagreed`,
    ),
    ...[...tally].flatMap(([group, { disagreed }]) =>
      disagreed.map((name) => `  disagreed: ${group}, ${name}`),
    ),
  ].join("\n");
}
