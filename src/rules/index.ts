import { docsAddress } from "./docs-address.ts";
import type { DefinedRule } from "./define-rule.ts";
import type { CatalogueEntry } from "./rule.ts";
import { wrongPhaseFolder } from "./wrong-phase-folder.ts";
import { addCheckConstraint } from "./add-check-constraint.ts";
import { addColumnCheck } from "./add-column-check.ts";
import { addColumnConstrainedDomain } from "./add-column-constrained-domain.ts";
import { addColumnForeignKey } from "./add-column-foreign-key.ts";
import { addColumnSerial } from "./add-column-serial.ts";
import { addColumnStoredGenerated } from "./add-column-stored-generated.ts";
import { addColumnUnique } from "./add-column-unique.ts";
import { addColumnVolatileDefault } from "./add-column-volatile-default.ts";
import { addExclusionConstraint } from "./add-exclusion-constraint.ts";
import { addForeignKey } from "./add-foreign-key.ts";
import { addJsonColumn } from "./add-json-column.ts";
import { addPrimaryKey } from "./add-primary-key.ts";
import { addRequiredColumn } from "./add-required-column.ts";
import { addUniqueConstraint } from "./add-unique-constraint.ts";
import { alterCompositeType } from "./alter-composite-type.ts";
import { alterDomain } from "./alter-domain.ts";
import { alterObject } from "./alter-object.ts";
import { alterPolicy } from "./alter-policy.ts";
import { alterTableStorage } from "./alter-table-storage.ts";
import { ambiguousOverload } from "./ambiguous-overload.ts";
import { attachPartition } from "./attach-partition.ts";
import { cannotRunAsWritten } from "./cannot-run-as-written.ts";
import { cannotRunInTransaction } from "./cannot-run-in-transaction.ts";
import { changeColumnType } from "./change-column-type.ts";
import { changeInheritance } from "./change-inheritance.ts";
import { changeOwner } from "./change-owner.ts";
import { changeSetting } from "./change-setting.ts";
import { constraintIndexBuild } from "./constraint-index-build.ts";
import { constraintScan } from "./constraint-scan.ts";
import { createIndexNotConcurrently } from "./create-index-not-concurrently.ts";
import { createPartition } from "./create-partition.ts";
import { createRestrictivePolicy } from "./create-restrictive-policy.ts";
import { createImplicitCast } from "./create-implicit-cast.ts";
import { createRule } from "./create-rule.ts";
import { createUniqueIndex } from "./create-unique-index.ts";
import { detachPartition } from "./detach-partition.ts";
import { disableTrigger } from "./disable-trigger.ts";
import { domainScan } from "./domain-scan.ts";
import { dropColumn } from "./drop-column.ts";
import { dropConstraint } from "./drop-constraint.ts";
import { dropDefault } from "./drop-default.ts";
import { dropExpression } from "./drop-expression.ts";
import { dropExtension } from "./drop-extension.ts";
import { dropFunction } from "./drop-function.ts";
import { dropIdentity } from "./drop-identity.ts";
import { dropIndexBeforeReplacement } from "./drop-index-before-replacement.ts";
import { dropIndexNotConcurrently } from "./drop-index-not-concurrently.ts";
import { dropNotNull } from "./drop-not-null.ts";
import { dropObject } from "./drop-object.ts";
import { dropPolicy } from "./drop-policy.ts";
import { dropPrimaryKey } from "./drop-primary-key.ts";
import { dropRole } from "./drop-role.ts";
import { dropRule } from "./drop-rule.ts";
import { dropSchema } from "./drop-schema.ts";
import { dropSequence } from "./drop-sequence.ts";
import { dropTable } from "./drop-table.ts";
import { dropTrigger } from "./drop-trigger.ts";
import { dropType } from "./drop-type.ts";
import { dropUnique } from "./drop-unique.ts";
import { dropView } from "./drop-view.ts";
import { enumValueInTransaction } from "./enum-value-in-transaction.ts";
import { extensionCall } from "./extension-call.ts";
import { functionUsesDroppedColumn } from "./function-uses-dropped-column.ts";
import { indexIfNotExists } from "./index-if-not-exists.ts";
import { lockTable } from "./lock-table.ts";
import { missingLockTimeout } from "./missing-lock-timeout.ts";
import { publishWithoutKey } from "./publish-without-key.ts";
import { refreshMaterializedView } from "./refresh-materialized-view.ts";
import { reindex } from "./reindex.ts";
import { renameColumn } from "./rename-column.ts";
import { renameConstraint } from "./rename-constraint.ts";
import { renameEnumValue } from "./rename-enum-value.ts";
import { renameFunction } from "./rename-function.ts";
import { renameObject } from "./rename-object.ts";
import { renameSchema } from "./rename-schema.ts";
import { renameTable } from "./rename-table.ts";
import { renameType } from "./rename-type.ts";
import { renameView } from "./rename-view.ts";
import { replaceFunction } from "./replace-function.ts";
import { replaceView } from "./replace-view.ts";
import { revoke } from "./revoke.ts";
import { setDefault } from "./set-default.ts";
import { setGeneratedAlways } from "./set-generated-always.ts";
import { setGeneratedExpression } from "./set-generated-expression.ts";
import { setNotNull } from "./set-not-null.ts";
import { setNotNullScan } from "./set-not-null-scan.ts";
import { setRowSecurity } from "./set-row-security.ts";
import { setTableSchema } from "./set-table-schema.ts";
import { severalTablesLocked } from "./several-tables-locked.ts";
import { slowStatementAfterLock } from "./slow-statement-after-lock.ts";
import { stopReplication } from "./stop-replication.ts";
import { truncate } from "./truncate.ts";
import { unboundedDelete } from "./unbounded-delete.ts";
import { unboundedUpdate } from "./unbounded-update.ts";
import { unreadableChange } from "./unreadable-change.ts";
import { vacuumFull } from "./vacuum-full.ts";
import { validateInSameTransaction } from "./validate-in-same-transaction.ts";

/** Every rule, in the order in which their findings are told. */
export const rules: readonly DefinedRule[] = [
  dropTable,
  dropColumn,
  dropView,
  dropFunction,
  dropType,
  dropSequence,
  dropSchema,
  dropExtension,
  dropTrigger,
  disableTrigger,
  dropPolicy,
  setRowSecurity,
  createRestrictivePolicy,
  revoke,
  dropUnique,
  dropPrimaryKey,
  dropConstraint,
  dropDefault,
  dropIdentity,
  dropExpression,
  dropNotNull,
  setDefault,
  setGeneratedAlways,
  detachPartition,
  truncate,
  unboundedDelete,
  unboundedUpdate,
  renameTable,
  setTableSchema,
  renameColumn,
  renameView,
  renameType,
  renameEnumValue,
  renameFunction,
  renameSchema,
  renameConstraint,
  changeColumnType,
  addRequiredColumn,
  addColumnVolatileDefault,
  addColumnSerial,
  addColumnStoredGenerated,
  addColumnConstrainedDomain,
  addColumnCheck,
  addColumnForeignKey,
  addColumnUnique,
  addJsonColumn,
  setGeneratedExpression,
  setNotNull,
  setNotNullScan,
  addCheckConstraint,
  addUniqueConstraint,
  addPrimaryKey,
  addForeignKey,
  addExclusionConstraint,
  constraintScan,
  constraintIndexBuild,
  validateInSameTransaction,
  createUniqueIndex,
  createIndexNotConcurrently,
  indexIfNotExists,
  dropIndexNotConcurrently,
  dropIndexBeforeReplacement,
  reindex,
  cannotRunInTransaction,
  cannotRunAsWritten,
  enumValueInTransaction,
  attachPartition,
  createPartition,
  alterTableStorage,
  vacuumFull,
  refreshMaterializedView,
  extensionCall,
  lockTable,
  alterCompositeType,
  alterDomain,
  alterObject,
  alterPolicy,
  changeOwner,
  changeSetting,
  createRule,
  domainScan,
  changeInheritance,
  createImplicitCast,
  dropObject,
  dropRole,
  dropRule,
  publishWithoutKey,
  renameObject,
  stopReplication,
  slowStatementAfterLock,
  severalTablesLocked,
  missingLockTimeout,
  replaceView,
  replaceFunction,
  ambiguousOverload,
  functionUsesDroppedColumn,
  unreadableChange,
];

/** Rules about migrations as files, which are judged where the files and their folders are known. */
const fileRules: readonly CatalogueEntry[] = [
  {
    id: "edited-history",
    title: "A migration that is on the base branch was edited, renamed or deleted",
    severity: "warning",
    summary:
      "Databases that ran a migration never see what is edited in it later, and tools that keep checksums refuse to go on. " +
      "What is added by the edit is judged like a new statement. Changes of comments and blanks are no change.",
    docs: docsAddress("edited-history"),
  },
  {
    id: "out-of-order",
    title: "A new migration sorts before one that is on the base branch",
    severity: "warning",
    summary:
      "Where the newer one has run, most tools skip or refuse a migration that sorts before it, so databases end up different. " +
      "Tools that allow it are exempt.",
    docs: docsAddress("out-of-order"),
  },
  wrongPhaseFolder,
];

/** Every rule id that findings and the configuration may name. */
export const ruleCatalogue: readonly CatalogueEntry[] = [
  ...rules.map(({ id, title, severity, summary }) => ({
    id,
    title,
    severity,
    summary,
    docs: docsAddress(id),
  })),
  ...fileRules,
];

/** The ids of all rules. */
export const ruleIds: readonly string[] = ruleCatalogue.map(({ id }) => id);
