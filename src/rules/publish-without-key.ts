import type { Catalog, Table } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { PublishedPart, Publishing } from "../model/server-object-change.ts";
import { defineRule } from "./define-rule.ts";
import type { RuleContext } from "./rule.ts";
import { notPublished, withoutIdentity } from "./server-errors.ts";
import { listOf, named, quote } from "./wording.ts";

export const publishWithoutKey = defineRule({
  id: "publish-without-key",
  title: "A table without a key is published, so that it refuses updates and deletes",
  severity: "error",
  summary:
    "A subscriber must be told which row was changed. A published table with neither a primary key nor another replica identity refuses every UPDATE and DELETE from then on, and so does one of which a part is published without its key.",
  kinds: ["create-object", "alter-object"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.insertsOnly === true) return null;
    const keyless = publishedBy(change, context.catalog)
      .filter(lacksIdentity)
      .map(({ name }) => name);
    const [first] = keyless;
    const sentences =
      first === undefined
        ? []
        : [
            `${listOf(keyless.map(named))} ${keyless.length === 1 ? "has" : "have"} neither a primary key nor another replica identity: once published, updates of code that is still running fail with ${withoutIdentity(first)}, and so do deletes.`,
          ];
    const apart = (change.publishesParts ?? []).flatMap((part) => apartFromKey(part, context));
    if (sentences.length + apart.length === 0) return null;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: [...sentences, ...apart].join(" "),
        safeWay:
          first === undefined
            ? "Send the columns of the primary key, and choose rows by them alone, or publish inserts only: `WITH (publish = 'insert')`."
            : "Add a primary key first, or set `REPLICA IDENTITY FULL` in the same transaction before this.",
      },
    };
  },
});

function publishedBy(
  { publishes, publishesSchemas = [] }: Publishing,
  catalog: Catalog,
): readonly Table[] {
  if (publishes === undefined) return [];
  const tables = [...catalog.tables.values()];
  if (publishes === "all") return tables;
  const named = publishes.map(nameKey);
  return tables.filter(
    ({ name }) => named.includes(nameKey(name)) || publishesSchemas.includes(name.schema),
  );
}

/** What keeps the key of a live table from being told when some rows or columns of it are sent. */
function apartFromKey({ table: name, rowsBy, columns }: PublishedPart, context: RuleContext) {
  const table = findTable(context.catalog, name);
  const key = [...(table?.constraints.values() ?? [])].find(({ type }) => type === "primary-key");
  if (table?.origin !== "base" || table.replicaIdentity !== undefined || key === undefined)
    return [];
  const foreign = rowsBy.filter((column) => !key.columns.includes(column));
  const missing = key.columns.filter((column) => columns !== null && !columns.includes(column));
  const error = notPublished(name);
  return [
    ...(foreign.length === 0
      ? []
      : [
          `Which rows of ${named(name)} are published hangs on ${listOf(foreign.map(quote))}, outside of its primary key: updates of code that is still running fail with ${error}, and so do deletes.`,
        ]),
    ...(missing.length === 0
      ? []
      : [
          `${named(name)} is published without ${listOf(missing.map(quote))} of its primary key: updates of code that is still running fail with ${error}, and so do deletes.`,
        ]),
  ];
}

/** A key that is not known may be there all the same; a partition's rows are told by its parent's. */
function lacksIdentity(table: Table): boolean {
  if (table.origin !== "base" || !table.columnsComplete) return false;
  if (table.replicaIdentity === "other") return false;
  if (table.replicaIdentity === "nothing") return true;
  return [...table.constraints.values()].every(({ type }) => type !== "primary-key");
}
