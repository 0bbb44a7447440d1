import type {
  AlterPolicy,
  CreatePolicy,
  DropPolicy,
  Grant,
  Revoke,
  SetComment,
  SetRowSecurity,
} from "./access-change.ts";
import type {
  AddColumn,
  AddIdentity,
  AlterColumnOption,
  AlterColumnType,
  DropColumn,
  DropDefault,
  DropExpression,
  DropIdentity,
  DropNotNull,
  RenameColumn,
  SetDefault,
  SetExpression,
  SetIdentity,
  SetNotNull,
} from "./column-change.ts";
import type {
  AddConstraint,
  AlterConstraint,
  DropConstraint,
  RenameConstraint,
  ValidateConstraint,
} from "./constraint-change.ts";
import type { DeleteRows, InsertRows, LockTable, Truncate, UpdateRows } from "./data-change.ts";
import type { CreateIndex, DropIndex, Reindex, RenameIndex } from "./index-change.ts";
import type {
  AlterSequence,
  CreateExtension,
  CreateSchema,
  CreateSequence,
  DropExtension,
  DropSchema,
  DropSequence,
  RenameSchema,
} from "./namespace-change.ts";
import type { QualifiedName } from "./qualified-name.ts";
import type {
  CreateFunction,
  CreateTrigger,
  DropFunction,
  DropTrigger,
  RenameFunction,
  SetTriggerState,
} from "./routine-change.ts";
import type { RoutineCall } from "./routine.ts";
import type {
  AlterObject,
  ChangeSetting,
  CreateObject,
  CreateRule,
  DropObject,
  DropRule,
  RenameObject,
  SetObjectSchema,
  SetRuleState,
} from "./server-object-change.ts";
import type {
  AlterTableOption,
  AttachPartition,
  CreateTable,
  DetachPartition,
  DropTable,
  RenameTable,
  SetInheritance,
  SetTableSchema,
} from "./table-change.ts";
import type {
  AddEnumValue,
  AlterCompositeType,
  AlterDomain,
  CreateType,
  DropType,
  RenameEnumValue,
  RenameType,
} from "./type-change.ts";
import type { CreateView, DropView, RefreshMaterializedView, RenameView } from "./view-change.ts";

export type * from "./access-change.ts";
export type * from "./column-change.ts";
export type * from "./constraint-change.ts";
export type * from "./data-change.ts";
export type * from "./index-change.ts";
export type * from "./namespace-change.ts";
export type * from "./routine-change.ts";
export type * from "./server-object-change.ts";
export type * from "./table-change.ts";
export type * from "./type-change.ts";
export type * from "./view-change.ts";

/**
 * One effect of a statement on the schema or the data. A statement has zero or more.
 * Names are folded but may lack their schema until the catalog has resolved them.
 */
export type SchemaChange =
  | CreateTable
  | DropTable
  | RenameTable
  | SetTableSchema
  | AttachPartition
  | DetachPartition
  | SetInheritance
  | AlterTableOption
  | AddColumn
  | DropColumn
  | RenameColumn
  | AlterColumnType
  | SetNotNull
  | DropNotNull
  | SetDefault
  | DropDefault
  | AddIdentity
  | SetIdentity
  | DropIdentity
  | SetExpression
  | DropExpression
  | AlterColumnOption
  | AddConstraint
  | DropConstraint
  | ValidateConstraint
  | AlterConstraint
  | RenameConstraint
  | CreateIndex
  | DropIndex
  | RenameIndex
  | Reindex
  | CreateType
  | DropType
  | RenameType
  | AddEnumValue
  | RenameEnumValue
  | AlterDomain
  | AlterCompositeType
  | CreateView
  | DropView
  | RenameView
  | RefreshMaterializedView
  | CreateFunction
  | DropFunction
  | RenameFunction
  | CreateTrigger
  | DropTrigger
  | SetTriggerState
  | CreateSchema
  | DropSchema
  | RenameSchema
  | CreateSequence
  | DropSequence
  | AlterSequence
  | CreateExtension
  | DropExtension
  | SetRowSecurity
  | CreatePolicy
  | AlterPolicy
  | DropPolicy
  | CreateRule
  | DropRule
  | SetRuleState
  | Grant
  | Revoke
  | SetComment
  | CreateObject
  | AlterObject
  | DropObject
  | RenameObject
  | SetObjectSchema
  | ChangeSetting
  | InsertRows
  | UpdateRows
  | DeleteRows
  | Truncate
  | LockTable
  | Maintenance
  | CallFunction
  | UnknownChange;

export type ChangeKind = SchemaChange["kind"];

/** VACUUM, ANALYZE, CLUSTER, OPTIMIZE TABLE: no change of shape. */
export interface Maintenance {
  readonly kind: "maintenance";
  readonly command: "vacuum" | "vacuum-full" | "analyze" | "cluster" | "optimize";
  readonly table: QualifiedName | null;
}

/** A call of a function that an extension brings, whose effect on a table no other kind tells. */
export interface CallFunction {
  readonly kind: "call-function";
  /** As written, lower case: `partman.create_parent`. */
  readonly function: string;
  readonly table: QualifiedName;
  /**
   * `converts-table`: a strong lock for a moment; `moves-rows`: one for as long as every row is written elsewhere;
   * `drops-rows`: rows go now; `schedules-removal`: rows go from now on as they get old; `runs-alone`: it takes nothing
   * away, and commits on its own.
   */
  readonly effect:
    "converts-table" | "moves-rows" | "drops-rows" | "schedules-removal" | "runs-alone";
}

/** What could not be read, or what no part of this program knows: never treated as safe. */
export interface UnknownChange {
  readonly kind: "unknown";
  /** One sentence for the author: what could not be read and why. */
  readonly reason: string;
  /** The object where it can be told. */
  readonly object: string | null;
  /** A call that may yet be known: by the routine's own body, an extension, or the configuration. */
  readonly call?: RoutineCall;
  /** A call of which nothing was known in the end: the configuration may declare the function safe. */
  readonly isCall?: true;
}
