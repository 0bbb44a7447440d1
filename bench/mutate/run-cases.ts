import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Mutant } from "./find-mutants.ts";
import { putIn } from "./reload.ts";

/*
 * Answers each mutant it is sent with whether the cases of the rules, those of the mutant's own rule first, and the net
 * effects come to what is expected. `null` is the source as it stands, which has to be the first.
 */
process.on("message", ({ mutant }: { readonly mutant: Mutant | null }) => {
  putIn(mutant);
  allAsExpected(basename(mutant?.file ?? "", ".ts")).then(
    (expected) => process.send?.(expected ? "survived" : "killed"),
    () => process.send?.("killed"),
  );
});

async function allAsExpected(nearest: string): Promise<boolean> {
  return (await rulesAsExpected(nearest)) && (await netEffectsAsExpected());
}

async function rulesAsExpected(nearest: string): Promise<boolean> {
  const { judgeSql } = await import("../../test/rules/judge-sql.ts");
  const { ruleFixtures, seen } = await import("../../test/rules/rule-fixtures.ts");
  const rank = ({ id }: { readonly id: string }): number => (id === nearest ? 0 : 1);
  for (const { cases } of [...ruleFixtures].sort((one, other) => rank(one) - rank(other)))
    for (const given of cases)
      if (!isDeepStrictEqual(seen(await judgeSql(given), given.expect), given.expect)) return false;
  return true;
}

async function netEffectsAsExpected(): Promise<boolean> {
  const { heldBy, netEffects } = await import("../../test/net-effect-cases.ts");
  const { loadParsers } = await import("../../src/facts/load-parsers.ts");
  const { folderOf } = await import("../../test/migrations/repository.ts");
  const parsers = await loadParsers([folderOf("sql")]);
  return netEffects.every(({ history, cases }) =>
    cases.every((given) => isDeepStrictEqual(heldBy(history, given, parsers), given.holds)),
  );
}
