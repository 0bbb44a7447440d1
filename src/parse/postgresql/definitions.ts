import type { ColumnDefinition, ConstraintDefinition } from "../../model/definitions.ts";
import type { Expression } from "../../model/expression.ts";
import { namesIn, nodeAs, nodesAs, relationName, type ColumnDef, type Constraint } from "./ast.ts";
import { readExpression } from "./expression.ts";
import {
  textAfterKeyword,
  textInParentheses,
  textInParenthesesAfter,
  textsOfIndexParts,
} from "./expression-text.ts";
import { readIndexPart } from "./index.ts";
import type { Passage } from "./source-text.ts";
import { isSerial, readType } from "./type-name.ts";

/** A column with the constraints that were written beside it. */
export interface ColumnParts {
  readonly column: ColumnDefinition;
  readonly constraints: readonly ConstraintDefinition[];
}

const onDeleteActions: Readonly<Record<string, string>> = {
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};

export function readColumn(definition: ColumnDef, part: Passage): ColumnParts {
  const name = definition.colname ?? "";
  const written = nodesAs(definition.constraints, "Constraint");
  const serial = isSerial(definition.typeName);
  let nullable = !serial;
  let defaultValue: Expression | null = null;
  let identity: ColumnDefinition["identity"] = null;
  let generated: ColumnDefinition["generated"] = null;
  const constraints: ConstraintDefinition[] = [];
  for (const [at, constraint] of written.entries()) {
    switch (constraint.contype) {
      case "CONSTR_NOTNULL":
        nullable = false;
        // Only a named one can be told apart from the column's own NOT NULL later.
        if (constraint.conname !== undefined) {
          constraints.push({ ...readConstraint(constraint, part), columns: [name] });
        }
        break;
      case "CONSTR_DEFAULT":
        defaultValue = readExpression(
          constraint.raw_expr,
          textAfterKeyword(
            part,
            "DEFAULT",
            constraint.location ?? 0,
            nextClause(constraint, written[at + 1], definition),
          ),
        );
        break;
      case "CONSTR_IDENTITY":
        nullable = false;
        identity = constraint.generated_when === "a" ? "always" : "by-default";
        break;
      case "CONSTR_GENERATED":
        generated = {
          kind: constraint.generated_kind === "v" ? "virtual" : "stored",
          expression: readExpression(
            constraint.raw_expr,
            textInParentheses(part, constraint.location ?? 0),
          ),
        };
        break;
      case "CONSTR_CHECK":
        constraints.push(readConstraint(constraint, part));
        break;
      case "CONSTR_PRIMARY":
      case "CONSTR_UNIQUE":
      case "CONSTR_FOREIGN":
        if (constraint.contype === "CONSTR_PRIMARY") nullable = false;
        constraints.push({ ...readConstraint(constraint, part), columns: [name] });
        break;
      case "CONSTR_ATTR_DEFERRABLE":
      case "CONSTR_ATTR_DEFERRED":
        replaceLast(constraints, { deferrable: true });
        break;
      case "CONSTR_ATTR_NOT_ENFORCED":
        replaceLast(constraints, { enforced: false, notValid: true });
        break;
      default:
        break;
    }
  }
  const collation = namesIn(definition.collClause?.collname).at(-1) ?? null;
  return {
    column: {
      name,
      type: readType(definition.typeName),
      nullable,
      default: defaultValue,
      identity,
      autoIncrement: serial,
      generated,
      collation,
      position: null,
    },
    constraints,
  };
}

/** A table constraint, or one beside a column: that one's `columns` are the caller's to fill in. */
export function readConstraint(constraint: Constraint, part: Passage): ConstraintDefinition {
  const type = constraintType(constraint);
  const expression =
    type === "check"
      ? readExpression(constraint.raw_expr, textInParentheses(part, constraint.location ?? 0))
      : null;
  return {
    name: constraint.conname ?? null,
    type,
    columns: constrainedColumns(constraint, expression),
    expression,
    references:
      type === "foreign-key"
        ? {
            table: relationName(constraint.pktable),
            columns: namesIn(constraint.pk_attrs),
            onDelete: onDeleteActions[constraint.fk_del_action ?? ""] ?? null,
          }
        : null,
    notValid: constraint.skip_validation === true,
    // The tree tells it of checks and foreign keys only.
    enforced: (type !== "check" && type !== "foreign-key") || constraint.is_enforced === true,
    deferrable: constraint.deferrable === true,
    usingIndex: constraint.indexname ?? null,
    ...(constraint.is_no_inherit === true ? { noInherit: true as const } : {}),
    ...(type === "exclusion" ? { exclusion: readExclusion(constraint, part) } : {}),
  };
}

function readExclusion(
  constraint: Constraint,
  part: Passage,
): NonNullable<ConstraintDefinition["exclusion"]> {
  const from = constraint.location ?? 0;
  const where = constraint.where_clause;
  const written = textsOfIndexParts(part, from);
  return {
    parts: nodesAs(constraint.exclusions, "List").flatMap(({ items }, at) =>
      nodesAs(items?.slice(0, 1), "IndexElem").map((element) =>
        readIndexPart(element, written[at]),
      ),
    ),
    where:
      where === undefined
        ? null
        : readExpression(where, textInParenthesesAfter(part, "WHERE", from)),
    method: constraint.access_method ?? null,
  };
}

function constraintType(constraint: Constraint): ConstraintDefinition["type"] {
  switch (constraint.contype) {
    case "CONSTR_PRIMARY":
      return "primary-key";
    case "CONSTR_UNIQUE":
      return "unique";
    case "CONSTR_FOREIGN":
      return "foreign-key";
    case "CONSTR_EXCLUSION":
      return "exclusion";
    case "CONSTR_NOTNULL":
      return "not-null";
    default:
      return "check";
  }
}

function constrainedColumns(
  constraint: Constraint,
  expression: Expression | null,
): readonly string[] {
  if (expression !== null) return expression.columns;
  if (constraint.contype === "CONSTR_FOREIGN") return namesIn(constraint.fk_attrs);
  if (constraint.contype !== "CONSTR_EXCLUSION") return namesIn(constraint.keys);
  const columns = new Set<string>();
  for (const exclusion of nodesAs(constraint.exclusions, "List")) {
    const element = nodeAs(exclusion.items?.[0], "IndexElem");
    if (element?.name !== undefined) columns.add(element.name);
    else for (const column of readExpression(element?.expr, "").columns) columns.add(column);
  }
  for (const column of readExpression(constraint.where_clause, "").columns) columns.add(column);
  return [...columns];
}

/** Where what stands behind a clause begins: the next one, or COLLATE. */
function nextClause(
  clause: Constraint,
  next: Constraint | undefined,
  definition: ColumnDef,
): number | null {
  const collate = definition.collClause?.location;
  const follows = next?.location ?? null;
  if (collate === undefined || collate < (clause.location ?? 0)) return follows;
  return follows === null ? collate : Math.min(collate, follows);
}

function replaceLast(
  constraints: ConstraintDefinition[],
  facts: Partial<ConstraintDefinition>,
): void {
  const last = constraints.pop();
  if (last !== undefined) constraints.push({ ...last, ...facts });
}
