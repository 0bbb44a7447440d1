/** A question about the schema that decides whether a statement of a block runs. */
export type Condition =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "exists"; readonly object: SoughtObject }
  | { readonly kind: "not"; readonly condition: Condition }
  | { readonly kind: "all" | "any"; readonly conditions: readonly Condition[] }
  /** Depends on rows, settings or anything else that no schema tells. */
  | { readonly kind: "undecided" };

/** An object that a query of the server's catalogs looks for. */
export interface SoughtObject {
  readonly kind:
    | "relation"
    | "table"
    | "view"
    | "column"
    | "constraint"
    | "index"
    | "type"
    | "enum-value"
    | "function"
    | "trigger"
    | "policy"
    | "schema"
    | "extension"
    | "sequence";
  /** Null where the query takes any schema. */
  readonly schema: string | null;
  /** Of a column, constraint, trigger or policy: null where the query takes any table. Of an enum value its type. */
  readonly table: string | null;
  readonly name: string;
  /** Whether `schema` was left to the search path, as in `'users'::regclass`. */
  readonly alongSearchPath: boolean;
  /** Whether the query asks for more than is told here: then its presence proves nothing, its absence does. */
  readonly furtherConditions: boolean;
}

/** A block with handlers: what fails in it for one of these reasons is undone, and the handler runs. */
export interface Attempt {
  /** The conditions that its handlers name, lower case: `duplicate_object`, `others`; other SQLSTATEs as written. */
  readonly catches: readonly string[];
  /** Whether it holds one plain statement and nothing else. */
  readonly isAlone: boolean;
}

/**
 * What a statement of a block needs to run. Conditions and attempts are told apart by identity: each is looked at once,
 * when the first of its statements is reached.
 */
export type Guard =
  | { readonly kind: "condition"; readonly condition: Condition; readonly holds: boolean }
  | { readonly kind: "attempt"; readonly attempt: Attempt }
  | { readonly kind: "handler"; readonly attempt: Attempt };
