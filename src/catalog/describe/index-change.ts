import type { Catalog } from "../catalog.ts";
import { findIndex } from "../lookup.ts";
import type { IndexPart } from "../../model/definitions.ts";
import type { CreateIndex, DropIndex, Reindex, RenameIndex } from "../../model/schema-change.ts";
import { code, named } from "./code.ts";

export function describeIndexChange(
  change: CreateIndex | DropIndex | Reindex | RenameIndex,
  catalog: Catalog | null,
): string {
  switch (change.kind) {
    case "create-index": {
      const { index, table } = change;
      const kind = index.unique ? "unique index" : "index";
      const name =
        index.name === null ? ` (${index.parts.map(partText).join(", ")})` : ` ${code(index.name)}`;
      return `create ${kind}${name} on ${named(table)}${concurrently(change)}`;
    }
    case "drop-index": {
      const known = catalog === null ? null : findIndex(catalog, change.index, change.table);
      const table = change.table ?? known?.table ?? null;
      const place = table === null ? "" : ` on ${named(table)}`;
      const kind = known?.unique === true ? "unique index" : "index";
      return `drop ${kind} ${named(change.index)}${place}${concurrently(change)}`;
    }
    case "rename-index":
      return `rename index ${named(change.index)} to ${code(change.to)}`;
    case "reindex": {
      const name = change.name === null ? "" : ` ${named(change.name)}`;
      return `rebuild ${reindexed[change.target]}${name}${concurrently(change)}`;
    }
  }
}

const reindexed = {
  index: "index",
  table: "the indexes of table",
  schema: "the indexes of schema",
  database: "the indexes of the database",
  system: "the indexes of the system tables",
} as const;

function partText(part: IndexPart): string {
  if (part.column !== null) return code(part.column);
  return code(part.expression?.sql ?? "", "text");
}

function concurrently(change: { readonly concurrently: boolean }): string {
  return change.concurrently ? " concurrently" : "";
}
