import type { ColumnDefinition, ConstraintDefinition } from "./definitions.ts";
import type { Expression } from "./expression.ts";
import type { QualifiedName } from "./qualified-name.ts";
import type { SqlType } from "./sql-type.ts";

export interface AddColumn {
  readonly kind: "add-column";
  readonly table: QualifiedName;
  readonly column: ColumnDefinition;
  /** Constraints written beside the column. */
  readonly constraints: readonly ConstraintDefinition[];
  readonly ifNotExists: boolean;
}

export interface DropColumn {
  readonly kind: "drop-column";
  readonly table: QualifiedName;
  readonly column: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
  /** `ALTER TABLE ONLY`: partitions and children stay as they are. */
  readonly only?: true;
}

export interface RenameColumn {
  readonly kind: "rename-column";
  readonly table: QualifiedName;
  readonly column: string;
  readonly to: string;
}

export interface AlterColumnType {
  readonly kind: "alter-column-type";
  readonly table: QualifiedName;
  readonly column: string;
  readonly type: SqlType;
  readonly using: Expression | null;
  readonly collation: string | null;
}

export interface SetNotNull {
  readonly kind: "set-not-null";
  readonly table: QualifiedName;
  readonly column: string;
  /** `ALTER TABLE ONLY`: partitions and children stay as they are. */
  readonly only?: true;
}

export interface DropNotNull {
  readonly kind: "drop-not-null";
  readonly table: QualifiedName;
  readonly column: string;
  /** `ALTER TABLE ONLY`: partitions and children stay as they are. */
  readonly only?: true;
}

export interface SetDefault {
  readonly kind: "set-default";
  readonly table: QualifiedName;
  readonly column: string;
  readonly default: Expression;
  /** `ALTER TABLE ONLY`: partitions and children stay as they are. */
  readonly only?: true;
}

export interface DropDefault {
  readonly kind: "drop-default";
  readonly table: QualifiedName;
  readonly column: string;
  /** `ALTER TABLE ONLY`: partitions and children stay as they are. */
  readonly only?: true;
}

export interface AddIdentity {
  readonly kind: "add-identity";
  readonly table: QualifiedName;
  readonly column: string;
  readonly identity: "always" | "by-default";
}

export interface SetIdentity {
  readonly kind: "set-identity";
  readonly table: QualifiedName;
  readonly column: string;
  /** Null where only the sequence options change. */
  readonly identity: "always" | "by-default" | null;
}

export interface DropIdentity {
  readonly kind: "drop-identity";
  readonly table: QualifiedName;
  readonly column: string;
}

export interface SetExpression {
  readonly kind: "set-expression";
  readonly table: QualifiedName;
  readonly column: string;
  readonly expression: Expression;
}

export interface DropExpression {
  readonly kind: "drop-expression";
  readonly table: QualifiedName;
  readonly column: string;
}

/** Statistics target, storage, compression, column position, comment: no change of shape or type. */
export interface AlterColumnOption {
  readonly kind: "alter-column-option";
  readonly table: QualifiedName;
  readonly column: string;
  readonly option: string;
}
