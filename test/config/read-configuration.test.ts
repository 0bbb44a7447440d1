import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { configurationJsonSchema } from "../../scripts/write-config-schema.ts";
import { defaultConfiguration } from "../../src/config/defaults.ts";
import { readConfiguration } from "../../src/config/read-configuration.ts";

const hour = 3_600_000;

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
processes:
  web: { paths: ["app/**"], environment: production }
  workers: { environment: production-workers, drain: 2h }
  mobile: { paths: ["mobile/**"], minimum-age: 90d }
soak: 24h
deployments:
  source: workflow
  workflow: deploy.yml
  job: deploy
  environments:
    production-workers:
      source: url
      urls: ["https://workers.example.com/version"]
      pointer: /commit
      headers: { Authorization: STATUS_AUTHORIZATION }
repositories:
  acme/web: {}
  acme/reports: { branch: stable, environments: [live], deployments: { source: tag } }
rules:
  drop-column: warning
migrations-run: manual
mode: observe
waivers:
  permission: admin
  self: true
  until: statement
  expires-after: 7d
  never: [drop-table]
  label: schema-waived
  in-migrations: true
  acknowledgements: [squawk, atlas]
windows:
  conditions: [The reports read it, The reports read it]
  stale-after: 2w
safe-functions: [my_schema.audit_table, refresh_search]
ignore: ["**/fixtures/**"]
references:
  ignore: ["web/**"]
`;
    expect(read(text)).toEqual({
      state: "read",
      configuration: {
        folders: [
          { path: "db/migrations", layout: "goose", dialect: "postgresql", databaseVersion: 16 },
        ],
        environments: ["production", "production-workers"],
        processes: [
          {
            name: "web",
            paths: ["app/**"],
            environment: "production",
            drain: 0,
            minimumAge: 0,
          },
          {
            name: "workers",
            paths: ["**"],
            environment: "production-workers",
            drain: 2 * hour,
            minimumAge: 0,
          },
          {
            name: "mobile",
            paths: ["mobile/**"],
            environment: "mobile",
            drain: 0,
            minimumAge: 90 * 24 * hour,
          },
        ],
        repositories: [
          {
            name: "acme/web",
            branch: null,
            environments: ["production"],
            deployments: { source: "deployments", task: null, creator: null, payload: {} },
          },
          {
            name: "acme/reports",
            branch: "stable",
            environments: ["live"],
            deployments: { source: "tag", match: null, order: "semver", prereleases: false },
          },
        ],
        soak: 24 * hour,
        deployments: {
          standard: {
            source: "workflow",
            workflow: "deploy.yml",
            job: "deploy",
            branch: null,
            event: null,
          },
          byEnvironment: {
            mobile: { source: "release", match: null, order: "semver", prereleases: false },
            "production-workers": {
              source: "url",
              urls: ["https://workers.example.com/version"],
              commit: { by: "pointer", pointer: "/commit" },
              since: null,
              headers: { Authorization: "STATUS_AUTHORIZATION" },
              privateAddresses: false,
            },
          },
        },
        rules: { "missing-lock-timeout": "off", "drop-column": "warning" },
        migrationsRun: "manual",
        mode: "observe",
        waivers: {
          permission: "admin",
          self: true,
          until: "statement",
          expiresAfter: 7 * 86_400_000,
          never: ["drop-table"],
          label: "schema-waived",
          inMigrations: true,
          acknowledgements: ["squawk", "atlas"],
        },
        windows: { conditions: ["The reports read it"], staleAfter: 14 * 24 * hour },
        safeFunctions: ["my_schema.audit_table", "refresh_search"],
        ignore: ["**/fixtures/**"],
        references: { ignore: ["web/**"] },
      },
    });
  });

  test("processes say what is waited for, unless nothing of them runs on a server", () => {
    const environments = (text: string) => {
      const result = read(text);
      return result.state === "read" ? result.configuration.environments : result.problems;
    };
    expect(environments("processes: { web: { environment: eu } }")).toEqual([]);
    expect(environments("processes: { app: { minimum-age: 30d } }")).toEqual(["production"]);
    expect(environments("environments: [eu]\nprocesses: { web: { environment: us } }")).toEqual([
      "eu",
    ]);
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
      "a source that is none",
      "deployments:\n  source: jenkins",
      [/:2: `deployments\.source`: must be one of `deployments`, .*`file`\.$/],
    ],
    [
      "a source without what it needs",
      "deployments: { source: workflow }",
      [/:1: `deployments\.workflow`: /],
    ],
    [
      "a source for an environment that nothing waits for",
      "deployments:\n  environments:\n    prod: { source: tag }",
      [
        /:3: `deployments\.environments\.prod`: nothing waits for this environment\. .*`production`\.$/,
      ],
    ],
    [
      "plain http in public",
      "deployments: { source: url, urls: ['http://example.com/'], pointer: /commit }",
      [/:1: `deployments\.urls`: may ask plain http only with `private-addresses: true`\.$/],
    ],
    [
      "an address that tells the commit nowhere",
      "deployments: { source: url, urls: ['https://example.com/'] }",
      [/:1: `deployments`: needs either `pointer` or `header`\.$/],
    ],
    [
      "the runner's own credentials in a header",
      "deployments: { source: url, urls: ['https://example.com/'], pointer: /c, headers: { A: GITHUB_TOKEN } }",
      [/:1: `deployments\.headers\.A`: is not the name of an environment variable of your own/],
    ],
    [
      "an image's tag without a commit",
      "deployments: { source: file, path: a.yml, pointer: /tag, format: 'v*' }",
      [/:1: `deployments\.format`: does not hold \{commit\} once\.$/],
    ],
    ["a duration that is none", "soak: 24", [/:1: `soak`: is not a duration such as 30m/]],
    [
      "a process that runs nowhere",
      "processes:\n  web: { paths: [app] }",
      [/:2: `processes\.web`: needs `environment`, or `minimum-age`/],
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
    [
      "a safe function that no call can mean",
      'safe-functions: ["DROP TABLE users"]',
      [/:1: `safe-functions\[0\]`: is not a function's name in lower case/],
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
