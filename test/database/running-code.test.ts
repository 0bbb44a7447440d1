import { readFileSync } from "node:fs";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { JudgedChange } from "../../src/model/judgement.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { judgeSql } from "../rules/judge-sql.ts";
import { ruleFixtures } from "../rules/rule-fixtures.ts";
import { ProbeDatabase, sameRows } from "./running-code/probe-database.ts";
import { fateOn, probeGroups, type Probe } from "./running-code/probes.ts";
import { countProbes } from "./running-code/tally.ts";
import { findServers } from "./servers.ts";

/*
 * Queries of old code run on PostgreSQL before and after a change. Where they fail, or get other rows, the rules must
 * have said so; where they work, the rules must have let the change pass.
 */
const parser = await loadPostgresqlParser();
const tally = countProbes();
afterAll(() => console.log(tally.table()));

const failing = probeGroups.flatMap(({ probes }) =>
  probes.flatMap(({ then, by }) => (/^[0-9A-Z]{5}$/.test(then) && by !== undefined ? [by] : [])),
);

describe.each(await findServers({ btree_gist, citext }))("PostgreSQL $name", (server) => {
  const { majorVersion: version } = server;
  /** Rules of which a message has been seen to quote what the server said. */
  const quoting = new Set<string>();
  let database: ProbeDatabase;

  beforeAll(async () => {
    database = await ProbeDatabase.start(server);
  });

  afterAll(() => database.stop());

  describe.each(probeGroups)("$name", ({ name: group, probes }) => {
    const isKnown = (probe: Probe): boolean => fateOn(version, probe) !== "unknown";

    test.each(probes.filter(isKnown))("$name", async (probe) => {
      const then = fateOn(version, probe);
      const agrees = tally.begin(server, `${group}, ${probe.name}`);
      const outcome = await probed(database, probe);
      expect(outcome.fate, "what becomes of the old code").toBe(then);
      const judged = await judgeSql({
        dialect: "postgresql",
        version,
        schema: probe.schema,
        change: probe.change,
        transaction: probe.transaction,
      });
      if (then === "refused") {
        expect(judged.flatMap(({ hazards }) => hazards)).toContain("cannot-run");
      } else {
        expect(passes(judged), "the rules let it pass").toBe(mustPass(probe));
      }
      const findings = findingsThatTell(judged, probe);
      if (probe.by !== undefined && then === probe.then)
        expect(findings.map(({ rule }) => rule)).toContain(probe.by);
      for (const { rule, message } of findings) {
        if (rule === probe.by && outcome.error !== null && message.includes(`\`${outcome.error}\``))
          quoting.add(rule);
      }
      agrees(probe.limit !== undefined);
    });

    const unknown = probes.filter((probe) => !isKnown(probe));
    test.skip.each(unknown)("$name, which this server does not know", () => undefined);
  });

  test("every rule that tells of a failure quotes the server's own words", () => {
    const silent = [...new Set(failing)].filter((id) => !quoting.has(id)).sort();
    expect(silent).toEqual(Object.keys(withoutQuotation));
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
  "change-setting": "only the next connection starts with it",
  "extension-call": "the extensions are not in the servers that tests start",
};

/** Rules of failures that have no words of their own. */
const withoutQuotation: Readonly<Record<string, string>> = {
  "change-column-type": "operators, functions and limits fail, each with words of its own",
  "create-implicit-cast": "which operator or function becomes ambiguous is not in the statement",
  "drop-extension": "what is missing may be a type, a function or an operator",
  "drop-rule": "the words are those of the command that the rule stood for",
  "set-default": "a constraint refuses the new default only here and there",
  "unreadable-change": "what it does is not known",
};

test("every limit that a probe shows stands in the documentation", () => {
  const page = readFileSync(new URL("../../docs/rules/not-covered.md", import.meta.url), "utf8");
  const limits = probeGroups.flatMap(({ probes }) => probes.flatMap(({ limit }) => limit ?? []));
  expect([...new Set(limits)].filter((limit) => !page.includes(`| ${limit} `))).toEqual([]);
});

/** What becomes of a probe's old code, and the error that it then meets. */
async function probed(
  database: ProbeDatabase,
  probe: Probe & { readonly schema: string },
): Promise<{ readonly fate: string; readonly error: string | null }> {
  await database.prepare(probe.schema);
  const before = await database.run(probe.old);
  expect(before.state, "before the change").toBe("ran");
  const statements = parser.parse(probe.change).map(({ sql }) => sql);
  const isDone = await database.change(statements, probe.transaction);
  if (!isDone) return { fate: "refused", error: null };
  const after = await database.run(probe.old);
  if (after.state === "failed") return { fate: after.code, error: after.message };
  return { fate: sameRows(before, after) ? "works" : "differs", error: null };
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

/** The findings on what does not pass; on any change where a warning, or a refusal, is all that is expected. */
function findingsThatTell(
  judged: readonly JudgedChange[],
  { warns, then }: Probe,
): readonly Finding[] {
  return judged
    .filter(
      ({ compatibility }) => warns === true || then === "refused" || compatibility !== "additive",
    )
    .flatMap(({ findings }) => findings);
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
