import { emptyCatalog } from "../../src/catalog/catalog.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { replayMigration } from "./replay.ts";
import { applyChange } from "../../src/catalog/apply.ts";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";

const parser = await loadPostgresqlParser();

/** A PostgreSQL catalog after these statements, all of them in the base branch's history. */
export function catalogOf(sql: string): Catalog {
  const catalog = emptyCatalog("postgresql");
  replayMigration(catalog, "base.sql", parser.parse(sql));
  return catalog;
}

/** The catalog after a pull request's statements on top of the history. */
export function catalogAfter(base: string, change: string): Catalog {
  const catalog = catalogOf(base);
  catalog.origin = "change";
  replayMigration(catalog, "change.sql", parser.parse(change));
  return catalog;
}

/** The changes of some statements, resolved one after the other on top of the history. */
export function resolvedChanges(base: string, sql: string): readonly SchemaChange[] {
  const catalog = catalogOf(base);
  catalog.origin = "change";
  return parser.parse(sql).flatMap(({ changes }) =>
    changes.map((change) => {
      const resolved = resolveChange(catalog, change);
      applyChange(catalog, resolved);
      return resolved;
    }),
  );
}

/** The one change of a statement, as the parser gives it. */
export function changeOf(sql: string): SchemaChange {
  const [change] = parser.parse(sql)[0]?.changes ?? [];
  if (change === undefined) throw new Error(`${sql} changes nothing`);
  return change;
}
