import { applyChange } from "../../src/catalog/apply.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { applySession, resetSession, resolveChange } from "../../src/catalog/resolve.ts";
import type { Statement } from "../../src/model/statement.ts";

/** Takes one migration's statements into the catalog, in order, in a session of their own. */
export function replayMigration(
  catalog: Catalog,
  path: string,
  statements: readonly Statement[],
): void {
  resetSession(catalog);
  for (const statement of statements) {
    const place = { path, line: statement.line };
    for (const change of statement.changes)
      applyChange(catalog, resolveChange(catalog, change), place);
    if (statement.session !== null) applySession(catalog, statement.session);
  }
}
