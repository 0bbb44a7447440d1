import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { namesIn, nodeAs, objectName, qualifiedName, type Node, type NodeOf } from "./ast.ts";
import { routineKind, routineArguments } from "./functions.ts";
import { objectWord } from "./object-words.ts";
import { nameInAccessMethod, nameOfObject } from "./server-objects.ts";

/** DROP of any object: a change for each name. */
export function readDrop(statement: NodeOf<"DropStmt">): readonly SchemaChange[] {
  return (statement.objects ?? []).flatMap((object) => readDropped(statement, object));
}

function readDropped(statement: NodeOf<"DropStmt">, object: Node): readonly SchemaChange[] {
  const name = objectName(object);
  const ifExists = statement.missing_ok === true;
  const cascade = statement.behavior === "DROP_CASCADE";
  switch (statement.removeType) {
    case "OBJECT_TABLE":
    case "OBJECT_FOREIGN_TABLE":
      return [{ kind: "drop-table", table: name, ifExists, cascade }];
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW": {
      const materialized = statement.removeType === "OBJECT_MATVIEW";
      return [{ kind: "drop-view", view: name, materialized, ifExists, cascade }];
    }
    case "OBJECT_INDEX":
      return [
        {
          kind: "drop-index",
          index: name,
          table: null,
          concurrently: statement.concurrent === true,
          ifExists,
          cascade,
        },
      ];
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return [{ kind: "drop-type", type: name, ifExists, cascade }];
    case "OBJECT_SEQUENCE":
      return [{ kind: "drop-sequence", sequence: name, ifExists, cascade }];
    case "OBJECT_SCHEMA":
      return [{ kind: "drop-schema", name: name.name, ifExists, cascade }];
    case "OBJECT_EXTENSION":
      return [{ kind: "drop-extension", name: name.name, cascade }];
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
    case "OBJECT_AGGREGATE":
      return [
        {
          kind: "drop-function",
          function: name,
          routine: routineKind(statement.removeType),
          argumentTypes: routineArguments(nodeAs(object, "ObjectWithArgs")),
          ifExists,
          cascade,
        },
      ];
    case "OBJECT_TRIGGER":
      return [{ kind: "drop-trigger", ...partOfTable(object), ifExists }];
    case "OBJECT_POLICY":
      return [{ kind: "drop-policy", ...partOfTable(object), ifExists }];
    case "OBJECT_STATISTIC_EXT":
      // Extended statistics only steer the planner.
      return [];
    case "OBJECT_RULE":
      return [{ kind: "drop-rule", ...partOfTable(object), ifExists }];
    default: {
      const word = objectWord(statement.removeType).toLowerCase();
      const isInMethod = word === "operator class" || word === "operator family";
      const own = isInMethod ? nameInAccessMethod(object) : nameOfObject(object);
      return [{ kind: "drop-object", object: word, name: own, ifExists, cascade }];
    }
  }
}

/** A trigger, policy or rule is named by its table's name and then its own. */
function partOfTable(object: Node): { readonly name: string; readonly table: QualifiedName } {
  const parts = namesIn(nodeAs(object, "List")?.items);
  return { name: parts.at(-1) ?? "", table: qualifiedName(parts.slice(0, -1)) };
}
