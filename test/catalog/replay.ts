import type { Catalog } from "../../src/catalog/catalog.ts";
import { applySession, resetSession } from "../../src/catalog/resolve.ts";
import type { Statement } from "../../src/model/statement.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { applyEffect, startRun } from "../../src/run-statement.ts";

const parser = await loadPostgresqlParser();

/** Takes one migration's statements into the catalog, in order, in a session of their own. */
export function replayMigration(
  catalog: Catalog,
  path: string,
  statements: readonly Statement[],
): void {
  resetSession(catalog);
  const run = startRun(catalog, { parser, safe: [], baseCatalog: catalog });
  for (const statement of statements) {
    const place = { path, line: statement.line };
    for (const effect of run.effectsOf(statement)) applyEffect(catalog, effect, place);
    if (statement.session !== null) applySession(catalog, statement.session);
  }
}
