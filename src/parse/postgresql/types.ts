import type { Expression } from "../../model/expression.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { namesIn, nodesAs, qualifiedName, relationName, type NodeOf } from "./ast.ts";
import { readColumn } from "./definitions.ts";
import type { Passage } from "./source-text.ts";
import { readType } from "./type-name.ts";

export function readCreateEnum(statement: NodeOf<"CreateEnumStmt">): readonly SchemaChange[] {
  const type = qualifiedName(namesIn(statement.typeName));
  return [
    { kind: "create-type", type, definition: { kind: "enum", values: namesIn(statement.vals) } },
  ];
}

export function readCreateDomain(
  statement: NodeOf<"CreateDomainStmt">,
  part: Passage,
): readonly SchemaChange[] {
  // A domain's constraints have the form of a column's.
  const { column, constraints } = readColumn({ constraints: statement.constraints ?? [] }, part);
  const defaultValue: Expression | null = column.default;
  return [
    {
      kind: "create-type",
      type: qualifiedName(namesIn(statement.domainname)),
      definition: {
        kind: "domain",
        base: readType(statement.typeName),
        nullable: column.nullable,
        default: defaultValue,
        hasCheck: constraints.some(({ type }) => type === "check"),
      },
    },
  ];
}

export function readCreateComposite(
  statement: NodeOf<"CompositeTypeStmt">,
): readonly SchemaChange[] {
  const attributes = nodesAs(statement.coldeflist, "ColumnDef").map(({ colname }) => colname ?? "");
  return [
    {
      kind: "create-type",
      type: relationName(statement.typevar),
      definition: { kind: "composite", attributes },
    },
  ];
}

/** A range type, a base type or a shell type: nothing that is judged later depends on its inside. */
export function createdOtherType(parts: readonly string[]): readonly SchemaChange[] {
  return [{ kind: "create-type", type: qualifiedName(parts), definition: { kind: "other" } }];
}

export function readAlterEnum(statement: NodeOf<"AlterEnumStmt">): readonly SchemaChange[] {
  const type = qualifiedName(namesIn(statement.typeName));
  const value = statement.newVal ?? "";
  if (statement.oldVal !== undefined) {
    return [{ kind: "rename-enum-value", type, value: statement.oldVal, to: value }];
  }
  const ifNotExists = statement.skipIfNewValExists === true;
  const neighbor = statement.newValNeighbor;
  if (neighbor === undefined) return [{ kind: "add-enum-value", type, value, ifNotExists }];
  const position = statement.newValIsAfter === true ? { after: neighbor } : { before: neighbor };
  return [{ kind: "add-enum-value", type, value, ifNotExists, position }];
}
