import type {
  ConstraintDefinition,
  IndexDefinition,
  ParameterDefinition,
  PolicyDefinition,
  TriggerDefinition,
} from "../model/definitions.ts";
import type { Dialect } from "../model/dialect.ts";
import type { Expression } from "../model/expression.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RoutineBody } from "../model/routine.ts";
import type { SqlType } from "../model/sql-type.ts";

/**
 * Whether an object was there before the change under judgement (`base`: running code and data may depend on it)
 * or is made by it (`change`: nothing that runs knows it yet). `unproven` is made by it unless it was there already (IF
 * NOT EXISTS, OR REPLACE, a condition, a rollback), and the history proves neither: what adds to it treats it as new,
 * what takes it away as live.
 */
export type Origin = "base" | "change" | "unproven";

/**
 * The schema as the migrations so far leave it. `applyChange` alone alters it. What is not in it is not proof of
 * absence while `complete` is false: a migration of the history could not be read.
 */
export interface Catalog {
  readonly dialect: Dialect;
  /** Schemas that unqualified names are looked up in, first match wins; empty where the dialect has none. */
  searchPath: readonly string[];
  /** The search path that comes back at the end of the transaction, after SET LOCAL; null without one. */
  searchPathAfterTransaction: readonly string[] | null;
  /** What ROLLBACK gives back: first the session as the transaction found it, then each savepoint. */
  savepoints: readonly Savepoint[];
  /** What `apply` stamps on objects it makes. */
  origin: Origin;
  readonly schemas: Map<string, Origin>;
  /** By `nameKey`. Temporary tables are left out; `temporary` has their names. */
  readonly tables: Map<string, Table>;
  readonly views: Map<string, View>;
  /** By `indexKey`: MySQL's index names belong to their table. */
  readonly indexes: Map<string, Index>;
  readonly types: Map<string, UserType>;
  readonly functions: Map<string, readonly Routine[]>;
  readonly sequences: Map<string, Sequence>;
  readonly extensions: Set<string>;
  /** What is told of schemas, databases, roles and the like: by `objectKey`. */
  readonly objects: Map<string, Access>;
  /** What roles may do with new objects: by kind (`table`), or by kind and schema (`table in app`). */
  readonly defaultPrivileges: Map<string, Grants>;
  /** Roles with default privileges on what some role makes: what else they may do with a new object is not known. */
  readonly defaultGrantees: Set<string>;
  /**
   * Names (`nameKey`) of the session's temporary tables and views, and whether they go with the transaction (ON COMMIT
   * DROP); PostgreSQL's are in the schema `pg_temp`.
   */
  temporary: Map<string, "session" | "transaction">;
  /** Whether `functions` may hold some in `pg_temp`: looking through all of them at every migration takes too long. */
  hasTemporaryFunctions?: boolean;
  /**
   * Names of tables, views, types (`nameKey`) and columns (`columnKey`) with origin `base` that the change under
   * judgement dropped or renamed away. What takes such a name by a rename stands in its place, so it counts as
   * `base`; so does a view or type that is made under it, and a table made where one was renamed away.
   */
  readonly vacated: Map<string, "dropped" | "renamed">;
  /** Tables and views (`nameKey`) that a statement needs and none made: the history begins elsewhere. */
  readonly assumed: Set<string>;
  /** What could not be read, in order. */
  readonly holes: Hole[];
  /** The words of all texts of the history (`noteTexts`), lower case; null or absent where a text is not known. */
  words?: ReadonlySet<string> | null;
}

/** A point that a ROLLBACK goes back to, with what it gives back of the session. */
export interface Savepoint extends Pick<
  Catalog,
  "searchPath" | "searchPathAfterTransaction" | "temporary"
> {
  /** Null for the beginning of the transaction. */
  readonly name: string | null;
}

/** A statement or migration of the history that could not be read. */
export interface Hole {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Who may do what with an object, as far as the statements of the history tell. */
export interface Access {
  readonly grants?: Grants;
  /** Null or absent where no statement names the owner: then it is the role that ran the history. */
  readonly owner?: string | null;
}

export interface Table {
  name: QualifiedName;
  readonly origin: Origin;
  /** By name, in declaration order. */
  readonly columns: Map<string, Column>;
  /** By name. */
  readonly constraints: Map<string, Constraint>;
  /** False where columns come from what cannot be seen (a query, an unknown parent). */
  columnsComplete: boolean;
  readonly triggers: Map<string, Trigger>;
  readonly policies: Map<string, Policy>;
  rowSecurity: boolean;
  /** What tells subscribers which row was changed, where it is not the primary key. */
  replicaIdentity?: "nothing" | "other";
  partitioned: boolean;
  partitionOf: QualifiedName | null;
  isDefaultPartition: boolean;
  inherits: readonly QualifiedName[];
  grants?: Grants;
  owner?: string | null;
}

/**
 * What the statements of the history let roles do with an object: by role and privilege (`select`, `update (name)`),
 * false where they took it away. What no statement tells is not known. Absent where none is.
 */
export type Grants = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

export interface Policy {
  readonly origin: Origin;
  readonly definition: PolicyDefinition;
}

export interface Column {
  name: string;
  readonly origin: Origin;
  type: SqlType;
  nullable: boolean;
  default: Expression | null;
  identity: "always" | "by-default" | null;
  autoIncrement: boolean;
  generated: { readonly kind: "stored" | "virtual"; readonly expression: Expression } | null;
  collation?: string | null;
  /** True where only a parent table declares it, so that it goes when the parent's goes. Absent means false. */
  inherited?: boolean;
}

export interface Trigger {
  readonly origin: Origin;
  /** PostgreSQL: the function that it calls; null elsewhere. */
  readonly function: QualifiedName | null;
  readonly forEachRow: boolean;
  /** Null where it is not known. */
  readonly definition: TriggerDefinition | null;
  /** True on a partition that has it from its parent. */
  readonly inherited: boolean;
}

export interface Constraint extends ConstraintDefinition {
  readonly name: string;
  readonly origin: Origin;
}

export interface Index extends IndexDefinition {
  readonly name: string;
  readonly origin: Origin;
  readonly table: QualifiedName;
  /** The constraint that owns it, which must be dropped instead. */
  readonly constraint: string | null;
  /** On a partition: the `indexKey` of the parent's index that it is part of. Absent means none. */
  readonly parent?: string | null;
}

export interface View extends Access {
  readonly name: QualifiedName;
  readonly origin: Origin;
  readonly materialized: boolean;
  readonly columns: readonly string[] | null;
  readonly reads: readonly QualifiedName[];
  readonly query: Expression;
}

export interface UserType extends Access {
  readonly name: QualifiedName;
  readonly origin: Origin;
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

export interface Routine extends Access {
  readonly name: QualifiedName;
  readonly origin: Origin;
  readonly routine: "function" | "procedure" | "aggregate";
  readonly argumentTypes: readonly string[];
  /** One for each of the argument types; null where they are not known. */
  readonly parameters: readonly ParameterDefinition[] | null;
  readonly returns: string | null;
  readonly volatility: "immutable" | "stable" | "volatile";
  /** Absent where it is not kept. */
  readonly body?: RoutineBody;
  /** Where it was made; null where that is not told. */
  readonly place: Place | null;
}

/** A line of a migration. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

export interface Sequence extends Access {
  readonly name: QualifiedName;
  readonly origin: Origin;
  /** The serial or identity column that it goes with. */
  readonly ownedBy: { readonly table: QualifiedName; readonly column: string } | null;
}

/** The key of a name in the catalog's maps. */
export function nameKey(name: QualifiedName): string {
  return name.schema === null ? name.name : `${name.schema}\u0000${name.name}`;
}

/** The key of a column in `Catalog.vacated`. */
export function columnKey(table: QualifiedName, column: string): string {
  return `${nameKey(table)}\u0000\u0000${column}`;
}

/** The key of what goes by one name in `Catalog.objects`. */
export function objectKey(object: string, name: string): string {
  return `${object}\u0000${name}`;
}

/** The key of an index in the catalog: by schema, but in MySQL and MariaDB by table. */
export function indexKey(dialect: Dialect, table: QualifiedName, index: string): string {
  return dialect === "mysql" || dialect === "mariadb"
    ? columnKey(table, index)
    : nameKey({ schema: table.schema, name: index });
}

/** A catalog before any migration. PostgreSQL starts with the schema `public` on its search path. */
export function emptyCatalog(dialect: Dialect): Catalog {
  const schemas = new Map<string, Origin>();
  if (dialect === "postgresql") schemas.set("public", "base");
  return {
    dialect,
    searchPath: initialSearchPath(dialect),
    searchPathAfterTransaction: null,
    savepoints: [],
    origin: "base",
    schemas,
    tables: new Map(),
    views: new Map(),
    indexes: new Map(),
    types: new Map(),
    functions: new Map(),
    sequences: new Map(),
    extensions: new Set(),
    objects: new Map(),
    defaultPrivileges: new Map(),
    defaultGrantees: new Set(),
    temporary: new Map(),
    vacated: new Map(),
    assumed: new Set(),
    holes: [],
  };
}

/** The search path that a session starts with. */
export function initialSearchPath(dialect: Dialect): readonly string[] {
  return dialect === "postgresql" ? ["public"] : [];
}
