import type { QualifiedName } from "./qualified-name.ts";

/*
 * Changes of what a PostgreSQL server has beside tables and their parts. The catalog does not follow these objects: what
 * their changes mean for running code can be told from the statement.
 */

/** Roles, publications, servers, operators, text search objects and so on. */
export interface CreateObject {
  readonly kind: "create-object";
  /** As SQL writes it, in lower case: `role`, `publication`, `text search configuration`. */
  readonly object: string;
  /** As SQL tells it from others, in `DROP`: `web`, `public.===(integer, integer)`, `(text AS public.mood)`. */
  readonly name: string;
  /** The tables that a publication sends updates and deletes of; `all` for FOR ALL TABLES. */
  readonly publishes?: readonly QualifiedName[] | "all";
  /** A cast that the server makes by itself; absent means false. */
  readonly isImplicit?: true;
}
export interface AlterObject {
  readonly kind: "alter-object";
  readonly object: string;
  readonly name: string;
  /** A stable name of the action: `nologin`, `password`, `add-tables`, `update`, `options`. */
  readonly action: string;
  /** Who gets what a role owned (`reassign`). */
  readonly to?: string;
  readonly publishes?: readonly QualifiedName[];
  /** Tables that a publication leaves out from then on. */
  readonly withdraws?: readonly QualifiedName[];
}
export interface DropObject {
  readonly kind: "drop-object";
  readonly object: string;
  readonly name: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}
export interface RenameObject {
  readonly kind: "rename-object";
  readonly object: string;
  readonly name: string;
  readonly to: string;
}
/** SET SCHEMA of anything but a table or view. */
export interface SetObjectSchema {
  readonly kind: "set-object-schema";
  /** `type`, `domain`, `function`, `sequence`, `extension`, `operator`, … */
  readonly object: string;
  readonly name: QualifiedName;
  readonly to: string;
  /** Of a routine, where the statement names them. */
  readonly argumentTypes?: readonly string[];
}
/** ALTER ROLE, DATABASE or SYSTEM … SET and RESET: what sessions start with from now on. */
export interface ChangeSetting {
  readonly kind: "change-setting";
  /** Whose sessions: `role web`, `database app`, `role web in database app`, `all roles`, `system`. */
  readonly target: string;
  /** In lower case; `all` for RESET ALL. */
  readonly setting: string;
  /** Null for RESET and for what is no constant. */
  readonly value: string | null;
}
export interface CreateRule {
  readonly kind: "create-rule";
  readonly name: string;
  readonly table: QualifiedName;
  /** The command that it rewrites. */
  readonly event: "select" | "insert" | "update" | "delete";
  /** INSTEAD, rather than ALSO. */
  readonly instead: boolean;
  readonly replace: boolean;
}
export interface DropRule {
  readonly kind: "drop-rule";
  readonly name: string;
  readonly table: QualifiedName;
  readonly ifExists: boolean;
}
export interface SetRuleState {
  readonly kind: "set-rule-state";
  readonly name: string;
  readonly table: QualifiedName;
  readonly enabled: boolean;
}
