import type { NewerSyntax } from "./newer-syntax.ts";
import type { Guard } from "./condition.ts";
import type { RoutineCall } from "./routine.ts";
import type { SchemaChange } from "./schema-change.ts";

/** What a statement does to its session rather than to the schema. */
export type SessionEffect =
  | { readonly kind: "begin" }
  | { readonly kind: "commit" }
  | { readonly kind: "rollback" }
  | { readonly kind: "savepoint"; readonly name: string }
  | { readonly kind: "rollback-to"; readonly name: string }
  /** PostgreSQL's DISCARD: temporary tables, and with `all` the settings too. */
  | { readonly kind: "discard"; readonly all: boolean }
  | {
      readonly kind: "set";
      /** Lower case: `lock_timeout`, `search_path`, `statement_timeout`, `foreign_key_checks`. */
      readonly name: string;
      readonly values: readonly string[];
      /** SET LOCAL, which ends with the transaction. */
      readonly local: boolean;
    };

/**
 * How sure it is that a statement runs: `always`, where the migration goes through; `if-new`, unless what it makes is
 * there already; `maybe`, where a condition or a rollback stands in between.
 */
export type Certainty = "always" | "if-new" | "maybe";

/** One SQL statement as a parser gives it: where it stands, its text, and what it does. */
export interface Statement {
  /** One-based, of the first character that is neither blank nor comment. */
  readonly line: number;
  /** One-based, of the last character. */
  readonly endLine: number;
  /** As written, without leading and trailing blanks and without the terminator. */
  readonly sql: string;
  readonly changes: readonly SchemaChange[];
  readonly session: SessionEffect | null;
  /**
   * Functions that it evaluates beside those among its changes. One that the history makes is read; of the others, those
   * that have no effect do nothing. Absent where there are none.
   */
  readonly calls?: readonly RoutineCall[];
  /**
   * Functions that it gives to something which runs them later, such as a trigger or a default. Absent where there are
   * none.
   */
  readonly laterCalls?: readonly RoutineCall[];
  /** Absent where every server knows its syntax. */
  readonly newerSyntax?: readonly NewerSyntax[];
  /** The DO block that it stands in, which always runs in a transaction; absent elsewhere. */
  readonly block?: { readonly line: number; readonly endLine: number };
  /** What it needs to run, outermost first; absent outside of blocks, and where it runs in any case. */
  readonly guards?: readonly Guard[];
}
