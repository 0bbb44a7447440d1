import type { Catalog } from "../catalog/catalog.ts";
import { lacksOf } from "../catalog/has-objects.ts";
import type { SchemaChange } from "../model/schema-change.ts";

/**
 * What changes added that is in none of the catalogs, one per folder of migrations: an expand belongs to one database,
 * and it is enough that one has it all. Without a catalog everything is lacking.
 */
export function fewestLacking(
  catalogs: readonly Catalog[],
  changes: readonly SchemaChange[],
): readonly string[] {
  const lacking = catalogs.map((catalog) => lacksOf(catalog, changes));
  const first = lacking[0] ?? changes.map((change) => change.kind);
  return lacking.reduce((fewest, some) => (some.length < fewest.length ? some : fewest), first);
}
