import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { displayName, nodeAs, objectName, relationName, type NodeOf } from "./ast.ts";
import { routineArguments, routineKind } from "./functions.ts";
import { objectWord } from "./object-words.ts";
import { unjudged, unknown } from "./unknown.ts";

export function readRename(statement: NodeOf<"RenameStmt">): readonly SchemaChange[] {
  const relation = relationName(statement.relation);
  const to = statement.newname ?? "";
  const from = statement.subname ?? "";
  switch (statement.renameType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
    // ALTER TABLE renames sequences too, and the catalog tells which it is.
    case "OBJECT_SEQUENCE":
      return [{ kind: "rename-table", table: relation, to }];
    case "OBJECT_COLUMN":
      return [{ kind: "rename-column", table: relation, column: from, to }];
    case "OBJECT_TABCONSTRAINT":
      return [{ kind: "rename-constraint", table: relation, name: from, to }];
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW": {
      const materialized = statement.renameType === "OBJECT_MATVIEW";
      return [{ kind: "rename-view", view: relation, materialized, to }];
    }
    case "OBJECT_INDEX":
      return [{ kind: "rename-index", index: relation, table: null, to }];
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return [{ kind: "rename-type", type: objectName(statement.object), to }];
    case "OBJECT_SCHEMA":
      return [{ kind: "rename-schema", name: from, to }];
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
    case "OBJECT_AGGREGATE":
      return [
        {
          kind: "rename-function",
          function: objectName(statement.object),
          routine: routineKind(statement.renameType),
          argumentTypes: routineArguments(nodeAs(statement.object, "ObjectWithArgs")),
          to,
        },
      ];
    case "OBJECT_TRIGGER":
      return [renamedPart(relation, "rename-trigger", from, to)];
    case "OBJECT_POLICY":
      return [renamedPart(relation, "rename-policy", from, to)];
    case "OBJECT_STATISTIC_EXT":
      return [];
    default:
      return [unjudged(`ALTER ${objectWord(statement.renameType)} … RENAME`, renamed(statement))];
  }
}

function renamedPart(
  table: QualifiedName,
  option: "rename-trigger" | "rename-policy",
  from: string,
  to: string,
): SchemaChange {
  return { kind: "alter-table-option", table, option, renamed: { from, to } };
}

/** ALTER … SET SCHEMA. */
export function readSetSchema(statement: NodeOf<"AlterObjectSchemaStmt">): readonly SchemaChange[] {
  const to = statement.newschema ?? "";
  switch (statement.objectType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
      return [{ kind: "set-table-schema", table: relationName(statement.relation), to }];
    case "OBJECT_STATISTIC_EXT":
      return [];
    default: {
      const name =
        statement.relation === undefined
          ? objectName(statement.object)
          : relationName(statement.relation);
      const word = objectWord(statement.objectType);
      return [
        unknown(
          `\`ALTER ${word} … SET SCHEMA\` moves \`${displayName(name)}\` to \`${to}\`; what names it by its old schema is not known.`,
          displayName(name),
        ),
      ];
    }
  }
}

/** ALTER … OWNER TO, for what is no relation: no change of shape. */
export function readOwner(statement: NodeOf<"AlterOwnerStmt">): readonly SchemaChange[] {
  const word = objectWord(statement.objectType).toLowerCase().replaceAll(" ", "-");
  return [
    {
      kind: "alter-table-option",
      table: objectName(statement.object),
      option: `${word}-owner`,
    },
  ];
}

function renamed(statement: NodeOf<"RenameStmt">): string | null {
  if (statement.relation !== undefined) {
    const table = displayName(relationName(statement.relation));
    return statement.subname === undefined ? table : `${table}.${statement.subname}`;
  }
  if (statement.object !== undefined) return displayName(objectName(statement.object));
  return statement.subname ?? null;
}
