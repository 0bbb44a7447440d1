import type { SchemaChange } from "../model/schema-change.ts";
import type { Coverage } from "./covers.ts";
import { coverageOf } from "./covers.ts";
import type { ContractChange } from "./facts.ts";
import { columnOf, sameName, tableOf } from "./object-of.ts";

/** An expand and the contract of the same thing in one release. */
export interface Mixture {
  /** "adds `users.display_name`". */
  readonly what: string;
  /** True where the release also copies the data over: then the two surely belong together. */
  readonly copies: boolean;
}

/** Finds what the same release adds in the place of what the contract change removes; null where nothing. */
export function findMixture(
  contract: ContractChange,
  columnsOf: Parameters<typeof coverageOf>[2],
): Mixture | null {
  const others = contract.release.filter(
    (change) => change !== contract.judged.change && addsShape(change),
  );
  const coverage: Coverage = coverageOf(
    contract.judged.change,
    { changes: others, files: [] },
    columnsOf,
  );
  if (coverage.by !== "schema") return null;
  return {
    what: coverage.what,
    copies: contract.release.some((change) => copiesFrom(change, contract.judged.change)),
  };
}

function addsShape(change: SchemaChange): boolean {
  return change.kind === "add-column" || change.kind === "create-table";
}

/** `UPDATE users SET display_name = full_name`, `INSERT INTO accounts SELECT … FROM users`. */
function copiesFrom(change: SchemaChange, contract: SchemaChange): boolean {
  const table = tableOf(contract);
  const column = columnOf(contract);
  if (change.kind === "update-rows") {
    return column !== null && sameName(change.table, table) && change.readsColumns.includes(column);
  }
  return change.kind === "insert-rows" && change.reads.some((read) => sameName(read, table));
}
