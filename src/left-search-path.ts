import { isDeepStrictEqual } from "node:util";
import type { Catalog } from "./catalog/catalog.ts";
import { initialSearchPath } from "./catalog/catalog.ts";
import { inCode } from "./catalog/display-name.ts";
import { objectName } from "./catalog/object-name.ts";
import { resolveChange } from "./catalog/resolve.ts";
import { sameList } from "./catalog/same-definition.ts";
import { beginTransaction } from "./catalog/session.ts";
import type { UnknownChange } from "./model/schema-change.ts";
import type { SessionEffect, Statement } from "./model/statement.ts";

/** Follows the search path that a file leaves to those that its tool may run behind it in the same session. */
export interface LeftSearchPath {
  readonly note: (effect: SessionEffect) => void;
  /** What a statement makes unclear that names another object under that path; told once for each file. */
  readonly unclear: (statement: Statement) => readonly UnknownChange[];
  /** To be called behind a file's last statement. */
  readonly endFile: (path: string) => void;
}

export function startSearchPath(catalog: Catalog): LeftSearchPath {
  let left: { readonly path: string; readonly schemas: readonly string[] } | null = null;
  let isOwn = false;
  let isTold = false;

  return {
    note: (effect) => {
      const isSet = effect.kind === "set" && !effect.local;
      if (isSet && (effect.name === "search_path" || effect.name === "all")) isOwn = true;
      if (effect.kind === "discard" && effect.all) isOwn = true;
    },
    unclear: (statement) => {
      // SET LOCAL holds in whatever session.
      if (left === null || isOwn || isTold || catalog.searchPathAfterTransaction !== null)
        return [];
      for (const written of statement.changes) {
        const here = resolveChange(catalog, written);
        const there = resolveUnder(catalog, left.schemas, () => resolveChange(catalog, written));
        if (isDeepStrictEqual(here, there)) continue;
        isTold = true;
        const [one, other] = [objectName(here), objectName(there)];
        const named =
          one === other
            ? "a name here means another object"
            : `this is \`${other ?? ""}\` rather than \`${one ?? ""}\``;
        const reason = `${inCode(left.path)} leaves the search path at ${inCode(left.schemas.join(", "))}: where the tool runs both files in one session, ${named}. Write the schema before the name, or end that file with \`RESET search_path\`.`;
        return [{ kind: "unknown", reason, object: one }];
      }
      return [];
    },
    endFile: (path) => {
      beginTransaction(catalog);
      const schemas = catalog.searchPath;
      if (!sameList(schemas, initialSearchPath(catalog.dialect))) left = { path, schemas };
      else if (isOwn) left = null;
      isOwn = false;
      isTold = false;
    },
  };
}

function resolveUnder<Result>(
  catalog: Catalog,
  schemas: readonly string[],
  resolve: () => Result,
): Result {
  const { searchPath } = catalog;
  catalog.searchPath = schemas;
  const result = resolve();
  catalog.searchPath = searchPath;
  return result;
}
