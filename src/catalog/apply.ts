import { noteAssumed } from "./assumed.ts";
import { addHole } from "./holes.ts";
import { objectKey } from "./catalog.ts";
import type { Catalog, Place } from "./catalog.ts";
import { isTemporary } from "./lookup.ts";
import { addColumn } from "./apply/add-column.ts";
import { addConstraint } from "./apply/add-constraint.ts";
import { alterColumn } from "./apply/column-properties.ts";
import { attachIndex, createIndex } from "./apply/create-index.ts";
import { createTable } from "./apply/create-table.ts";
import { dropColumn } from "./apply/drop-column.ts";
import { alterConstraint, dropConstraint, validateConstraint } from "./apply/drop-constraint.ts";
import { dropExtension } from "./apply/drop-extension.ts";
import { dropIndex, renameIndex } from "./apply/drop-index.ts";
import { dropTable } from "./apply/drop-table.ts";
import { dropView } from "./apply/drop-view.ts";
import { createFunction, dropFunction, moveFunction } from "./apply/functions.ts";
import { setInheritance } from "./apply/inheritance.ts";
import { moveObject } from "./apply/move-object.ts";
import { setReplicaIdentity } from "./apply/replica-identity.ts";
import { attachPartition, detachPartition } from "./apply/partitions.ts";
import {
  alterPolicy,
  createPolicy,
  dropPolicy,
  renamePolicy,
  setRowSecurity,
} from "./apply/policies.ts";
import { renameColumn } from "./apply/rename-column.ts";
import { renameConstraint } from "./apply/rename-constraint.ts";
import { renameTable, renameView, setTableSchema } from "./apply/rename-relation.ts";
import { dropPrivilegesOf, reassignOwned, setOwner } from "./apply/owners.ts";
import { applyPrivileges } from "./apply/privileges.ts";
import { createSchema, dropSchema, renameSchema } from "./apply/schemas.ts";
import { alterSequence, createSequence, dropSequence } from "./apply/sequences.ts";
import { createTrigger, dropTrigger, renameTrigger } from "./apply/triggers.ts";
import { alterCompositeType, alterDomain } from "./apply/alter-type.ts";
import { addEnumValue, createType, dropType, moveType, renameEnumValue } from "./apply/types.ts";
import { createView } from "./apply/views.ts";
import type {
  AlterObject,
  AlterTableOption,
  DropObject,
  RenameObject,
  SchemaChange,
} from "../model/schema-change.ts";

/**
 * Takes a change into the catalog, as the server would. Its names must be resolved (`resolveChange`). What it makes
 * is stamped with `catalog.origin`. A change of an object that the catalog does not know alters nothing, except
 * that a column or constraint added to an unknown table makes a table of which nothing else is known. An `unknown`
 * change leaves a hole, and the relations that a change needs and none made are remembered.
 */
export function applyChange(
  catalog: Catalog,
  change: SchemaChange,
  place: Place | null = null,
): void {
  noteAssumed(catalog, change);
  switch (change.kind) {
    case "create-table":
      return createTable(catalog, change);
    case "drop-table":
      return dropTable(catalog, change);
    case "rename-table":
      return renameTable(catalog, change);
    case "set-table-schema":
      return setTableSchema(catalog, change);
    case "attach-partition":
      return attachPartition(catalog, change);
    case "detach-partition":
      return detachPartition(catalog, change);
    case "set-inheritance":
      return setInheritance(catalog, change);
    case "add-column":
      return isTemporary(catalog, change.table) ? undefined : addColumn(catalog, change);
    case "drop-column":
      return dropColumn(catalog, change);
    case "rename-column":
      return renameColumn(catalog, change);
    case "alter-column-type":
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
    case "drop-default":
    case "add-identity":
    case "set-identity":
    case "drop-identity":
    case "set-expression":
    case "drop-expression":
      return alterColumn(catalog, change);
    case "add-constraint":
      return isTemporary(catalog, change.table) ? undefined : addConstraint(catalog, change);
    case "drop-constraint":
      return dropConstraint(catalog, change);
    case "validate-constraint":
      return validateConstraint(catalog, change);
    case "rename-constraint":
      return renameConstraint(catalog, change);
    case "create-index":
      return isTemporary(catalog, change.table) ? undefined : createIndex(catalog, change);
    case "drop-index":
      return dropIndex(catalog, change);
    case "rename-index":
      return renameIndex(catalog, change);
    case "create-type":
      return isTemporary(catalog, change.type) ? undefined : createType(catalog, change);
    case "drop-type":
      return dropType(catalog, change);
    case "rename-type":
      return moveType(catalog, change.type, { schema: change.type.schema, name: change.to });
    case "add-enum-value":
      return addEnumValue(catalog, change);
    case "rename-enum-value":
      return renameEnumValue(catalog, change);
    case "alter-domain":
      return alterDomain(catalog, change);
    case "alter-composite-type":
      return alterCompositeType(catalog, change);
    case "create-view":
      return createView(catalog, change);
    case "drop-view":
      return dropView(catalog, change);
    case "rename-view":
      return renameView(catalog, change);
    case "create-function":
      return createFunction(catalog, change, place);
    case "drop-function":
      return dropFunction(catalog, change);
    case "rename-function":
      return moveFunction(
        catalog,
        change.function,
        { schema: change.function.schema, name: change.to },
        change.argumentTypes,
      );
    case "create-trigger":
      return createTrigger(catalog, change);
    case "drop-trigger":
      return dropTrigger(catalog, change);
    case "create-schema":
      return createSchema(catalog, change);
    case "drop-schema":
      return dropSchema(catalog, change);
    case "rename-schema":
      return renameSchema(catalog, change);
    case "create-sequence":
      return isTemporary(catalog, change.sequence) ? undefined : createSequence(catalog, change);
    case "alter-sequence":
      return alterSequence(catalog, change);
    case "drop-sequence":
      return dropSequence(catalog, change);
    case "create-extension":
      catalog.extensions.add(change.name);
      return;
    case "drop-extension":
      return dropExtension(catalog, change);
    case "grant":
    case "revoke":
      return applyPrivileges(catalog, change);
    case "set-row-security":
      return setRowSecurity(catalog, change);
    case "create-policy":
      return createPolicy(catalog, change);
    case "alter-policy":
      return alterPolicy(catalog, change);
    case "drop-policy":
      return dropPolicy(catalog, change);
    case "set-object-schema":
      return moveObject(catalog, change);
    case "create-object":
      return change.object === "foreign schema" ? addUnknownTables(catalog, place) : undefined;
    case "unknown":
      return addHole(
        catalog,
        {
          path: place?.path ?? "",
          line: place?.line ?? 0,
          message: change.reason,
        },
        change.object,
      );
    case "alter-constraint":
      return alterConstraint(catalog, change);
    case "alter-table-option":
      setReplicaIdentity(catalog, change);
      attachIndex(catalog, change);
      changeOwner(catalog, change);
      return renamePart(catalog, change);
    case "alter-object":
    case "drop-object":
    case "rename-object":
      return followObject(catalog, change);
    case "alter-column-option":
    case "reindex":
    case "refresh-materialized-view":
    case "set-trigger-state":
    case "set-comment":
    case "create-rule":
    case "drop-rule":
    case "set-rule-state":
    case "change-setting":
    case "insert-rows":
    case "update-rows":
    case "delete-rows":
    case "truncate":
    case "lock-table":
    case "maintenance":
    case "call-function":
      return;
  }
}

/** Of a table's other options, only the names of its triggers and policies are in the catalog. */
function renamePart(catalog: Catalog, { table, option, renamed }: AlterTableOption): void {
  if (renamed === undefined) return;
  if (option === "rename-trigger") renameTrigger(catalog, table, renamed);
  else renamePolicy(catalog, table, renamed);
}

function changeOwner(catalog: Catalog, { table, owned, option, owner }: AlterTableOption): void {
  if (owner === undefined) return;
  if (owned !== undefined) setOwner(catalog, owned, owner);
  else if (option === "owner") setOwner(catalog, { kind: "relation", name: table }, owner);
}

/** Of roles, databases and the like, only who may do what with them, and what they own, is in the catalog. */
function followObject(catalog: Catalog, change: AlterObject | DropObject | RenameObject): void {
  const key = objectKey(change.object, change.name);
  const access = catalog.objects.get(key);
  if (change.kind === "alter-object") {
    if (change.to !== undefined) reassignOwned(catalog, change.name, change.to);
  } else if (change.object === "all owned by role") dropPrivilegesOf(catalog, change.name);
  else if (access !== undefined) {
    catalog.objects.delete(key);
    if (change.kind === "rename-object")
      catalog.objects.set(objectKey(change.object, change.to), access);
  }
}

/** IMPORT FOREIGN SCHEMA makes tables that no statement names. */
function addUnknownTables(catalog: Catalog, place: Place | null): void {
  const message = "IMPORT FOREIGN SCHEMA makes tables that are not known.";
  addHole(catalog, { path: place?.path ?? "", line: place?.line ?? 0, message }, null);
}
