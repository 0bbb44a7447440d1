import { describe, expect, it } from "vitest";
import { candidateForFile, findCandidates } from "../../src/migrations/find-folders.ts";
import { configurationOf, treeOf } from "./repository.ts";
import type { Files } from "./repository.ts";

const filesOf = (paths: readonly string[]): Files =>
  Object.fromEntries(paths.map((path) => [path, ""]));

interface DetectionCase {
  readonly name: string;
  readonly paths: readonly string[];
  /** Folders with the files that they need, below each. */
  readonly found: Readonly<Record<string, readonly string[]>>;
}

const detections: readonly DetectionCase[] = [
  {
    name: "several folders of a monorepo",
    paths: [
      "packages/api/prisma/schema.prisma",
      "packages/api/prisma/migrations/20240101000000_init/migration.sql",
      "packages/api/prisma/migrations/migration_lock.toml",
      "services/billing/migrations/0001_a.up.sql",
      "services/billing/migrations/0001_a.down.sql",
      "web/src/index.ts",
    ],
    found: {
      "packages/api/prisma/migrations": ["20240101000000_init/migration.sql"],
      "services/billing/migrations": ["0001_a.up.sql", "0001_a.down.sql"],
    },
  },
  {
    name: "nothing of other projects, tests and fixtures",
    paths: [
      "node_modules/lib/migrations/0001_a.up.sql",
      "vendor/lib/migrations/0001_a.up.sql",
      "pkg/testdata/migrations/0001_a.up.sql",
      "src/test/resources/db/migration/V1__a.sql",
      "fixtures/migrations/1_a.sql",
      "db/seeds/001_users.sql",
      "internal/queries/001_users.sql",
    ],
    found: {},
  },
  {
    name: "no bare SQL file outside a folder for migrations",
    paths: ["report.sql", "sql/report.sql", "docs/01_intro.sql", "queries.sql", "db/schema.sql"],
    found: {},
  },
  {
    name: "unnumbered files in a folder for migrations, but not its dumps beside numbered ones",
    paths: [
      "migrations/create_users.sql",
      "db/migrations/1_a.sql",
      "db/migrations/schema.sql",
      "db/migrations/seed.sql",
    ],
    found: { migrations: ["create_users.sql"], "db/migrations": ["1_a.sql"] },
  },
  {
    name: "a numbered sequence in a folder of any name",
    paths: ["sql/001_a.sql", "sql/002_b.sql", "sql/003_c.sql"],
    found: { sql: ["001_a.sql", "002_b.sql", "003_c.sql"] },
  },
  {
    name: "Drizzle's journal without its snapshots",
    paths: [
      "drizzle/0000_a.sql",
      "drizzle/meta/_journal.json",
      "drizzle/meta/0000_snapshot.json",
      "drizzle.config.ts",
    ],
    found: { drizzle: ["0000_a.sql", "meta/_journal.json"] },
  },
  {
    name: "Flyway's folders for databases apart, its modules together",
    paths: [
      "src/main/resources/db/migration/postgresql/V1__a.sql",
      "src/main/resources/db/migration/mysql/V1__a.sql",
      "app/src/main/resources/db/migration/users/V1__a.sql",
      "app/src/main/resources/db/migration/orders/V2__b.sql",
      "app/src/main/resources/db/migration/orders/V2__b.sql.conf",
    ],
    found: {
      "src/main/resources/db/migration/postgresql": ["V1__a.sql"],
      "src/main/resources/db/migration/mysql": ["V1__a.sql"],
      "app/src/main/resources/db/migration": [
        "users/V1__a.sql",
        "orders/V2__b.sql",
        "orders/V2__b.sql.conf",
      ],
    },
  },
  {
    name: "folders by release together",
    paths: [
      "migrator/migration/3.9/0001##a.sql",
      "migrator/migration/3.14/0001##b.sql",
      "migrator/migration/LATEST.sql",
    ],
    found: { "migrator/migration": ["3.9/0001##a.sql", "3.14/0001##b.sql"] },
  },
  {
    name: "Sqitch's deploy scripts and plan, without the way back",
    paths: [
      "schema/sqitch.plan",
      "schema/deploy/app/users.sql",
      "schema/revert/app/users.sql",
      "schema/verify/app/users.sql",
    ],
    found: { schema: ["sqitch.plan", "deploy/app/users.sql"] },
  },
  {
    name: "graphile-migrate's committed files",
    paths: [
      ".gmrc",
      "migrations/committed/000001.sql",
      "migrations/current.sql",
      "migrations/current/1-a.sql",
      "migrations/afterReset.sql",
    ],
    found: { migrations: ["committed/000001.sql"] },
  },
  {
    name: "diesel's folders with their settings",
    paths: [
      "diesel.toml",
      "migrations/2024-01-01-000000_a/up.sql",
      "migrations/2024-01-01-000000_a/down.sql",
      "migrations/2024-01-01-000000_a/metadata.toml",
    ],
    found: {
      migrations: [
        "2024-01-01-000000_a/up.sql",
        "2024-01-01-000000_a/down.sql",
        "2024-01-01-000000_a/metadata.toml",
      ],
    },
  },
  {
    name: "Go migrations beside SQL, for goose runs both",
    paths: [
      "migrations/00001_a.sql",
      "migrations/00002_b.go",
      "migrations/00002_b_test.go",
      "migrations/embed.go",
    ],
    found: { migrations: ["00001_a.sql", "00002_b.go"] },
  },
  {
    name: "a folder at the root of the repository",
    paths: ["0001_a.up.sql", "0001_a.down.sql", "README.md"],
    found: { "": ["0001_a.up.sql", "0001_a.down.sql"] },
  },
  {
    name: "names with spaces, quotes and line breaks",
    paths: ['migrations/0001_a "b"`|\n.sql'],
    found: { migrations: ['0001_a "b"`|\n.sql'] },
  },
];

const ownFiles = (candidate: {
  readonly path: string;
  readonly entries: readonly { readonly path: string }[];
  readonly toolFiles: readonly { readonly path: string }[];
}): readonly string[] => {
  const tools = new Set(candidate.toolFiles.map(({ path }) => path));
  return candidate.entries
    .filter(({ path }) => !tools.has(path) || path.endsWith("_journal.json"))
    .map(({ path }) => (candidate.path === "" ? path : path.slice(candidate.path.length + 1)));
};

describe("finding the folders of migrations", () => {
  it.each(detections)("finds $name", ({ paths, found }) => {
    const candidates = findCandidates(treeOf(filesOf(paths)), configurationOf());
    expect(
      Object.fromEntries(candidates.map((candidate) => [candidate.path, ownFiles(candidate)])),
    ).toEqual(found);
  });

  it("takes the tools' own files nearest to the folder", () => {
    const paths = [
      "Cargo.toml",
      "crates/db/Cargo.toml",
      "crates/db/migrations/1_a.sql",
      "supabase/config.toml",
      "atlas.hcl",
    ];
    const [candidate] = findCandidates(treeOf(filesOf(paths)), configurationOf());
    expect(candidate?.toolFiles.map(({ path }) => path).sort()).toEqual([
      "atlas.hcl",
      "crates/db/Cargo.toml",
    ]);
    expect(candidate?.entries).toEqual(expect.arrayContaining([...(candidate?.toolFiles ?? [])]));
  });

  it("takes only configured folders where there are any, the deepest for each file, empty ones too", () => {
    const files = filesOf([
      "db/a.sql",
      "db/legacy/b.sql",
      "db/legacy/old/c.sql",
      "migrations/1_d.sql",
    ]);
    const configuration = configurationOf([
      { path: "db" },
      { path: "db/legacy", layout: "sql" },
      { path: "gone" },
    ]);
    const candidates = findCandidates(treeOf(files), configuration);
    expect(
      candidates.map(({ path, entries }) => [path, entries.map((entry) => entry.path)]),
    ).toEqual([
      ["db", ["db/a.sql"]],
      ["db/legacy", ["db/legacy/b.sql", "db/legacy/old/c.sql"]],
      ["gone", []],
    ]);
    expect(candidates[1]?.configured?.layout).toBe("sql");
  });

  it("leaves out what the configuration ignores", () => {
    const files = filesOf([
      "a/migrations/1_a.sql",
      "b/migrations/1_b.sql",
      "b/migrations/2_generated.sql",
    ]);
    const candidates = findCandidates(
      treeOf(files),
      configurationOf([], ["a/**", "**/*_generated.sql"]),
    );
    expect(candidates.flatMap(({ entries }) => entries.map(({ path }) => path))).toEqual([
      "b/migrations/1_b.sql",
    ]);
  });

  it("keeps links in the places of migrations, and never what lies behind them", () => {
    const files: Files = {
      "db/migrations": { link: "submodule" },
      "app/migrations/1_a.sql": "",
      "app/migrations/2_b.sql": { link: "symlink" },
      "app/migrations/README.md": { link: "symlink" },
      "prisma/migrations/20240101_a/migration.sql": "",
      "prisma/migrations/20240102_b": { link: "symlink" },
      ".tools/db-migrate": { link: "symlink" },
    };
    const candidates = findCandidates(treeOf(files), configurationOf());
    expect(
      candidates.map(({ path, entries }) => [path, entries.map((entry) => entry.path)]),
    ).toEqual([
      ["db/migrations", ["db/migrations"]],
      ["app/migrations", ["app/migrations/1_a.sql", "app/migrations/2_b.sql"]],
      [
        "prisma/migrations",
        ["prisma/migrations/20240101_a/migration.sql", "prisma/migrations/20240102_b"],
      ],
    ]);
  });

  it("tells a configured folder that lies behind a link", () => {
    const [candidate] = findCandidates(
      treeOf({ db: { link: "submodule" } }),
      configurationOf([{ path: "db/migrations" }]),
    );
    expect(candidate?.entries.map(({ path }) => path)).toEqual(["db"]);
  });

  describe("at the head, with the folders of the base branch", () => {
    const atHead = (
      base: Files,
      head: Files,
    ): readonly (readonly [string, readonly string[]])[] => {
      const known = findCandidates(treeOf(base), configurationOf());
      const candidates = findCandidates(treeOf({ ...base, ...head }), configurationOf(), known);
      return candidates.map((candidate) => [candidate.path, ownFiles(candidate)]);
    };

    it("keeps every file in its folder, whatever a pull request adds beside it", () => {
      const base = filesOf(["migrations/0001_a.sql"]);
      expect(atHead(base, filesOf(["migrations/0002_drop.sql", "migrations/sqitch.plan"]))).toEqual(
        [["migrations", ["0001_a.sql", "0002_drop.sql"]]],
      );
      expect(
        atHead(base, filesOf(["migrations/committed/000001.sql", "migrations/0002_drop.sql"])),
      ).toEqual([["migrations", ["0001_a.sql", "committed/000001.sql", "0002_drop.sql"]]]);
    });

    it("sees a Flyway migration in a folder that is named for tests", () => {
      const base = filesOf(["src/main/resources/db/migration/V1__a.sql"]);
      expect(
        atHead(base, filesOf(["src/main/resources/db/migration/testdata/V2__drop.sql"])),
      ).toEqual([["src/main/resources/db/migration", ["V1__a.sql", "testdata/V2__drop.sql"]]]);
    });

    it("keeps a folder whose files are all gone", () => {
      const known = findCandidates(treeOf(filesOf(["migrations/1_a.sql"])), configurationOf());
      const candidates = findCandidates(treeOf({}), configurationOf(), known);
      expect(candidates.map(({ path, entries }) => [path, entries])).toEqual([["migrations", []]]);
    });
  });

  it("finds folders in a tree of 100,000 files", () => {
    const paths = Array.from(
      { length: 100_000 },
      (_, number) => `src/${number % 300}/${number}/file.ts`,
    );
    const candidates = findCandidates(
      treeOf(filesOf([...paths, "migrations/1_a.sql"])),
      configurationOf(),
    );
    expect(candidates.map(({ path }) => path)).toEqual(["migrations"]);
  });
});

describe("the folder of one file", () => {
  it.each([
    ["db/anything/002_drop.sql", ["db/anything/001_a.sql"], "db/anything"],
    [
      "prisma/migrations/2_b/migration.sql",
      ["prisma/migrations/1_a/migration.sql"],
      "prisma/migrations",
    ],
    [
      "migrations/2024-01-02-000000_b/up.sql",
      ["migrations/2024-01-01-000000_a/up.sql"],
      "migrations",
    ],
    ["schema/deploy/b.sql", ["schema/sqitch.plan", "schema/deploy/a.sql"], "schema"],
    ["drizzle/0001_b.sql", ["drizzle/meta/_journal.json", "drizzle/0000_a.sql"], "drizzle"],
    ["tests/002_drop.sql", ["tests/001_a.sql"], "tests"],
    ["one.sql", [], ""],
  ])("of %s", (path, others, folder) => {
    const candidate = candidateForFile(path, treeOf(filesOf([...others, path])));
    expect(candidate.path).toBe(folder);
    expect(candidate.entries.map((entry) => entry.path).sort()).toEqual([...others, path].sort());
  });

  it("holds a file whatever its name", () => {
    const candidate = candidateForFile("notes/change.txt", treeOf(filesOf(["notes/change.txt"])));
    expect(candidate.entries.map(({ path }) => path)).toEqual(["notes/change.txt"]);
  });
});
