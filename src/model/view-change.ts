import type { Expression } from "./expression.ts";
import type { QualifiedName } from "./qualified-name.ts";

export interface CreateView {
  readonly kind: "create-view";
  readonly view: QualifiedName;
  readonly materialized: boolean;
  readonly replace: boolean;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  /** Output columns in order; null where a `*` or an unnamed expression hides them. */
  readonly columns: readonly string[] | null;
  /** Tables and views that the query reads. */
  readonly reads: readonly QualifiedName[];
  /** The query's text, for what it names. */
  readonly query: Expression;
  /** TimescaleDB's continuous aggregate, filled as it is made. Absent means false. */
  readonly fillsAggregate?: true;
}

export interface DropView {
  readonly kind: "drop-view";
  readonly view: QualifiedName;
  readonly materialized: boolean;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface RenameView {
  readonly kind: "rename-view";
  readonly view: QualifiedName;
  readonly materialized: boolean;
  readonly to: string;
}

export interface RefreshMaterializedView {
  readonly kind: "refresh-materialized-view";
  readonly view: QualifiedName;
  readonly concurrently: boolean;
  /** False for WITH NO DATA: then it cannot be read. */
  readonly withData: boolean;
}
