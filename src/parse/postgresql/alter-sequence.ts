import type { AlterSequence } from "../../model/schema-change.ts";
import { namesIn, nodeAs, nodesAs, qualifiedName, relationName } from "./ast.ts";
import type { Node, NodeOf } from "./ast.ts";

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
