import type { AlterSequence, SchemaChange } from "../../model/schema-change.ts";
import { namesIn, nodeAs, nodesAs, qualifiedName, relationName } from "./ast.ts";
import type { Node, NodeOf } from "./ast.ts";
import { isTemporary } from "./create-table.ts";

export function readCreateSequence(statement: NodeOf<"CreateSeqStmt">): readonly SchemaChange[] {
  const owner = nodesAs(statement.options, "DefElem").find(({ defname }) => defname === "owned_by");
  return [
    {
      kind: "create-sequence",
      sequence: isTemporary(statement.sequence)
        ? { ...relationName(statement.sequence), schema: "pg_temp" }
        : relationName(statement.sequence),
      ifNotExists: statement.if_not_exists === true,
      ...(owner === undefined ? {} : { ownedBy: readOwner(owner.arg) }),
    },
  ];
}

/** ALTER SEQUENCE, a change for each of its options. */
export function readAlterSequence(statement: NodeOf<"AlterSeqStmt">): readonly AlterSequence[] {
  return nodesAs(statement.options, "DefElem").map(({ defname, arg }) => ({
    kind: "alter-sequence",
    sequence: relationName(statement.sequence),
    option: defname ?? "",
    ...(defname === "owned_by" ? { ownedBy: readOwner(arg) } : {}),
  }));
}

/** `OWNED BY [schema.]table.column`; null for `OWNED BY NONE`, which comes as one name alone. */
function readOwner(owner: Node | undefined): NonNullable<AlterSequence["ownedBy"]> | null {
  const names = namesIn(nodeAs(owner, "List")?.items);
  const column = names.at(-1);
  if (column === undefined || names.length < 2) return null;
  return { table: qualifiedName(names.slice(0, -1)), column };
}
