import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { originOfPart } from "./stamp.ts";
import { policyAfter } from "../policy-after.ts";
import type {
  AlterPolicy,
  CreatePolicy,
  DropPolicy,
  SetRowSecurity,
} from "../../model/schema-change.ts";

export function createPolicy(catalog: Catalog, change: CreatePolicy): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  const stamped = originOfPart(catalog, table, false, change.name);
  table.policies.set(change.name, {
    origin: table.policies.get(change.name)?.origin ?? stamped,
    definition: change.definition,
  });
}

export function alterPolicy(catalog: Catalog, change: AlterPolicy): void {
  const policies = catalog.tables.get(nameKey(change.table))?.policies;
  const policy = policies?.get(change.name);
  if (policies === undefined || policy === undefined) return;
  const definition = policyAfter(policy.definition, change);
  policies.set(change.name, { ...policy, definition });
}

export function dropPolicy(catalog: Catalog, change: DropPolicy): void {
  catalog.tables.get(nameKey(change.table))?.policies.delete(change.name);
}

export function renamePolicy(
  catalog: Catalog,
  table: QualifiedName,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const policies = catalog.tables.get(nameKey(table))?.policies;
  const origin = policies?.get(from);
  if (policies === undefined || origin === undefined) return;
  policies.delete(from);
  policies.set(to, origin);
}

export function setRowSecurity(catalog: Catalog, change: SetRowSecurity): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  if (change.state === "enabled") table.rowSecurity = true;
  if (change.state === "disabled") table.rowSecurity = false;
}
