import type { IndexDefinition } from "./definitions.ts";
import type { QualifiedName } from "./qualified-name.ts";

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
