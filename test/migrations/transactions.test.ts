import { describe, expect, test } from "vitest";
import { placeInTransactions, startTransactions } from "../../src/migrations/transactions.ts";
import type { TransactionMode } from "../../src/model/migration.ts";
import type { Statement } from "../../src/model/statement.ts";

const sessions: Readonly<Record<string, Statement["session"]>> = {
  begin: { kind: "begin" },
  commit: { kind: "commit" },
  rollback: { kind: "rollback" },
  savepoint: { kind: "savepoint", name: "s" },
  "rollback-to": { kind: "rollback-to", name: "s" },
};

function statementsOf(text: string): readonly Statement[] {
  return text.split(" ").map((sql, position) => ({
    line: position + 1,
    endLine: position + 1,
    sql,
    changes: [],
    session: sessions[sql] ?? null,
    // What a DO block runs bears the block's lines.
    ...(sql === "do" ? { block: { line: 1, endLine: 9 } } : {}),
  }));
}

/** Statements, and the transaction of each: a number, with `*` where it is an open block. */
const cases: readonly (readonly [mode: TransactionMode, text: string, placed: string])[] = [
  ["none", "a b", "1 2"],
  ["migration", "a b", "1* 1*"],
  ["none", "begin a commit b", "1* 1* 1* 2"],
  ["none", "begin a rollback b", "1* 1* 1* 2"],
  ["none", "a begin b", "1 2* 2*"],
  ["migration", "a commit b", "1* 1* 2"],
  ["migration", "begin a commit b", "1* 1* 1* 2"],
  ["implicit", "a", "1"],
  ["implicit", "a b", "1* 1*"],
  ["implicit", "a commit b", "1* 1* 2*"],
  ["none", "do do a", "1* 1* 2"],
  ["migration", "do a", "1* 1*"],
];

describe("the transaction of each statement", () => {
  test.each(cases)("%s: %s", (mode, text, placed) => {
    const found = placeInTransactions(statementsOf(text), mode, startTransactions(), "postgresql");
    const shown = found.map(
      ({ transaction, inTransaction }) => `${transaction}${inTransaction ? "*" : ""}`,
    );
    expect(shown.join(" ")).toBe(placed);
  });

  test("migrations never share one, unless their tool runs all of them in one", () => {
    const place = (mode: TransactionMode) => {
      const counter = startTransactions();
      return ["a b", "c"].map((text) =>
        placeInTransactions(statementsOf(text), mode, counter, "postgresql").map(
          ({ transaction }) => transaction,
        ),
      );
    };
    expect(place("migration")).toEqual([[1, 1], [2]]);
    expect(place("release")).toEqual([[1, 1], [1]]);
  });

  test("a migration that commits ends the release's transaction for those behind it", () => {
    const counter = startTransactions();
    const place = (text: string) =>
      placeInTransactions(statementsOf(text), "release", counter, "postgresql").map(
        ({ inTransaction }) => inTransaction,
      );
    expect([place("a commit b"), place("c")]).toEqual([[true, true, false], [false]]);
  });
});

test.each<[text: string, undone: string]>([
  ["begin a rollback b", "begin a rollback"],
  ["begin a commit b rollback c", "rollback"],
  ["a savepoint b rollback-to c", "b rollback-to"],
  ["a savepoint b savepoint c rollback-to d", "c rollback-to"],
])("what %s undoes: %s", (text, undone) => {
  const mode = text.startsWith("begin") ? "none" : "migration";
  const placed = placeInTransactions(statementsOf(text), mode, startTransactions(), "postgresql");
  const shown = placed.filter(({ isUndone }) => isUndone).map(({ statement }) => statement.sql);
  expect(shown.join(" ")).toBe(undone);
});

test("a rollback in a later migration of the release undoes the earlier ones", () => {
  const counter = startTransactions();
  const [first] = ["a", "rollback"].map((text) =>
    placeInTransactions(statementsOf(text), "release", counter, "postgresql"),
  );
  expect(first?.map(({ isUndone }) => isUndone)).toEqual([true]);
});

test("MySQL commits at whatever is no change of rows", () => {
  const drop = { kind: "drop-view", view: { schema: null, name: "v" } } as const;
  const change = { ...drop, materialized: false, ifExists: false, cascade: false };
  const statements = statementsOf("begin row ddl row").map((statement) =>
    statement.sql === "ddl" ? { ...statement, changes: [change] } : statement,
  );
  const place = (mode: TransactionMode) =>
    placeInTransactions(statements, mode, startTransactions(), "mysql").map(
      ({ transaction, inTransaction }) => `${transaction}${inTransaction ? "*" : ""}`,
    );
  expect([place("none"), place("migration"), place("implicit")]).toEqual([
    ["1*", "1*", "2", "3"],
    ["1*", "1*", "2", "3"],
    ["1*", "1*", "2", "3"],
  ]);
});
