import { describe, expect, test } from "vitest";
import { requiredEnvironments } from "../../src/facts/required-environments.ts";
import { requiredFor } from "../../src/gate/required-for.ts";
import { createNameMatcher } from "../../src/name-pattern.ts";
import { contractOf, dropColumn } from "../gate/gate-facts.ts";
import { liveAt } from "../memory-repository.ts";

const process = { paths: ["**"], drain: 0, minimumAge: 0 };
const configuration = {
  environments: ["production"],
  processes: [
    { ...process, name: "web", environment: "production" },
    { ...process, name: "workers", environment: "workers-*" },
    { ...process, name: "reports", environment: "reports" },
  ],
};
const deployments = ["production", "workers-us", "workers-eu"].map((environment) =>
  liveAt("a".repeat(40), environment),
);
const required = requiredEnvironments(configuration, deployments);

/** "production: web", one per environment that is waited for. */
function waited(referring: ReadonlySet<string> | null): readonly string[] {
  return requiredFor(contractOf(dropColumn("full_name")), {
    environments: required,
    referringProcesses: () => referring,
  }).map(
    ({ environment, processes }) =>
      `${environment}: ${processes.map(({ name }) => name).join(", ")}`,
  );
}

describe("what a contract waits for", () => {
  const all = ["production: web", "workers-us: workers", "workers-eu: workers", "reports: reports"];

  test("is everything where nobody can tell who refers to the object", () => {
    expect(waited(null)).toEqual(all);
  });

  test("is those who refer to it, and what always counts", () => {
    expect(waited(new Set(["workers"]))).toEqual([
      "production: ",
      "workers-us: workers",
      "workers-eu: workers",
    ]);
  });

  test("is never nothing", () => {
    const environments = required.filter(({ always }) => !always);
    const referringProcesses = () => new Set<string>();
    expect(
      requiredFor(contractOf(dropColumn("full_name")), { environments, referringProcesses }),
    ).toEqual(environments);
  });
});

test.each([
  ["production-*", "production-us", true],
  ["production-*", "Production-EU/west", true],
  ["production-*", "my-production-us", false],
  ["production", "production-us", false],
  ["PRODUCTION", "production", true],
  ["prod (eu)+.*", "prod (eu)+.1", true],
  ["prod.*", "prodx1", false],
])("the pattern %s means %s: %s", (pattern, name, means) => {
  expect(createNameMatcher(pattern)(name)).toBe(means);
});
