import type { QualifiedName } from "./qualified-name.ts";

export interface CreateSchema {
  readonly kind: "create-schema";
  readonly name: string;
  /** `AUTHORIZATION`; absent where the one who runs the statement owns it. */
  readonly owner?: string;
  readonly ifNotExists: boolean;
}

export interface DropSchema {
  readonly kind: "drop-schema";
  readonly name: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface RenameSchema {
  readonly kind: "rename-schema";
  readonly name: string;
  readonly to: string;
}

export interface CreateSequence {
  readonly kind: "create-sequence";
  readonly sequence: QualifiedName;
  readonly ifNotExists: boolean;
  /** `OWNED BY table.column`; null or absent where it goes with no column. */
  readonly ownedBy?: { readonly table: QualifiedName; readonly column: string } | null;
}

export interface DropSequence {
  readonly kind: "drop-sequence";
  readonly sequence: QualifiedName;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface AlterSequence {
  readonly kind: "alter-sequence";
  readonly sequence: QualifiedName;
  readonly option: string;
  /** `OWNED BY table.column`, null for `OWNED BY NONE`; absent where the statement does not say. */
  readonly ownedBy?: { readonly table: QualifiedName; readonly column: string } | null;
  /** `OWNER TO`. */
  readonly owner?: string;
}

export interface CreateExtension {
  readonly kind: "create-extension";
  readonly name: string;
}

export interface DropExtension {
  readonly kind: "drop-extension";
  readonly name: string;
  readonly cascade: boolean;
}
