import { findTable } from "../catalog/lookup.ts";
import type { PatchedFile } from "../model/pull-request.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { columnsAbout } from "./columns-about.ts";
import { coveringChanges, describeAddition } from "./covering-changes.ts";
import type { ContractChange } from "./facts.ts";
import { identifierOf, tableOf } from "./object-of.ts";
import {
  findChangedUses,
  findIgnoring,
  findRemovedModel,
  findRemovedUses,
  modelName,
  type RemovedUses,
} from "./removed-uses.ts";

/** What an expand pull request brought: the schema changes of its migrations and the rest of its diff. */
export interface ExpandContent {
  readonly folders: readonly ExpandFolder[];
  /** Files that are no migrations, with their patches. */
  readonly files: readonly PatchedFile[];
}

/** What an expand pull request did in one folder of migrations. */
export interface ExpandFolder {
  readonly path: string;
  /** Names resolved, in order. */
  readonly changes: readonly SchemaChange[];
  /** The folder's schema at the tip of the base branch. */
  readonly tip: Catalog;
}

export type Coverage =
  /** By what it added to the schema; these changes must still be there. */
  | {
      readonly by: "schema";
      readonly what: string;
      readonly changes: readonly SchemaChange[];
      readonly folder: ExpandFolder;
    }
  /** By uses of the object that it took out of the code. */
  | { readonly by: "code"; readonly what: string }
  | { readonly by: "nothing" };

/**
 * Whether an expand pull request makes a contract change safe: it added something to the same table or a table that
 * replaces it, or it removed uses of the object. `later` are linked pull requests that came after it: what they took
 * away again on purpose is not asked for.
 */
export function coverageOf(
  contract: Pick<ContractChange, "judged" | "baseCatalog" | "folder">,
  expand: ExpandContent,
  later: readonly ExpandContent[] = [],
): Coverage {
  const { change } = contract.judged;
  for (const folder of expand.folders) {
    if (!mayShareDatabase(contract, folder)) continue;
    const after = later.flatMap((one) => one.folders.filter(({ path }) => path === folder.path));
    const [first, ...others] = coveringChanges(
      change,
      folder.changes,
      after.flatMap((one) => one.changes),
      contract.baseCatalog,
    );
    if (first === undefined) continue;
    return { by: "schema", what: describeAddition(first), changes: [first, ...others], folder };
  }
  return coverageByCode(change, contract.baseCatalog, expand.files);
}

/**
 * Folders may be parts of one history (before and after the deployment) or databases of their own. Where both make the
 * table themselves, it is not the same table.
 */
function mayShareDatabase(
  {
    judged,
    baseCatalog,
    folder,
    beside = [],
  }: Pick<ContractChange, "judged" | "baseCatalog" | "folder" | "beside">,
  other: ExpandFolder,
): boolean {
  const table = tableOf(judged.change);
  if (other.path === folder || beside.includes(other.path) || table === null) return true;
  const makesTable = (catalog: Catalog): boolean =>
    findTable(catalog, table)?.columnsComplete === true;
  return !makesTable(baseCatalog) || !makesTable(other.tip);
}

function coverageByCode(
  change: SchemaChange,
  catalog: Catalog,
  files: readonly PatchedFile[],
): Coverage {
  const table = tableOf(change);
  if (tightens.has(change.kind)) return coverageOfTightening(change, catalog, files);
  const identifier = identifierOf(change);
  if (identifier === null) return { by: "nothing" };
  const ignoring =
    change.kind === "drop-column" ? findIgnoring(files, identifier, change.table) : null;
  if (ignoring !== null)
    return {
      by: "code",
      what: `tells Active Record to ignore \`${identifier}\` in \`${ignoring}\``,
    };
  const isTable = table !== null && identifier === table.name;
  const companions = table === null || isTable ? [] : [table.name];
  const uses = findRemovedUses(files, identifier, companions);
  if (uses !== null) return byCode(identifier, uses);
  // Code often knows a table by its class alone.
  const model = isTable ? findRemovedModel(files, identifier) : null;
  return model === null ? { by: "nothing" } : byCode(modelName(identifier), model);
}

/** What asks of code that it writes other values, not that it stops writing. */
const tightens: ReadonlySet<SchemaChange["kind"]> = new Set<SchemaChange["kind"]>([
  "set-not-null",
  "add-constraint",
  "create-index",
  "drop-default",
  "drop-identity",
  "drop-expression",
]);

function coverageOfTightening(
  change: SchemaChange,
  catalog: Catalog,
  files: readonly PatchedFile[],
): Coverage {
  const table = tableOf(change);
  for (const column of columnsAbout(change, catalog) ?? []) {
    const path = findChangedUses(files, column, table === null ? [] : [table.name]);
    if (path !== null) return { by: "code", what: `changes uses of \`${column}\` in \`${path}\`` };
  }
  return { by: "nothing" };
}

function byCode(name: string, { path }: RemovedUses): Coverage {
  return { by: "code", what: `removes uses of \`${name}\` in \`${path}\`` };
}
