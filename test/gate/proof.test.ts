import { expect, test } from "vitest";
import { decideGate } from "../../src/gate/decide.ts";
import { atOnce, catalogOf, contractOf, dropColumn, required, usersTable } from "./gate-facts.ts";
import {
  createRandom,
  dropped,
  factsOf,
  ordersTable,
  randomTruth,
  type Dropped,
  type LinkTruth,
} from "./random-facts.ts";

const environments = ["production", "workers"];
const baseCatalog = catalogOf(usersTable, ordersTable);
const contracts = [
  contractOf(dropColumn("full_name"), { baseCatalog }),
  contractOf(dropColumn("total", ordersTable.table), { baseCatalog }),
];

/** When a drop is safe, told without any of the gate's words. */
function isProven(object: Dropped, links: readonly LinkTruth[]): boolean {
  const own = links.filter(({ narrowedTo }) => narrowedTo === null || narrowedTo === object);
  return (
    own.some(({ covers }) => covers.includes(object)) &&
    own.every(
      (link) =>
        link.isMerged &&
        link.isOnBase &&
        environments.every((environment) =>
          link.landings.some((one) => one.environment === environment && one.isLive && one.isWhole),
        ),
    )
  );
}

test("a drop is held unless every link is live, unreverted, in every environment, and one covers it", () => {
  const outcomes = { passed: 0, held: 0 };
  for (let seed = 1; seed <= 4_000; seed += 1) {
    const random = createRandom(seed);
    const truths = Array.from({ length: random(4) }, () => randomTruth(random, environments));
    const links = truths.map((truth, position) => factsOf(random, truth, position + 1));
    const { reasons } = decideGate({
      contracts,
      links,
      baseBranch: "main",
      group: null,
      environments: required(...environments),
      ...atOnce,
    });
    const held = new Set(
      reasons.filter(({ effect }) => effect !== "note").map(({ object }) => object),
    );
    for (const object of dropped) {
      const proven = isProven(object, truths);
      outcomes[proven ? "passed" : "held"] += 1;
      expect([seed, object, held.has(`public.${object}`)]).toEqual([seed, object, !proven]);
    }
  }
  // Both outcomes must occur often, or the test proves nothing.
  expect(outcomes.passed).toBeGreaterThan(400);
  expect(outcomes.held).toBeGreaterThan(400);
});
