import type { ColumnDefinition, ConstraintDefinition, IndexDefinition } from "./definitions.ts";
import type { OwnedObject } from "./access-change.ts";
import type { QualifiedName } from "./qualified-name.ts";
import type { QueryResult } from "./query-result.ts";

export interface CreateTable {
  readonly kind: "create-table";
  readonly table: QualifiedName;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  /** MySQL declares indexes inside CREATE TABLE. */
  readonly indexes: readonly IndexDefinition[];
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  /** A temporary table that goes with its transaction. Absent means false. */
  readonly onCommitDrop?: boolean;
  readonly partitionOf: QualifiedName | null;
  readonly isDefaultPartition: boolean;
  readonly partitioned: boolean;
  readonly inherits: readonly QualifiedName[];
  readonly like: readonly QualifiedName[];
  /** What LIKE copies beside names, types and NOT NULL: `all`, `defaults`, `constraints`, `indexes`, `identity`, `generated`. */
  readonly likeIncludes?: readonly string[];
  /** How many of the columns stand before each LIKE; absent means none. */
  readonly likeAfter?: readonly number[];
  /** CREATE TABLE AS and SELECT INTO: the columns come from a query and are not all known. */
  readonly fromQuery: boolean;
  /** That query's result; absent where its text does not show it. */
  readonly query?: QueryResult;
  /** Tables and views that it reads; absent means none. */
  readonly reads?: readonly QualifiedName[];
}

export interface DropTable {
  readonly kind: "drop-table";
  readonly table: QualifiedName;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface RenameTable {
  readonly kind: "rename-table";
  readonly table: QualifiedName;
  readonly to: string;
}

export interface SetTableSchema {
  readonly kind: "set-table-schema";
  readonly table: QualifiedName;
  readonly to: string;
}

export interface AttachPartition {
  readonly kind: "attach-partition";
  readonly table: QualifiedName;
  readonly partition: QualifiedName;
  readonly isDefault: boolean;
}

export interface DetachPartition {
  readonly kind: "detach-partition";
  readonly table: QualifiedName;
  readonly partition: QualifiedName;
  readonly concurrently: boolean;
}

/** INHERIT and NO INHERIT: whether the rows of a table are among its parent's. */
export interface SetInheritance {
  readonly kind: "set-inheritance";
  readonly table: QualifiedName;
  readonly parent: QualifiedName;
  readonly inherits: boolean;
}

/** Storage parameters, owner, tablespace, logged state and the like: no change of shape. */
export interface AlterTableOption {
  readonly kind: "alter-table-option";
  readonly table: QualifiedName;
  /** A stable name of the action: `owner`, `storage-parameters`, `set-logged`, `replica-identity`, `engine`, … */
  readonly option: string;
  /** The trigger or policy that `rename-trigger` or `rename-policy` gives another name. */
  readonly renamed?: { readonly from: string; readonly to: string };
  /** The index of a partition that `index-attach-partition` makes a part of this one. */
  readonly part?: QualifiedName;
  /** Who owns it from now on, and what it is where that is no table or view (`schema-owner`, `function-owner`, …). */
  readonly owner?: string;
  readonly owned?: OwnedObject;
}
