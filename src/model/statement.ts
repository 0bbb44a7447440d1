import type { NewerSyntax } from "./newer-syntax.ts";
import type { SchemaChange } from "./schema-change.ts";

/** What a statement does to its session rather than to the schema. */
export type SessionEffect =
  | { readonly kind: "begin" }
  | { readonly kind: "commit" }
  | { readonly kind: "rollback" }
  | {
      readonly kind: "set";
      /** Lower case: `lock_timeout`, `search_path`, `statement_timeout`, `foreign_key_checks`. */
      readonly name: string;
      readonly values: readonly string[];
      /** SET LOCAL, which ends with the transaction. */
      readonly local: boolean;
    };

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
  /** Absent where every server knows its syntax. */
  readonly newerSyntax?: readonly NewerSyntax[];
  /** The DO block that it stands in, which always runs in a transaction; absent elsewhere. */
  readonly block?: { readonly line: number; readonly endLine: number };
}
