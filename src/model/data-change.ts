import type { QualifiedName } from "./qualified-name.ts";

export interface InsertRows {
  readonly kind: "insert-rows";
  readonly table: QualifiedName;
  readonly fromQuery: boolean;
  /** Tables read by the query. */
  readonly reads: readonly QualifiedName[];
  /** What it copies where its query takes every row of the one table that it reads; absent where rows may be left out. */
  readonly copies?: CopiedColumns;
}

export interface CopiedColumns {
  /** The columns that the statement names; null where it names none and so fills them in order. */
  readonly into: readonly string[] | null;
  /** Whether each output of the query is computed from the row; null for `*`. */
  readonly fromRow: readonly boolean[] | null;
}

export interface UpdateRows {
  readonly kind: "update-rows";
  readonly table: QualifiedName;
  readonly columns: readonly string[];
  /** Columns of the same statement that the new values are computed from. */
  readonly readsColumns: readonly string[];
  /** True where the WHERE clause limits the rows to a batch: a key or key range, or a LIMIT. */
  readonly bounded: boolean;
  readonly hasWhere: boolean;
}

export interface DeleteRows {
  readonly kind: "delete-rows";
  readonly table: QualifiedName;
  readonly bounded: boolean;
  readonly hasWhere: boolean;
}

export interface Truncate {
  readonly kind: "truncate";
  readonly table: QualifiedName;
  readonly cascade: boolean;
}

export interface LockTable {
  readonly kind: "lock-table";
  readonly table: QualifiedName;
  /** As the server names it: `ACCESS EXCLUSIVE`. */
  readonly mode: string;
}
