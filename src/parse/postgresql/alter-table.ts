import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import {
  displayName,
  namesIn,
  nodeAs,
  nodesAs,
  relationName,
  type AlterTableCmd,
  type NodeOf,
} from "./ast.ts";
import { readColumn, readConstraint } from "./definitions.ts";
import { readAttributeAction } from "./domains.ts";
import { readExpression } from "./expression.ts";
import { textAfterKeyword, textOfNode } from "./expression-text.ts";
import { objectWord } from "./object-words.ts";
import { roleName } from "./privileges.ts";
import type { Passage } from "./source-text.ts";
import { readType } from "./type-name.ts";
import { unknown } from "./unknown.ts";

/** Actions on a table as a whole that change no shape: their names in `alter-table-option`. */
const tableOptions: Readonly<Record<string, string>> = {
  AT_AddOf: "row-type",
  AT_ChangeOwner: "owner",
  AT_ClusterOn: "cluster-on",
  AT_DropCluster: "without-cluster",
  AT_DropOf: "row-type",
  AT_DropOids: "without-oids",
  AT_GenericOptions: "foreign-options",
  AT_ReplicaIdentity: "replica-identity",
  AT_ReplaceRelOptions: "storage-parameters",
  AT_ResetRelOptions: "storage-parameters",
  AT_SetAccessMethod: "access-method",
  AT_SetLogged: "set-logged",
  AT_SetRelOptions: "storage-parameters",
  AT_SetTableSpace: "tablespace",
  AT_SetUnLogged: "set-unlogged",
};

/** Actions on a column that change neither its type nor what it takes: their names in `alter-column-option`. */
const columnOptions: Readonly<Record<string, string>> = {
  AT_AlterColumnGenericOptions: "foreign-options",
  AT_ResetOptions: "attribute-options",
  AT_SetCompression: "compression",
  AT_SetOptions: "attribute-options",
  AT_SetStatistics: "statistics",
  AT_SetStorage: "storage",
};

const triggerStates: Readonly<Record<string, boolean>> = {
  AT_DisableTrig: false,
  AT_DisableTrigAll: false,
  AT_DisableTrigUser: false,
  AT_EnableAlwaysTrig: true,
  // Fires on a replica only, so for an ordinary session it is off.
  AT_EnableReplicaTrig: false,
  AT_EnableTrig: true,
  AT_EnableTrigAll: true,
  AT_EnableTrigUser: true,
};

const rowSecurityStates = {
  AT_DisableRowSecurity: "disabled",
  AT_EnableRowSecurity: "enabled",
  AT_ForceRowSecurity: "forced",
  AT_NoForceRowSecurity: "not-forced",
} as const;

/** Options of a view that its users notice. */
const viewOptions: ReadonlySet<string> = new Set(["security_invoker", "check_option"]);

const ruleStates: Readonly<Record<string, boolean>> = {
  AT_DisableRule: false,
  AT_EnableAlwaysRule: true,
  AT_EnableReplicaRule: false,
  AT_EnableRule: true,
};

/** ALTER TABLE, and ALTER INDEX, VIEW, SEQUENCE, TYPE … as far as they share its actions: a change for each action. */
export function readAlterTable(
  statement: NodeOf<"AlterTableStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const name = relationName(statement.relation);
  const word = objectWord(statement.objtype);
  const actions = nodesAs(statement.cmds, "AlterTableCmd");
  switch (statement.objtype) {
    case "OBJECT_TYPE":
      return actions.map((action) => readAttributeAction(action, statement));
    case "OBJECT_SEQUENCE":
      return actions.map((action) => ({
        kind: "alter-sequence",
        sequence: name,
        option: tableOptions[action.subtype ?? ""] ?? action.subtype ?? "",
        ...newOwner(action),
      }));
    case "OBJECT_INDEX":
      return actions.map((action) => readIndexAction(action, name));
    default:
      return actions.map((action) => {
        const change = readAction(action, name, word, part);
        return statement.relation?.inh === true ? change : reachingOnly(change);
      });
  }
}

function newOwner({ newowner }: AlterTableCmd): { readonly owner?: string } {
  return newowner === undefined ? {} : { owner: roleName(newowner) };
}

/** The change as ALTER TABLE ONLY makes it, where that differs. */
function reachingOnly(change: SchemaChange): SchemaChange {
  switch (change.kind) {
    case "drop-column":
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
    case "drop-default":
    case "add-constraint":
      return { ...change, only: true };
    default:
      return change;
  }
}

function readIndexAction(action: AlterTableCmd, index: QualifiedName): SchemaChange {
  const attached = nodeAs(action.def, "PartitionCmd")?.name;
  if (action.subtype === "AT_AttachPartition" && attached !== undefined) {
    const part = relationName(attached);
    return { kind: "alter-table-option", table: index, option: "index-attach-partition", part };
  }
  const option = tableOptions[action.subtype ?? ""] ?? columnOptions[action.subtype ?? ""];
  if (option === undefined) return unjudgedAction(action, index, "INDEX");
  return { kind: "alter-table-option", table: index, option: `index-${option}` };
}

function readAction(
  action: AlterTableCmd,
  table: QualifiedName,
  word: string,
  part: Passage,
): SchemaChange {
  const subtype = action.subtype ?? "";
  // These change whose privileges count, and which rows can be written.
  const options = nodesAs(nodeAs(action.def, "List")?.items, "DefElem");
  const telling = options.find(({ defname }) => viewOptions.has(defname ?? ""));
  if (word === "VIEW" && telling !== undefined) {
    return unknown(
      `\`ALTER VIEW … ${telling.defname}\` on \`${displayName(table)}\` changes what readers or writers of the view may do; review it by hand.`,
      displayName(table),
    );
  }
  const identity = nodeAs(action.def, "ReplicaIdentityStmt")?.identity_type;
  if (identity === "n" || identity === "d") {
    const suffix = identity === "n" ? "nothing" : "default";
    return { kind: "alter-table-option", table, option: `replica-identity-${suffix}` };
  }
  // TimescaleDB's parameters (`timescaledb.compress`, `tsdb.columnstore`) make more of a table than a note.
  const isExtensions = options.some(({ defnamespace = "" }) =>
    /^(?:timescaledb|tsdb)$/.test(defnamespace),
  );
  const option = isExtensions ? "extension-parameters" : tableOptions[subtype];
  if (option !== undefined)
    return { kind: "alter-table-option", table, option, ...newOwner(action) };
  const ruleEnabled = ruleStates[subtype];
  if (ruleEnabled !== undefined) {
    return { kind: "set-rule-state", table, name: action.name ?? "", enabled: ruleEnabled };
  }
  if (subtype === "AT_AddInherit" || subtype === "AT_DropInherit") {
    const parent = relationName(nodeAs(action.def, "RangeVar") ?? undefined);
    return { kind: "set-inheritance", table, parent, inherits: subtype === "AT_AddInherit" };
  }
  const enabled = triggerStates[subtype];
  if (enabled !== undefined) {
    return { kind: "set-trigger-state", table, name: action.name ?? null, enabled };
  }
  if (subtype in rowSecurityStates) {
    const state = rowSecurityStates[subtype as keyof typeof rowSecurityStates];
    return { kind: "set-row-security", table, state };
  }
  return (
    readColumnAction(action, table, part) ??
    readConstraintAction(action, table, part) ??
    readPartitionAction(action, table) ??
    unjudgedAction(action, table, word)
  );
}

function readColumnAction(
  action: AlterTableCmd,
  table: QualifiedName,
  part: Passage,
): SchemaChange | null {
  const subtype = action.subtype ?? "";
  const column = action.name ?? "";
  switch (subtype) {
    case "AT_AddColumn": {
      const definition = nodeAs(action.def, "ColumnDef");
      if (definition === null) return null;
      return {
        kind: "add-column",
        table,
        ...readColumn(definition, part),
        ifNotExists: action.missing_ok === true,
      };
    }
    case "AT_DropColumn":
      return {
        kind: "drop-column",
        table,
        column,
        ifExists: action.missing_ok === true,
        cascade: action.behavior === "DROP_CASCADE",
      };
    case "AT_AlterColumnType": {
      const definition = nodeAs(action.def, "ColumnDef");
      if (definition === null) return null;
      const using = definition.raw_default;
      return {
        kind: "alter-column-type",
        table,
        column,
        type: readType(definition.typeName),
        using:
          using === undefined
            ? null
            : readExpression(using, textAfterKeyword(part, "USING", definition.location ?? 0)),
        collation: namesIn(definition.collClause?.collname).at(-1) ?? null,
      };
    }
    case "AT_SetNotNull":
      return { kind: "set-not-null", table, column };
    case "AT_DropNotNull":
      return { kind: "drop-not-null", table, column };
    case "AT_ColumnDefault":
      return action.def === undefined
        ? { kind: "drop-default", table, column }
        : {
            kind: "set-default",
            table,
            column,
            default: readExpression(action.def, textOfNode(part, action.def)),
          };
    case "AT_AddIdentity": {
      const always = nodeAs(action.def, "Constraint")?.generated_when === "a";
      return { kind: "add-identity", table, column, identity: always ? "always" : "by-default" };
    }
    case "AT_SetIdentity":
      return { kind: "set-identity", table, column, identity: newIdentity(action) };
    case "AT_DropIdentity":
      return { kind: "drop-identity", table, column };
    case "AT_SetExpression":
      return {
        kind: "set-expression",
        table,
        column,
        expression: readExpression(
          action.def,
          action.def === undefined ? "" : textOfNode(part, action.def),
        ),
      };
    case "AT_DropExpression":
      return { kind: "drop-expression", table, column };
    default: {
      const option = columnOptions[subtype];
      return option === undefined ? null : { kind: "alter-column-option", table, column, option };
    }
  }
}

/** `SET GENERATED ALWAYS` is the option `generated` with the character code of `a`. */
function newIdentity(action: AlterTableCmd): "always" | "by-default" | null {
  for (const option of nodesAs(nodeAs(action.def, "List")?.items, "DefElem")) {
    if (option.defname !== "generated") continue;
    const code = nodeAs(option.arg, "Integer")?.ival;
    return code === "a".charCodeAt(0) ? "always" : "by-default";
  }
  return null;
}

function readConstraintAction(
  action: AlterTableCmd,
  table: QualifiedName,
  part: Passage,
): SchemaChange | null {
  const name = action.name ?? "";
  switch (action.subtype) {
    case "AT_AddConstraint": {
      const constraint = nodeAs(action.def, "Constraint");
      if (constraint === null) return null;
      return { kind: "add-constraint", table, constraint: readConstraint(constraint, part) };
    }
    case "AT_DropConstraint":
      return {
        kind: "drop-constraint",
        table,
        name,
        type: null,
        ifExists: action.missing_ok === true,
        cascade: action.behavior === "DROP_CASCADE",
      };
    case "AT_ValidateConstraint":
      return { kind: "validate-constraint", table, name };
    case "AT_AlterConstraint": {
      const altered = nodeAs(action.def, "ATAlterConstraint");
      return {
        kind: "alter-constraint",
        table,
        name: altered?.conname ?? "",
        ...(altered?.alterDeferrability === true
          ? { deferrable: altered.deferrable === true }
          : {}),
        ...(altered?.alterEnforceability === true
          ? { enforced: altered.is_enforced === true }
          : {}),
      };
    }
    default:
      return null;
  }
}

function readPartitionAction(action: AlterTableCmd, table: QualifiedName): SchemaChange | null {
  const command = nodeAs(action.def, "PartitionCmd");
  if (command === null) return null;
  const partition = relationName(command.name);
  switch (action.subtype) {
    case "AT_AttachPartition":
      return {
        kind: "attach-partition",
        table,
        partition,
        isDefault: command.bound?.is_default === true,
      };
    case "AT_DetachPartition":
      return {
        kind: "detach-partition",
        table,
        partition,
        concurrently: command.concurrent === true,
      };
    case "AT_DetachPartitionFinalize":
      // The end of a DETACH CONCURRENTLY that was interrupted.
      return { kind: "detach-partition", table, partition, concurrently: true };
    default:
      return null;
  }
}

function unjudgedAction(action: AlterTableCmd, table: QualifiedName, word: string): SchemaChange {
  const written = action.subtype?.slice(3) ?? "";
  return unknown(
    `\`ALTER ${word} … ${written}\` on \`${displayName(table)}\` is not among the changes that are judged; review it by hand.`,
    displayName(table),
  );
}
