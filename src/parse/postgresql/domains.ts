import type { AlterDomain, SchemaChange } from "../../model/schema-change.ts";
import {
  namesIn,
  nodeAs,
  qualifiedName,
  relationName,
  type AlterTableCmd,
  type NodeOf,
} from "./ast.ts";
import { readConstraint } from "./definitions.ts";
import { readExpression } from "./expression.ts";
import { textOfNode } from "./expression-text.ts";
import type { Passage } from "./source-text.ts";
import { readType } from "./type-name.ts";
import { unjudged } from "./unknown.ts";

export function readAlterDomain(
  statement: NodeOf<"AlterDomainStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const type = qualifiedName(namesIn(statement.typeName));
  const action = domainAction(statement, part);
  return action === null
    ? [unjudged("ALTER DOMAIN", type.name)]
    : [{ kind: "alter-domain", type, action }];
}

/** By the one-letter codes of the tree. */
function domainAction(
  statement: NodeOf<"AlterDomainStmt">,
  part: Passage,
): AlterDomain["action"] | null {
  const { subtype, name = "", def } = statement;
  switch (subtype) {
    case "O":
      return { do: "set-not-null" };
    case "N":
      return { do: "drop-not-null" };
    case "T":
      return def === undefined
        ? { do: "drop-default" }
        : { do: "set-default", default: readExpression(def, textOfNode(part, def)) };
    case "C": {
      const constraint = nodeAs(def, "Constraint");
      if (constraint === null) return null;
      return constraint.contype === "CONSTR_NOTNULL"
        ? { do: "set-not-null" }
        : { do: "add-constraint", constraint: readConstraint(constraint, part) };
    }
    case "X":
      return { do: "drop-constraint", name };
    case "V":
      return { do: "validate-constraint", name };
    default:
      return null;
  }
}

/** An action of ALTER TYPE on a composite type. */
export function readAttributeAction(
  action: AlterTableCmd,
  statement: NodeOf<"AlterTableStmt">,
): SchemaChange {
  const type = relationName(statement.relation);
  const definition = nodeAs(action.def, "ColumnDef");
  const attribute = action.name ?? definition?.colname ?? "";
  switch (action.subtype) {
    case "AT_AddColumn":
    case "AT_AlterColumnType": {
      const to = readType(definition?.typeName);
      const adds = action.subtype === "AT_AddColumn";
      const change = { do: adds ? ("add" as const) : ("change-type" as const), type: to };
      return { kind: "alter-composite-type", type, attribute, action: change };
    }
    case "AT_DropColumn": {
      const ifExists = action.missing_ok === true;
      return { kind: "alter-composite-type", type, attribute, action: { do: "drop", ifExists } };
    }
    default:
      return unjudged("ALTER TYPE", type.name);
  }
}
