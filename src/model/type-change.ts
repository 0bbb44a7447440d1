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
