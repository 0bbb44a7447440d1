import type { ParameterDefinition, TriggerDefinition } from "./definitions.ts";
import type { QualifiedName } from "./qualified-name.ts";
import type { RoutineBody } from "./routine.ts";

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
