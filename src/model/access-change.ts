import type { PolicyDefinition } from "./definitions.ts";
import type { Expression } from "./expression.ts";
import type { QualifiedName } from "./qualified-name.ts";

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
  readonly on?: GrantedOn;
}

/** One object that roles have privileges on, or own. */
export type OwnedObject =
  | { readonly kind: "relation"; readonly name: QualifiedName }
  | {
      readonly kind: "function";
      readonly name: QualifiedName;
      readonly argumentTypes: readonly string[] | null;
    }
  /** A type or domain. */
  | { readonly kind: "type"; readonly name: QualifiedName }
  /** What goes by one name: a schema, a database, a language, a server, a role. */
  | { readonly kind: "object"; readonly object: string; readonly name: string };

/** What a grant is on, where privileges on it are followed. Absent for other objects. */
export type GrantedOn =
  | OwnedObject
  | {
      readonly kind: "all";
      readonly of: "table" | "sequence" | "function";
      readonly schema: string;
    }
  /**
   * Default privileges, of what is made later: in these schemas, or in all where none is named; by these roles, or by the
   * one that runs the statement where none is named.
   */
  | {
      readonly kind: "future";
      readonly of: string;
      readonly schemas: readonly string[];
      readonly roles: readonly string[];
    };

export interface Revoke {
  readonly kind: "revoke";
  readonly target: string;
  readonly privileges: readonly string[];
  readonly grantees: readonly string[];
  readonly on?: GrantedOn;
}

export interface SetComment {
  readonly kind: "set-comment";
  readonly target: string;
}
