import type { ConstraintDefinition } from "./definitions.ts";
import type { QualifiedName } from "./qualified-name.ts";

export interface AddConstraint {
  readonly kind: "add-constraint";
  readonly table: QualifiedName;
  readonly constraint: ConstraintDefinition;
  /** `ALTER TABLE ONLY`: partitions and children stay as they are. */
  readonly only?: true;
}

export interface DropConstraint {
  readonly kind: "drop-constraint";
  readonly table: QualifiedName;
  /** Null for MySQL `DROP PRIMARY KEY`. */
  readonly name: string | null;
  /** The type where the statement says it (MySQL); null where only the catalog knows. */
  readonly type: ConstraintDefinition["type"] | null;
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface ValidateConstraint {
  readonly kind: "validate-constraint";
  readonly table: QualifiedName;
  readonly name: string;
}

export interface AlterConstraint {
  readonly kind: "alter-constraint";
  readonly table: QualifiedName;
  readonly name: string;
  /** What it is from now on; absent where the statement leaves that. */
  readonly deferrable?: boolean;
  readonly enforced?: boolean;
}

export interface RenameConstraint {
  readonly kind: "rename-constraint";
  readonly table: QualifiedName;
  readonly name: string;
  readonly to: string;
}
