import type { QualifiedName } from "./qualified-name.ts";
import type { SqlType } from "./sql-type.ts";

/** The result of a query that makes a table, as its text alone tells it. */
export interface QueryResult {
  /** The relations that it reads, with the names by which it calls them. */
  readonly sources: readonly { readonly alias: string; readonly relation: QualifiedName }[];
  readonly columns: readonly ResultColumn[];
}

export type ResultColumn =
  /** `*`, or `alias.*` where `of` names one source. */
  | { readonly kind: "all"; readonly of: string | null }
  /** A column that is passed on. */
  | {
      readonly kind: "column";
      readonly name: string;
      readonly of: string | null;
      readonly column: string;
    }
  | { readonly kind: "cast"; readonly name: string; readonly type: SqlType }
  /** Computed: its type is not told. */
  | { readonly kind: "other"; readonly name: string };
