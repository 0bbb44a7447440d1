import { describe, expect, it } from "vitest";
import type { LayoutName } from "../../src/model/layout.ts";
import { layoutNames } from "../../src/model/layout.ts";
import { layouts } from "../../src/migrations/layouts/index.ts";
import { migrationsOf } from "./repository.ts";
import type { Files } from "./repository.ts";

interface OrderCase {
  readonly layout: LayoutName;
  readonly name: string;
  /** Paths below `migrations/`; their texts tell nothing here. */
  readonly files: readonly string[];
  readonly texts?: Files;
  /** Versions in the order in which they run. */
  readonly versions: readonly string[];
}

const drizzleJournal = JSON.stringify({
  dialect: "postgresql",
  entries: [
    { idx: 0, when: 1, tag: "0000_zebra" },
    { idx: 1, when: 2, tag: "0001_ant" },
  ],
});

const sqitchPlan = `%syntax-version=1.0.0
%project=app

schemas/app 2024-01-01T00:00:00Z A <a@example.com> # first
users [schemas/app] 2024-01-02T00:00:00Z A <a@example.com> # second
@v1 2024-01-03T00:00:00Z A <a@example.com> # a tag
accounts 2024-01-04T00:00:00Z A <a@example.com> # sorts before users
users [users@v1] 2024-01-05T00:00:00Z A <a@example.com> # reworked
`;

const orders: readonly OrderCase[] = [
  {
    layout: "sql",
    name: "by the numbers in the path, also where their widths differ",
    files: ["00010-ten.sql", "0009-nine.sql", "0001-one.sql"],
    versions: ["0001", "0009", "00010"],
  },
  {
    layout: "sql",
    name: "by release folder, numbers as numbers",
    files: ["3.14/0001##b.sql", "3.9/0002##a.sql", "3.9/0001##c.sql"],
    versions: ["3.9/0001", "3.9/0002", "3.14/0001"],
  },
  {
    layout: "sql",
    name: "runs every file, whatever direction its name speaks of",
    files: ["1_users.sql", "1_users.down.sql"],
    versions: ["1", "1"],
  },
  {
    layout: "flyway",
    name: "by the parts of the version, baselines first, repeatables and callbacks last",
    files: [
      "V10__ten.sql",
      "V9__nine.sql",
      "V1.10__a.sql",
      "V1_9__b.sql",
      "B1.9__baseline.sql",
      "R__views.sql",
      "U10__ten.sql",
      "afterMigrateApplied__013_VIEW.sql",
      "beforeUndo.sql",
      "V201_2.0.0.3__long.sql",
    ],
    versions: [
      "B1.9",
      "V1.9",
      "V1.10",
      "V9",
      "V10",
      "V201.2.0.0.3",
      "R__views",
      "afterMigrateApplied__013_VIEW",
    ],
  },
  {
    layout: "flyway",
    name: "over all folders below",
    files: ["2024/V3__c.sql", "2023/V1__a.sql", "V2__b.sql"],
    versions: ["V1", "V2", "V3"],
  },
  {
    layout: "golang-migrate",
    name: "by number, beyond what a double holds",
    files: [
      "20150100000001000002_c.up.sql",
      "20150100000001000001_b.up.sql",
      "20150100000001000001_b.down.sql",
      "7_a.up.sql",
    ],
    versions: ["7", "20150100000001000001", "20150100000001000002"],
  },
  {
    layout: "goose",
    name: "by number",
    files: ["00010_b.sql", "00009_a.sql", "2_c.sql"],
    versions: ["2", "00009", "00010"],
  },
  {
    layout: "dbmate",
    name: "by the leading digits, with or without an underscore",
    files: ["20240102.sql", "20240101_a.sql"],
    versions: ["20240101", "20240102"],
  },
  {
    layout: "sqlx",
    name: "by number, down files left out",
    files: ["10_b.up.sql", "10_b.down.sql", "9_a.sql"],
    versions: ["9", "10"],
  },
  {
    layout: "diesel",
    name: "by the folder's name up to the first underscore, dashes left out",
    files: [
      "2024-05-01-120000_users/up.sql",
      "2024-05-01-120000_users/down.sql",
      "00000000000000_diesel_initial_setup/up.sql",
      ".hidden/up.sql",
    ],
    versions: ["00000000000000", "20240501120000"],
  },
  {
    layout: "refinery",
    name: "by number, V and U alike",
    files: ["V10__b.sql", "U9__a.sql", "V1.5__c.sql"],
    versions: ["V1.5", "U9", "V10"],
  },
  {
    layout: "prisma",
    name: "by the folder's name, whatever it is",
    files: [
      "20240101000000_a/migration.sql",
      "01_init/migration.sql",
      "2025120418191501_typo/migration.sql",
      "20260101000000_b/migration.sql",
    ],
    versions: ["01_init", "20240101000000_a", "2025120418191501_typo", "20260101000000_b"],
  },
  {
    layout: "drizzle",
    name: "by the journal, not by name",
    files: ["0001_ant.sql", "0000_zebra.sql"],
    texts: { "migrations/meta/_journal.json": drizzleJournal },
    versions: ["0000_zebra", "0001_ant"],
  },
  {
    layout: "drizzle",
    name: "by the folders' names where there is no journal",
    files: ["20250102000000_b/migration.sql", "20250101000000_a/migration.sql"],
    versions: ["20250101000000_a", "20250102000000_b"],
  },
  {
    layout: "supabase",
    name: "by timestamp",
    files: ["20240102000000_b.sql", "20240101000000_a.sql"],
    versions: ["20240101000000", "20240102000000"],
  },
  {
    layout: "hasura",
    name: "folders and flat files together",
    files: [
      "1620000000002_b/up.sql",
      "1620000000002_b/down.sql",
      "1620000000001_a.up.sql",
      "1620000000001_a.down.sql",
    ],
    versions: ["1620000000001", "1620000000002"],
  },
  {
    layout: "node-pg-migrate",
    name: "by number, then name",
    files: ["1620000000001_b.sql", "900_a.sql"],
    versions: ["900_a", "1620000000001_b"],
  },
  {
    layout: "sql-migrate",
    name: "by number, then those without one",
    files: ["init.sql", "10-b.sql", "9-a.sql"],
    versions: ["9-a", "10-b", "init"],
  },
  {
    layout: "tern",
    name: "by number, templates below left out",
    files: ["010_b.sql", "009_a.sql", "code/helper.sql"],
    versions: ["009", "010"],
  },
  {
    layout: "atlas",
    name: "by name",
    files: ["20240102_b.sql", "20240101_a.sql", "atlas.sum"],
    versions: ["20240101", "20240102"],
  },
  {
    layout: "sqitch",
    name: "by the plan, reworked changes with the script of their tag",
    files: [
      "deploy/users.sql",
      "deploy/users@v1.sql",
      "deploy/accounts.sql",
      "deploy/schemas/app.sql",
      "revert/users.sql",
    ],
    texts: { "migrations/sqitch.plan": sqitchPlan },
    versions: ["schemas/app", "users@v1", "accounts", "users"],
  },
  {
    layout: "graphile-migrate",
    name: "committed files by number, the current one left out",
    files: ["committed/000010-b.sql", "committed/000009.sql", "current.sql", "current/1-x.sql"],
    versions: ["000009", "000010"],
  },
];

describe("the order in which a tool runs its migrations", () => {
  it.each(orders)("$layout: $name", ({ layout, files, texts, versions }) => {
    const all = {
      ...Object.fromEntries(files.map((path) => [`migrations/${path}`, "SELECT 1;"])),
      ...texts,
    };
    expect(migrationsOf(layout, all).map(({ version }) => version)).toEqual(versions);
  });

  it("has a layout for every name, and a case for every layout", () => {
    expect(Object.keys(layouts).sort()).toEqual([...layoutNames, "code"].sort());
    expect([...new Set(orders.map(({ layout }) => layout))].sort()).toEqual(
      [...layoutNames].sort(),
    );
  });
});
