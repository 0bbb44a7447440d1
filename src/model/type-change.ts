import type { ConstraintDefinition } from "./definitions.ts";
import type { Expression } from "./expression.ts";
import type { QualifiedName } from "./qualified-name.ts";
import type { SqlType } from "./sql-type.ts";

/** ALTER DOMAIN: a change of every column that has the domain. */
export interface AlterDomain {
  readonly kind: "alter-domain";
  readonly type: QualifiedName;
  readonly action:
    | { readonly do: "set-not-null" | "drop-not-null" | "drop-default" }
    | { readonly do: "set-default"; readonly default: Expression }
    | { readonly do: "add-constraint"; readonly constraint: ConstraintDefinition }
    | { readonly do: "drop-constraint" | "validate-constraint"; readonly name: string }
    | { readonly do: "rename-constraint"; readonly name: string; readonly to: string };
}
/** ALTER TYPE of a composite type. */
export interface AlterCompositeType {
  readonly kind: "alter-composite-type";
  readonly type: QualifiedName;
  readonly attribute: string;
  readonly action:
    | { readonly do: "add" | "change-type"; readonly type: SqlType }
    | { readonly do: "drop"; readonly ifExists: boolean }
    | { readonly do: "rename"; readonly to: string };
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
