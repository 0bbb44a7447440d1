import { isDeepStrictEqual } from "node:util";
import { loadParsers } from "../../src/facts/load-parsers.ts";
import { folderOf } from "../../test/migrations/repository.ts";
import { heldBy, netEffects } from "../../test/net-effect-cases.ts";
import { judgeSql } from "../../test/rules/judge-sql.ts";
import { ruleFixtures, seen } from "../../test/rules/rule-fixtures.ts";

/*
 * Runs the cases of the rules, those of the named one first, and the net effects; ends at the first that differs from
 * what is expected, with exit code 1.
 */
const nearest = process.argv[2] ?? "";
const rank = ({ id }: { readonly id: string }): number => (id === nearest ? 0 : 1);

for (const { cases } of [...ruleFixtures].sort((one, other) => rank(one) - rank(other)))
  for (const given of cases)
    if (!isDeepStrictEqual((await judgeSql(given)).map(seen), given.expect)) process.exit(1);

const parsers = await loadParsers([folderOf("sql")]);
for (const { history, cases } of netEffects)
  for (const given of cases)
    if (!isDeepStrictEqual(heldBy(history, given, parsers), given.holds)) process.exit(1);
