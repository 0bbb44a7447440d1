import { nodeIn, nodesIn, type TreeNode } from "./tree.ts";

export const loopKinds: ReadonlySet<string> = new Set([
  "stmt_dynfors",
  "stmt_forc",
  "stmt_foreach_a",
  "stmt_fori",
  "stmt_fors",
  "stmt_loop",
  "stmt_while",
]);

/** `RAISE EXCEPTION`, by the library's number. */
const errorLevel = 21;

/** Whether nothing behind the list runs: it ends with RETURN or the end of a loop's turn, or with an error. */
export function leaves(statements: unknown): "no" | "quietly" | "with-error" {
  const last = nodesIn(statements).at(-1);
  if (last?.kind === "stmt_raise")
    return last.fields["elog_level"] === errorLevel ? "with-error" : "no";
  const isExit = last?.kind === "stmt_exit" && last.fields["cond"] === undefined;
  return isExit || (last !== undefined && isReturn(last)) ? "quietly" : "no";
}

export function isReturn({ kind, fields }: TreeNode): boolean {
  // The one without a line is the block's end.
  return kind === "stmt_return" && fields["lineno"] !== undefined;
}

/** Whether something below may go on elsewhere than behind it. A loop keeps its own EXIT and CONTINUE to itself. */
export function jumpsIn(value: unknown): boolean {
  const pending: { readonly value: unknown; readonly inLoop: boolean }[] = [
    { value, inLoop: false },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next.value !== "object" || next.value === null) continue;
    const node = nodeIn(next.value);
    if (node !== null && isReturn(node)) return true;
    const isOwn = next.inLoop && node?.fields["label"] === undefined;
    if (node?.kind === "stmt_exit" && !isOwn) return true;
    const inLoop = next.inLoop || (node !== null && loopKinds.has(node.kind));
    for (const inner of Object.values(node?.fields ?? next.value))
      pending.push({ value: inner, inLoop });
  }
  return false;
}

/** Whether the last statement of a list is the only one that leaves it. */
export function isOnlyJump(statements: unknown): boolean {
  return Array.isArray(statements) && !jumpsIn(statements.slice(0, -1));
}
