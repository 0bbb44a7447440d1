import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import type { AlterTableOption } from "../../model/schema-change.ts";

/** Of a table's options only REPLICA IDENTITY matters later: without one, a published table refuses updates. */
export function setReplicaIdentity(catalog: Catalog, change: AlterTableOption): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  if (change.option === "replica-identity") table.replicaIdentity = "other";
  else if (change.option === "replica-identity-nothing") table.replicaIdentity = "nothing";
  else if (change.option === "replica-identity-default") delete table.replicaIdentity;
}
