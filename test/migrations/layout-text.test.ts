import { describe, expect, it } from "vitest";
import type { LayoutName } from "../../src/model/layout.ts";
import type { TransactionMode } from "../../src/model/migration.ts";
import { migrationsOf } from "./repository.ts";
import type { Files } from "./repository.ts";

interface TextCase {
  readonly layout: LayoutName;
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly others?: Files;
  /** What runs, blanks at the ends of lines left out, with its transaction. */
  readonly runs: readonly (readonly [text: string, transaction: TransactionMode])[];
  readonly problem?: RegExp;
}

const texts: readonly TextCase[] = [
  {
    layout: "sql",
    name: "follows no marker of another tool",
    file: "1.sql",
    text: "-- +goose Up\nSELECT 1;\n-- +goose Down\nDROP TABLE users;\n",
    runs: [["-- +goose Up\nSELECT 1;\n-- +goose Down\nDROP TABLE users;\n", "none"]],
  },
  {
    layout: "goose",
    name: "blanks the way down and keeps the lines",
    file: "1_a.sql",
    text: "-- +goose Up\nSELECT 1;\n-- +goose Down\nDROP TABLE users;\n-- end",
    runs: [["-- +goose Up\nSELECT 1;\n\n\n", "migration"]],
  },
  {
    layout: "goose",
    name: "NO TRANSACTION in any case",
    file: "1_a.sql",
    text: "-- +goose no transaction\n-- +goose Up\nSELECT 1;",
    runs: [["-- +goose no transaction\n-- +goose Up\nSELECT 1;", "none"]],
  },
  {
    layout: "goose",
    name: "no down marker inside a statement block",
    file: "1_a.sql",
    text: "-- +goose Up\n-- +goose StatementBegin\n-- +goose Down\nDROP TABLE users;\n-- +goose StatementEnd",
    runs: [
      [
        "-- +goose Up\n-- +goose StatementBegin\n-- +goose Down\nDROP TABLE users;\n-- +goose StatementEnd",
        "migration",
      ],
    ],
    problem: /down marker in line 3 that stands inside a statement block/,
  },
  {
    layout: "goose",
    name: "an indented marker is a comment",
    file: "1_a.sql",
    text: "-- +goose Up\n  -- +goose Down\nDROP TABLE users;",
    runs: [["-- +goose Up\n  -- +goose Down\nDROP TABLE users;", "migration"]],
  },
  {
    layout: "goose",
    name: "a down marker before any up is not followed",
    file: "1_a.sql",
    text: "-- +goose Down\nDROP TABLE users;\n-- +goose Up\nSELECT 1;",
    runs: [["-- +goose Down\nDROP TABLE users;\n-- +goose Up\nSELECT 1;", "migration"]],
    problem: /down marker in line 1 that stands before any `-- \+goose Up`/,
  },
  {
    layout: "goose",
    name: "a file without a marker is told, and read",
    file: "1_a.sql",
    text: "DROP TABLE users;",
    runs: [["DROP TABLE users;", "migration"]],
    problem: /`migrations\/1_a\.sql` has no line `-- \+goose Up`, so goose refuses it/,
  },
  {
    layout: "goose",
    name: "a down marker in another case is told: older releases run what follows",
    file: "1_a.sql",
    text: "-- +goose Up\nSELECT 1;\n-- +goose down\nDROP TABLE users;",
    runs: [["-- +goose Up\nSELECT 1;\n\n", "migration"]],
    problem: /older releases of goose take for a comment/,
  },
  {
    layout: "goose",
    name: "keeps CRLF line ends",
    file: "1_a.sql",
    text: "-- +goose Up\r\nSELECT 1;\r\n-- +goose Down\r\nDROP TABLE a;\r\n",
    runs: [["-- +goose Up\r\nSELECT 1;\r\n\r\n\r\n", "migration"]],
  },
  {
    layout: "dbmate",
    name: "several pairs, each with a transaction of its own",
    file: "1_a.sql",
    text: "-- migrate:up\nSELECT 1;\n-- migrate:down\nDROP TABLE a;\n-- migrate:up transaction:false\nSELECT 2;\n-- migrate:down\nDROP TABLE b;",
    runs: [
      ["-- migrate:up\nSELECT 1;\n\n\n\n\n\n", "migration"],
      ["\n\n\n\n-- migrate:up transaction:false\nSELECT 2;\n\n", "none"],
    ],
  },
  {
    layout: "dbmate",
    name: "a down marker with words behind it is a comment to dbmate",
    file: "1_a.sql",
    text: "-- migrate:up\n-- migrate:down is not needed\nDROP TABLE a;",
    runs: [["-- migrate:up\n-- migrate:down is not needed\nDROP TABLE a;", "migration"]],
  },
  {
    layout: "sqlx",
    name: "in a transaction",
    file: "1_a.sql",
    text: "SELECT 1;",
    runs: [["SELECT 1;", "migration"]],
  },
  {
    layout: "sqlx",
    name: "without one where the file begins so",
    file: "1_a.sql",
    text: "-- no-transaction\nSELECT 1;",
    runs: [["-- no-transaction\nSELECT 1;", "none"]],
  },
  {
    layout: "sqlx",
    name: "in one where the directive comes later",
    file: "1_a.sql",
    text: "-- a\n-- no-transaction\nSELECT 1;",
    runs: [["-- a\n-- no-transaction\nSELECT 1;", "migration"]],
  },
  {
    layout: "diesel",
    name: "metadata.toml turns the transaction off",
    file: "1_a/up.sql",
    text: "SELECT 1;",
    others: { "migrations/1_a/metadata.toml": "# why\nrun_in_transaction = false\n" },
    runs: [["SELECT 1;", "none"]],
  },
  {
    layout: "flyway",
    name: "a sidecar turns the transaction off",
    file: "V2__x.sql",
    text: "SELECT 1;",
    others: { "migrations/V2__x.sql.conf": "executeInTransaction=false\n" },
    runs: [["SELECT 1;", "none"]],
  },
  {
    layout: "flyway",
    name: "a file of concurrent indexes alone runs outside a transaction",
    file: "V2__x.sql",
    text: "-- CREATE TABLE in a comment\nCREATE INDEX CONCURRENTLY i ON t (a);\nDROP INDEX CONCURRENTLY j;",
    runs: [
      [
        "-- CREATE TABLE in a comment\nCREATE INDEX CONCURRENTLY i ON t (a);\nDROP INDEX CONCURRENTLY j;",
        "none",
      ],
    ],
  },
  {
    layout: "flyway",
    name: "one that mixes them stays in its transaction, where it fails",
    file: "V2__x.sql",
    text: "ALTER TABLE t ADD a int;\nCREATE INDEX CONCURRENTLY i ON t (a);",
    runs: [["ALTER TABLE t ADD a int;\nCREATE INDEX CONCURRENTLY i ON t (a);", "migration"]],
  },
  {
    layout: "refinery",
    name: "in a transaction",
    file: "V1__a.sql",
    text: "SELECT 1;",
    runs: [["SELECT 1;", "migration"]],
  },
  {
    layout: "golang-migrate",
    name: "as one query",
    file: "1_a.up.sql",
    text: "SELECT 1;",
    runs: [["SELECT 1;", "implicit"]],
  },
  {
    layout: "prisma",
    name: "as one query",
    file: "1_a/migration.sql",
    text: "/* Warnings: drop the column */",
    runs: [["/* Warnings: drop the column */", "implicit"]],
  },
  {
    layout: "supabase",
    name: "as one batch",
    file: "1_a.sql",
    text: "SELECT 1;",
    runs: [["SELECT 1;", "implicit"]],
  },
  {
    layout: "drizzle",
    name: "all pending in one transaction, breakpoints kept",
    file: "0000_zebra.sql",
    text: "SELECT 1;--> statement-breakpoint\nSELECT 2;",
    others: { "migrations/meta/_journal.json": '{"entries":[{"when":1,"tag":"0000_zebra"}]}' },
    runs: [["SELECT 1;--> statement-breakpoint\nSELECT 2;", "release"]],
  },
  {
    layout: "hasura",
    name: "in a transaction",
    file: "1_a/up.sql",
    text: "SELECT 1;",
    runs: [["SELECT 1;", "migration"]],
  },
  {
    layout: "node-pg-migrate",
    name: "up before down",
    file: "1_a.sql",
    text: "-- Up Migration\nSELECT 1;\n\n-- Down Migration\nDROP TABLE a;",
    runs: [["-- Up Migration\nSELECT 1;\n\n\n", "release"]],
  },
  {
    layout: "node-pg-migrate",
    name: "down before up",
    file: "1_a.sql",
    text: "-- Down Migration\nDROP TABLE a;\n--- up migration\nSELECT 1;",
    runs: [["\n\n--- up migration\nSELECT 1;", "release"]],
  },
  {
    layout: "node-pg-migrate",
    name: "without an up marker all of it runs",
    file: "1_a.sql",
    text: "SELECT 1;\n-- Down Migration\nDROP TABLE a;",
    runs: [["SELECT 1;\n-- Down Migration\nDROP TABLE a;", "release"]],
  },
  {
    layout: "sql-migrate",
    name: "notransaction, and statement blocks",
    file: "1.sql",
    text: "-- +migrate Up notransaction\n-- +migrate StatementBegin\nSELECT 1;\n-- +migrate StatementEnd\n-- +migrate Down\nDROP TABLE a;",
    runs: [
      [
        "-- +migrate Up notransaction\n-- +migrate StatementBegin\nSELECT 1;\n-- +migrate StatementEnd\n\n",
        "none",
      ],
    ],
  },
  {
    layout: "sql-migrate",
    name: "markers in another case are comments",
    file: "1.sql",
    text: "-- +migrate Up\n-- +migrate down\nDROP TABLE a;",
    runs: [["-- +migrate Up\n-- +migrate down\nDROP TABLE a;", "migration"]],
  },
  {
    layout: "tern",
    name: "drops below the line are the way down",
    file: "001_a.sql",
    text: "---- tern: disable-tx ----\nSELECT 1;\n---- create above / drop below ----\nDROP TABLE a;",
    runs: [["---- tern: disable-tx ----\nSELECT 1;\n\n", "none"]],
  },
  {
    layout: "tern",
    name: "a directive of the way down does not count",
    file: "001_a.sql",
    text: "SELECT 1;\n---- create above / drop below ----\n---- tern: disable-tx ----",
    runs: [["SELECT 1;\n\n", "migration"]],
  },
  {
    layout: "atlas",
    name: "a directive at the head turns the transaction off",
    file: "1_a.sql",
    text: "-- atlas:txmode none\n\nSELECT 1;",
    runs: [["-- atlas:txmode none\n\nSELECT 1;", "none"]],
  },
  {
    layout: "atlas",
    name: "a directive behind a statement is a comment",
    file: "1_a.sql",
    text: "SELECT 1;\n-- atlas:txmode none",
    runs: [["SELECT 1;\n-- atlas:txmode none", "migration"]],
  },
  {
    layout: "sqitch",
    name: "as psql does, the author writes BEGIN",
    file: "deploy/a.sql",
    text: "BEGIN;\nSELECT 1;\nCOMMIT;",
    others: { "migrations/sqitch.plan": "a 2024-01-01T00:00:00Z A <a@example.com>\n" },
    runs: [["BEGIN;\nSELECT 1;\nCOMMIT;", "none"]],
  },
  {
    layout: "graphile-migrate",
    name: "no-transaction below the head",
    file: "committed/000001.sql",
    text: "--! Previous: -\n--! Hash: sha1:abc\n\n--! no-transaction\nSELECT 1;",
    runs: [["--! Previous: -\n--! Hash: sha1:abc\n\n--! no-transaction\nSELECT 1;", "none"]],
  },
];

describe("what of a file runs on the way up", () => {
  it.each(texts)("$layout: $name", ({ layout, file, text, others, runs, problem }) => {
    const [migration] = migrationsOf(layout, { [`migrations/${file}`]: text, ...others });
    const sections = migration?.sections ?? [];
    const seen = sections.map((section) => [
      section.text.replace(/ +(?=\r?\n|$)/g, ""),
      section.transaction,
    ]);
    expect(seen).toEqual(runs);
    expect(sections.map((section) => section.text.length)).toEqual(runs.map(() => text.length));
    if (problem === undefined) expect(migration?.problems).toEqual([]);
    else expect(migration?.problems).toEqual([expect.stringMatching(problem)]);
  });

  it("tells an Atlas checkpoint and Flyway's kinds", () => {
    const [checkpoint] = migrationsOf("atlas", {
      "migrations/1.sql": "-- atlas:checkpoint\n\nSELECT 1;",
    });
    expect(checkpoint?.kind).toBe("baseline");
    const kinds = migrationsOf("flyway", {
      "migrations/B1__a.sql": "",
      "migrations/V2__b.sql": "",
      "migrations/R__c.sql": "",
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(["baseline", "versioned", "repeatable"]);
  });

  it("keeps every file of a migration, also those that never run", () => {
    const [migration] = migrationsOf("golang-migrate", {
      "migrations/1_a.up.sql": "",
      "migrations/1_a.down.sql": "",
    });
    expect(migration?.path).toBe("migrations/1_a.up.sql");
    expect(migration?.files.map(({ path }) => path)).toEqual([
      "migrations/1_a.up.sql",
      "migrations/1_a.down.sql",
    ]);
  });

  it("reads a file of very many sections in linear time, and tells so", () => {
    const text = "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n".repeat(20_000);
    const [migration] = migrationsOf("dbmate", { "migrations/1_a.sql": text });
    expect(migration?.sections).toHaveLength(1);
    expect(migration?.problems).toEqual([expect.stringMatching(/20000 lines `-- migrate:up`/)]);
  });
});
