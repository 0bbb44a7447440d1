import type { ChangeKind } from "../model/schema-change.ts";

/** Whether the change takes something away, so that its expand is what made it unused. */
export function isRemoval(kind: ChangeKind): boolean {
  return (
    kind.startsWith("drop-") ||
    kind === "truncate" ||
    kind === "revoke" ||
    kind === "detach-partition"
  );
}
