import type { Expression } from "./expression.ts";
import type { QualifiedName } from "./qualified-name.ts";
import type { SqlType } from "./sql-type.ts";

/** A column as CREATE TABLE or ADD COLUMN declares it. Its inline constraints stand beside it, as table constraints. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: SqlType;
  /** False when NOT NULL is written, or implied by PRIMARY KEY, serial or identity. */
  readonly nullable: boolean;
  /** The DEFAULT clause; null where none is written. A serial column has `serial: true` instead. */
  readonly default: Expression | null;
  readonly identity: "always" | "by-default" | null;
  /** PostgreSQL `serial`, MySQL `AUTO_INCREMENT`, SQLite `AUTOINCREMENT`: the server fills it in. */
  readonly autoIncrement: boolean;
  readonly generated: {
    readonly kind: "stored" | "virtual";
    readonly expression: Expression;
  } | null;
  readonly collation: string | null;
  /** MySQL `FIRST` or `AFTER column`; null means at the end. */
  readonly position: "first" | { readonly after: string } | null;
}

export type ConstraintType =
  "check" | "unique" | "primary-key" | "foreign-key" | "exclusion" | "not-null";

/** A table constraint, also when it was written beside a column. */
export interface ConstraintDefinition {
  /** As written; null where the server chooses (the catalog then derives the server's name). */
  readonly name: string | null;
  readonly type: ConstraintType;
  /** Constrained columns; for CHECK and EXCLUDE the columns that the expression reads. */
  readonly columns: readonly string[];
  /** The condition of a CHECK; null otherwise. */
  readonly expression: Expression | null;
  readonly references: {
    readonly table: QualifiedName;
    /** Empty where the statement leaves it to the primary key. */
    readonly columns: readonly string[];
    readonly onDelete: string | null;
  } | null;
  readonly notValid: boolean;
  /** False for PostgreSQL 18 and MySQL `NOT ENFORCED`. */
  readonly enforced: boolean;
  readonly deferrable: boolean;
  /** `ADD CONSTRAINT … USING INDEX name`. */
  readonly usingIndex: string | null;
  /** NO INHERIT: children of the table do without it. Absent means false. */
  readonly noInherit?: true;
  /** The index that EXCLUDE describes; absent for other constraints. */
  readonly exclusion?: Pick<IndexDefinition, "parts" | "where" | "method">;
}

export interface IndexPart {
  /** The column's name, or null for an expression. */
  readonly column: string | null;
  readonly expression: Expression | null;
}

export interface IndexDefinition {
  /** As written; null where the server chooses. */
  readonly name: string | null;
  readonly parts: readonly IndexPart[];
  readonly include: readonly string[];
  readonly unique: boolean;
  /** The condition of a partial index. */
  readonly where: Expression | null;
  /** `btree`, `gin`, `fulltext`, …; null where none is written. */
  readonly method: string | null;
}

/** When a trigger fires, and what it calls. */
export interface TriggerDefinition {
  readonly timing: "BEFORE" | "AFTER" | "INSTEAD OF";
  readonly events: readonly ("INSERT" | "UPDATE" | "DELETE" | "TRUNCATE")[];
  /** The columns of UPDATE OF; empty means any. */
  readonly columns: readonly string[];
  readonly when: Expression | null;
}

/** What a row security policy lets through, and for whom. */
export interface PolicyDefinition {
  readonly permissive: boolean;
  readonly command: "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  readonly roles: readonly string[];
  /** The rows that can be seen; null where the policy does not say. */
  readonly using: Expression | null;
  /** The rows that can be written; null means those that can be seen. */
  readonly check: Expression | null;
}

/** An input argument of a function, as a call may give it by name or leave it out. */
export interface ParameterDefinition {
  readonly name: string | null;
  readonly hasDefault: boolean;
}
