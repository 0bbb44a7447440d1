import { describe, expect, test } from "vitest";
import { placeInTransactions, startTransactions } from "../../src/migrations/transactions.ts";
import type { TransactionMode } from "../../src/model/migration.ts";
import type { Statement } from "../../src/model/statement.ts";

const sessions: Readonly<Record<string, Statement["session"]>> = {
  begin: { kind: "begin" },
  commit: { kind: "commit" },
  rollback: { kind: "rollback" },
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
    const found = placeInTransactions(statementsOf(text), mode, startTransactions());
    const shown = found.map(
      ({ transaction, inTransaction }) => `${transaction}${inTransaction ? "*" : ""}`,
    );
    expect(shown.join(" ")).toBe(placed);
  });

  test("migrations never share one, unless their tool runs all of them in one", () => {
    const place = (mode: TransactionMode) => {
      const counter = startTransactions();
      return ["a b", "c"].map((text) =>
        placeInTransactions(statementsOf(text), mode, counter).map(
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
      placeInTransactions(statementsOf(text), "release", counter).map(
        ({ inTransaction }) => inTransaction,
      );
    expect([place("a commit b"), place("c")]).toEqual([[true, true, false], [false]]);
  });
});
