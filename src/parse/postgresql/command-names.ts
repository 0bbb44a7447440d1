import type { NodeTag } from "./ast.ts";

/** The command that a node stands for: `AlterRoleStmt` is `ALTER ROLE`. */
export function commandOf(tag: NodeTag): string {
  return tag
    .replace(/Stmt$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toUpperCase();
}
