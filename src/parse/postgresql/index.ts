import type { IndexPart } from "../../model/definitions.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { nodeAs, nodesAs, relationName, type NodeOf } from "./ast.ts";
import { readExpression } from "./expression.ts";
import { textAfterKeyword, textsOfIndexParts, wordBeforeParenthesis } from "./expression-text.ts";
import type { Passage } from "./source-text.ts";

export function readCreateIndex(
  statement: NodeOf<"IndexStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const where = statement.whereClause;
  const relationOffset = statement.relation?.location ?? 0;
  const written = textsOfIndexParts(part, relationOffset);
  return [
    {
      kind: "create-index",
      table: relationName(statement.relation),
      index: {
        name: statement.idxname ?? null,
        parts: nodesAs(statement.indexParams, "IndexElem").map((element, at) =>
          readIndexPart(element, written[at]),
        ),
        include: nodesAs(statement.indexIncludingParams, "IndexElem").flatMap((element) =>
          element.name === undefined ? [] : [element.name],
        ),
        unique: statement.unique === true,
        where:
          where === undefined
            ? null
            : readExpression(where, textAfterKeyword(part, "WHERE", relationOffset)),
        // The grammar fills in btree where none is written.
        method: wordBeforeParenthesis(part, "USING", relationOffset)
          ? (statement.accessMethod ?? null)
          : null,
      },
      concurrently: statement.concurrent === true,
      ifNotExists: statement.if_not_exists === true,
      only: statement.relation?.inh !== true,
    },
  ];
}

export function readIndexPart(
  element: NodeOf<"IndexElem">,
  written: string | undefined,
): IndexPart {
  // `(title COLLATE "C")` is the column, in that order.
  const { arg } = nodeAs(element.expr, "CollateClause") ?? {};
  const name = element.name ?? nodeAs(nodeAs(arg, "ColumnRef")?.fields?.at(-1), "String")?.sval;
  if (name !== undefined) return { column: name, expression: null };
  return { column: null, expression: readExpression(element.expr, written ?? "") };
}
