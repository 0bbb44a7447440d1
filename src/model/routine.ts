import type { QualifiedName } from "./qualified-name.ts";
import type { SchemaChange } from "./schema-change.ts";
import type { Statement } from "./statement.ts";

/** The body of a function or procedure, which runs later. */
export interface RoutineBody {
  /** Lower case: `sql`, `plpgsql`, … */
  readonly language: string;
  readonly text: string;
  /** One-based line of the file on which the text begins. */
  readonly line: number;
  readonly parameters: readonly RoutineParameter[];
  /** Without a table's columns, which are parameters; null for a procedure. */
  readonly returns: string | null;
  readonly isProcedure: boolean;
  /**
   * The statements of a body that is no text (`BEGIN ATOMIC`, `RETURN`): the server tracks what they use, so that
   * nothing of it can go unnoticed. Absent for a text.
   */
  readonly tracked?: readonly Statement[];
}

export interface RoutineParameter {
  /** Empty where it has none. */
  readonly name: string;
  readonly mode: "in" | "out" | "inout" | "variadic" | "table";
  readonly type: string;
  readonly hasDefault: boolean;
  /** As text where it is a constant; null where there is none or it is not known. */
  readonly default: string | null;
}

/** A call of a function or procedure whose effect the parser alone cannot tell. */
export interface RoutineCall {
  readonly function: QualifiedName;
  readonly isProcedure: boolean;
  /** The values of the arguments as text; null for what is no constant. */
  readonly arguments: readonly (string | null)[];
  /** Those that are named, by name. */
  readonly namedArguments: Readonly<Record<string, string | null>>;
  /** What a function of this name does that an extension brings; null where none is known. */
  readonly effect: readonly SchemaChange[] | null;
  /** SQL that the function is given to run, now or on a schedule; null where there is none. */
  readonly runs: string | null;
}

/** A call of which only the function's name is known. */
export function callByName(name: QualifiedName): RoutineCall {
  return {
    function: name,
    isProcedure: false,
    arguments: [],
    namedArguments: {},
    effect: null,
    runs: null,
  };
}

/** A table, or one column of it, that a body names. */
export interface RoutineUse {
  /** Null for the row that a trigger function gets. */
  readonly relation: QualifiedName | null;
  /** Null for the table as such. */
  readonly column: string | null;
  /** Other tables of the same statement whose column it may be, where no qualifier tells. */
  readonly orOf: readonly QualifiedName[];
  /** One-based line of the file. */
  readonly line: number;
}
