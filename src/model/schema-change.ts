import type {
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
  ParameterDefinition,
  PolicyDefinition,
  TriggerDefinition,
} from "./definitions.ts";
import type { Expression } from "./expression.ts";
import type { QualifiedName } from "./qualified-name.ts";
import type { QueryResult } from "./query-result.ts";
import type { RoutineBody, RoutineCall } from "./routine.ts";
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
import type { SqlType } from "./sql-type.ts";
import type { AlterCompositeType, AlterDomain } from "./type-change.ts";

export type * from "./server-object-change.ts";
export type * from "./type-change.ts";

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
}
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
export interface AddConstraint {
  readonly kind: "add-constraint";
  readonly table: QualifiedName;
  readonly constraint: ConstraintDefinition;
  /** `ALTER TABLE ONLY`: partitions and children stay as they are. */
  readonly only?: true;
}
export interface DropConstraint {
  readonly kind: "drop-constraint";
  readonly table: QualifiedName;
  /** Null for MySQL `DROP PRIMARY KEY`. */
  readonly name: string | null;
  /** The type where the statement says it (MySQL); null where only the catalog knows. */
  readonly type: ConstraintDefinition["type"] | null;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface ValidateConstraint {
  readonly kind: "validate-constraint";
  readonly table: QualifiedName;
  readonly name: string;
}
export interface AlterConstraint {
  readonly kind: "alter-constraint";
  readonly table: QualifiedName;
  readonly name: string;
  /** What it is from now on; absent where the statement leaves that. */
  readonly deferrable?: boolean;
  readonly enforced?: boolean;
}
export interface RenameConstraint {
  readonly kind: "rename-constraint";
  readonly table: QualifiedName;
  readonly name: string;
  readonly to: string;
}
export interface CreateIndex {
  readonly kind: "create-index";
  readonly table: QualifiedName;
  readonly index: IndexDefinition;
  readonly concurrently: boolean;
  readonly ifNotExists: boolean;
  /** `ON ONLY parent`: partitions get no index. */
  readonly only: boolean;
}
export interface DropIndex {
  readonly kind: "drop-index";
  /** The schema is null where the statement names none; MySQL names the table instead. */
  readonly index: QualifiedName;
  readonly table: QualifiedName | null;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameIndex {
  readonly kind: "rename-index";
  readonly index: QualifiedName;
  readonly table: QualifiedName | null;
  readonly to: string;
}
export interface Reindex {
  readonly kind: "reindex";
  readonly target: "index" | "table" | "schema" | "database" | "system";
  readonly name: QualifiedName | null;
  readonly concurrently: boolean;
}
export interface CreateType {
  readonly kind: "create-type";
  readonly type: QualifiedName;
  readonly definition:
    | { readonly kind: "enum"; readonly values: readonly string[] }
    | {
        readonly kind: "domain";
        readonly base: SqlType;
        readonly nullable: boolean;
        readonly default: Expression | null;
        readonly hasCheck: boolean;
      }
    | { readonly kind: "composite"; readonly attributes: readonly string[] }
    | { readonly kind: "other" };
}
export interface DropType {
  readonly kind: "drop-type";
  readonly type: QualifiedName;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameType {
  readonly kind: "rename-type";
  readonly type: QualifiedName;
  readonly to: string;
}
export interface AddEnumValue {
  readonly kind: "add-enum-value";
  readonly type: QualifiedName;
  readonly value: string;
  readonly ifNotExists: boolean;
  /** Absent means at the end. */
  readonly position?: { readonly before: string } | { readonly after: string };
}
export interface RenameEnumValue {
  readonly kind: "rename-enum-value";
  readonly type: QualifiedName;
  readonly value: string;
  readonly to: string;
}
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
export interface CreateFunction {
  readonly kind: "create-function";
  readonly function: QualifiedName;
  readonly routine: "function" | "procedure" | "aggregate";
  /** Input argument types as text, in order: the identity of an overload. */
  readonly argumentTypes: readonly string[];
  /** One for each of the argument types. Absent where the statement's reader does not tell. */
  readonly parameters?: readonly ParameterDefinition[];
  readonly returns: string | null;
  readonly replace: boolean;
  readonly volatility: "immutable" | "stable" | "volatile";
  /** PostgreSQL; absent where it is written in a language that is not read. */
  readonly body?: RoutineBody;
}
export interface DropFunction {
  readonly kind: "drop-function";
  readonly function: QualifiedName;
  readonly routine: "function" | "procedure" | "aggregate";
  /** Null where the statement names no arguments (then the only overload is meant). */
  readonly argumentTypes: readonly string[] | null;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
/** ALTER FUNCTION that changes its name, schema or properties. */
export interface RenameFunction {
  readonly kind: "rename-function";
  readonly function: QualifiedName;
  readonly routine: "function" | "procedure" | "aggregate";
  /** Null or absent where the statement names no arguments (then the only overload is meant). */
  readonly argumentTypes?: readonly string[] | null;
  readonly to: string;
}
export interface CreateTrigger {
  readonly kind: "create-trigger";
  readonly name: string;
  readonly table: QualifiedName;
  readonly replace: boolean;
  /** PostgreSQL: the function that it calls. */
  readonly function?: QualifiedName;
  /** FOR EACH ROW: then partitions get it too. Absent means it is not told. */
  readonly forEachRow?: boolean;
  /** Absent where the statement's reader does not tell. */
  readonly definition?: TriggerDefinition;
}
export interface DropTrigger {
  readonly kind: "drop-trigger";
  readonly name: string;
  /** Null in MySQL and SQLite, where the statement does not name it. */
  readonly table: QualifiedName | null;
  readonly ifExists: boolean;
}
export interface SetTriggerState {
  readonly kind: "set-trigger-state";
  readonly table: QualifiedName;
  /** Null for ALL and USER. */
  readonly name: string | null;
  readonly enabled: boolean;
}
export interface CreateSchema {
  readonly kind: "create-schema";
  readonly name: string;
  readonly ifNotExists: boolean;
}
export interface DropSchema {
  readonly kind: "drop-schema";
  readonly name: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameSchema {
  readonly kind: "rename-schema";
  readonly name: string;
  readonly to: string;
}
export interface CreateSequence {
  readonly kind: "create-sequence";
  readonly sequence: QualifiedName;
  readonly ifNotExists: boolean;
  /** `OWNED BY table.column`; null or absent where it goes with no column. */
  readonly ownedBy?: { readonly table: QualifiedName; readonly column: string } | null;
}
export interface DropSequence {
  readonly kind: "drop-sequence";
  readonly sequence: QualifiedName;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface AlterSequence {
  readonly kind: "alter-sequence";
  readonly sequence: QualifiedName;
  readonly option: string;
  /** `OWNED BY table.column`, null for `OWNED BY NONE`; absent where the statement does not say. */
  readonly ownedBy?: { readonly table: QualifiedName; readonly column: string } | null;
}
export interface CreateExtension {
  readonly kind: "create-extension";
  readonly name: string;
}
export interface DropExtension {
  readonly kind: "drop-extension";
  readonly name: string;
  readonly cascade: boolean;
}
export interface SetRowSecurity {
  readonly kind: "set-row-security";
  readonly table: QualifiedName;
  readonly state: "enabled" | "disabled" | "forced" | "not-forced";
}
export interface CreatePolicy {
  readonly kind: "create-policy";
  readonly table: QualifiedName;
  readonly name: string;
  readonly definition: PolicyDefinition;
}
export interface AlterPolicy {
  readonly kind: "alter-policy";
  readonly table: QualifiedName;
  readonly name: string;
  /** Whom it is for from now on; null where the statement leaves that. */
  readonly roles: readonly string[] | null;
  /** The new conditions; null where the statement leaves them. */
  readonly using: Expression | null;
  readonly check: Expression | null;
}
export interface DropPolicy {
  readonly kind: "drop-policy";
  readonly table: QualifiedName;
  readonly name: string;
  readonly ifExists: boolean;
}
export interface Grant {
  readonly kind: "grant";
  /** What is granted on, as text (`table public.users`), for the message. */
  readonly target: string;
  readonly privileges: readonly string[];
  readonly grantees: readonly string[];
}
export interface Revoke {
  readonly kind: "revoke";
  readonly target: string;
  readonly privileges: readonly string[];
  readonly grantees: readonly string[];
}
export interface SetComment {
  readonly kind: "set-comment";
  readonly target: string;
}
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
   * `drops-rows`: rows go now; `schedules-removal`: rows go from now on as they get old.
   */
  readonly effect: "converts-table" | "moves-rows" | "drops-rows" | "schedules-removal";
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
