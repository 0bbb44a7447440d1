import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { configurationJsonSchema } from "../../scripts/write-config-schema.ts";
import { defaultConfiguration } from "../../src/config/defaults.ts";
import { readConfiguration } from "../../src/config/read-configuration.ts";

const read = (text: string) =>
  readConfiguration(text, ".github/expand-contract.yml", ["drop-column"]);

describe("the configuration file", () => {
  test("an empty file means the defaults", () => {
    expect(read("")).toEqual({ state: "read", configuration: defaultConfiguration });
  });

  test("every key is read", () => {
    const text = `
migrations:
  - path: ./db/migrations/
    layout: goose
    dialect: postgresql
    database-version: 16
environments: [production, production-workers]
rules:
  drop-column: warning
mode: observe
waivers:
  permission: admin
  self: true
  until: statement
  expires-after: 7d
  never: [drop-table]
  label: schema-waived
  in-migrations: true
ignore: ["**/fixtures/**"]
`;
    expect(read(text)).toEqual({
      state: "read",
      configuration: {
        folders: [
          { path: "db/migrations", layout: "goose", dialect: "postgresql", databaseVersion: 16 },
        ],
        environments: ["production", "production-workers"],
        rules: { "missing-lock-timeout": "off", "drop-column": "warning" },
        mode: "observe",
        waivers: {
          permission: "admin",
          self: true,
          until: "statement",
          expiresAfter: 7 * 86_400_000,
          never: ["drop-table"],
          label: "schema-waived",
          inMigrations: true,
        },
        ignore: ["**/fixtures/**"],
      },
    });
  });

  /** What is wrong, and what the author reads: the line, the key, what is allowed. */
  test.each<[name: string, text: string, problems: readonly RegExp[]]>([
    [
      "broken YAML",
      "migrations: [",
      [/^\.github\/expand-contract\.yml:1: not valid YAML: .*on the base branch\.$/],
    ],
    ["a key twice", "rules: {}\nrules: {}", [/:2: not valid YAML: Map keys must be unique/]],
    ["an unknown key", "enviroments: [production]", [/:1: `enviroments`: unknown key/]],
    [
      "an unknown key inside",
      "migrations:\n  - path: db\n    dialekt: mysql",
      [/:2: `migrations\[0\]\.dialekt`: unknown key/],
    ],
    [
      "a dialect that is none",
      "migrations:\n  - path: db\n    dialect: postgres",
      [
        /:3: `migrations\[0\]\.dialect`: must be one of `postgresql`, `mysql`, `mariadb`, `sqlite`\.$/,
      ],
    ],
    [
      "a duration that is none",
      "waivers:\n  expires-after: 7 days",
      [/:2: `waivers\.expires-after`: is not a duration such as 30m, 2h, 90d or 4w\.$/],
    ],
    [
      "a role that may not waive",
      "waivers:\n  permission: read",
      [/:2: `waivers\.permission`: must be one of `write`, `maintain`, `admin`\.$/],
    ],
    ["no path", "migrations:\n  - layout: goose", [/:2: `migrations\[0\]\.path`: /]],
    [
      "a path out of the repository",
      "migrations:\n  - path: ../other",
      [/:2: `migrations\[0\]\.path`: is not a path/],
    ],
    [
      "a rule that does not exist",
      "rules:\n  drop-colum: off",
      [/:2: `rules\.drop-colum`: there is no such rule/],
    ],
    [
      "a severity that is none",
      "rules:\n  drop-column: ignore",
      [/:2: `rules\.drop-column`: must be one of `error`, `warning`, `off`\.$/],
    ],
    ["no environment", "environments: []", [/:1: `environments`: /]],
    ["a list instead of keys", "- migrations", [/:1: `the file`: /]],
    ["two mistakes", "environments: 3\nignore: 4", [/:1: `environments`/, /:2: `ignore`/]],
    [
      "aliases that multiply",
      `a: &a [1]\nb: &b [${"*a,".repeat(60)}*a]\nc: [${"*b,".repeat(60)}*b]`,
      [/Excessive alias count/],
    ],
  ])("%s", (_name, text, problems) => {
    const result = read(text);
    expect(result.state).toBe("invalid");
    const found = result.state === "invalid" ? result.problems : [];
    expect(found).toHaveLength(problems.length);
    problems.forEach((problem, position) => expect(found[position]).toMatch(problem));
  });

  test("the JSON Schema for editors is the one that is checked", () => {
    expect(readFileSync("docs/configuration.schema.json", "utf8")).toBe(configurationJsonSchema());
  });
});
