import type { QualifiedName } from "./qualified-name.ts";

/*
 * Changes of what a PostgreSQL server has beside tables and their parts. The catalog does not follow these objects: what
 * their changes mean for running code can be told from the statement.
 */

/** What a publication sends. */
export interface Publishing {
  /** Neither updates nor deletes. Absent means false. */
  readonly insertsOnly?: true;
  /** `all` for FOR ALL TABLES. */
  readonly publishes?: readonly QualifiedName[] | "all";
  /** Schemas of which it sends every table; null is the one that new tables go to. Absent means none. */
  readonly publishesSchemas?: readonly (string | null)[];
  /** Tables of which it sends some rows or columns only. Absent means none. */
  readonly publishesParts?: readonly PublishedPart[];
}

export interface PublishedPart {
  readonly table: QualifiedName;
  /** The columns that the condition on rows reads. */
  readonly rowsBy: readonly string[];
  /** Null where all are sent. */
  readonly columns: readonly string[] | null;
}

/** Roles, publications, servers, operators, text search objects and so on. */
export interface CreateObject extends Publishing {
  readonly kind: "create-object";
  /** As SQL writes it, in lower case: `role`, `publication`, `text search configuration`. */
  readonly object: string;
  /** As SQL tells it from others, in `DROP`: `web`, `public.===(integer, integer)`, `(text AS public.mood)`. */
  readonly name: string;
  /** A cast that the server makes by itself; absent means false. */
  readonly isImplicit?: true;
}
export interface AlterObject extends Publishing {
  readonly kind: "alter-object";
  readonly object: string;
  readonly name: string;
  /** A stable name of the action: `nologin`, `password`, `add-tables`, `update`, `options`. */
  readonly action: string;
  /** Who gets what a role owned (`reassign`). */
  readonly to?: string;
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
