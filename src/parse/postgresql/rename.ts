import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { nodeAs, objectName, relationName, type NodeOf } from "./ast.ts";
import { grantedOn, roleName } from "./privileges.ts";
import { routineArguments, routineKind } from "./functions.ts";
import { objectWord } from "./object-words.ts";
import { nameInAccessMethod, nameOfObject } from "./server-objects.ts";

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
    case "OBJECT_DOMCONSTRAINT": {
      const type = objectName(statement.object);
      const action = { do: "rename-constraint", name: from, to } as const;
      return [{ kind: "alter-domain", type, action }];
    }
    case "OBJECT_ATTRIBUTE": {
      const action = { do: "rename", to } as const;
      return [{ kind: "alter-composite-type", type: relation, attribute: from, action }];
    }
    case "OBJECT_RULE":
      return [{ kind: "alter-table-option", table: relation, option: "rename-rule" }];
    case "OBJECT_TRIGGER":
      return [renamedPart(relation, "rename-trigger", from, to)];
    case "OBJECT_POLICY":
      return [renamedPart(relation, "rename-policy", from, to)];
    case "OBJECT_STATISTIC_EXT":
      return [];
    default: {
      const object = objectWord(statement.renameType).toLowerCase();
      const isInMethod = object === "operator class" || object === "operator family";
      const name = isInMethod
        ? nameInAccessMethod(statement.object)
        : statement.object === undefined
          ? from
          : nameOfObject(statement.object);
      return [{ kind: "rename-object", object, name, to }];
    }
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
      const object = objectWord(statement.objectType).toLowerCase();
      const argumentTypes = routineArguments(nodeAs(statement.object, "ObjectWithArgs"));
      const meant = argumentTypes === null ? {} : { argumentTypes };
      return [{ kind: "set-object-schema", object, name, to, ...meant }];
    }
  }
}

/** ALTER … OWNER TO, for what is no relation: no change of shape. */
export function readOwner(statement: NodeOf<"AlterOwnerStmt">): readonly SchemaChange[] {
  const word = objectWord(statement.objectType).toLowerCase();
  const owned = grantedOn(statement.object, statement.objectType);
  return [
    {
      kind: "alter-table-option",
      table: objectName(statement.object),
      option: `${word.replaceAll(" ", "-")}-owner`,
      owner: roleName(statement.newowner),
      ...(owned === null ? {} : { owned }),
    },
  ];
}
