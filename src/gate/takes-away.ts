import type { SchemaChange } from "../model/schema-change.ts";

/** Changes that old code does not survive by their kind alone. */
export function takesAway({ kind }: SchemaChange): boolean {
  if (/^drop-(?:not-null|default|identity|expression)$/.test(kind)) return false;
  return (
    /^(?:drop|rename)-/.test(kind) ||
    [
      "alter-column-type",
      "set-not-null",
      "set-table-schema",
      "detach-partition",
      "truncate",
    ].includes(kind)
  );
}
