import type {
  Catalog,
  Column,
  Constraint,
  Index,
  Routine,
  Sequence,
  Table,
  Trigger,
  UserType,
  View,
} from "./catalog.ts";
import { nameKey } from "./catalog.ts";
import { sameArguments } from "./argument-types.ts";
import {
  sameConstraintDefinition,
  sameExpression,
  sameIndexDefinition,
  sameList,
  sameType,
} from "./same-definition.ts";

export { cloneCatalog } from "./clone-catalog.ts";

/**
 * Whether two histories end in the same schema, whatever the way there and whatever counts as new. Column order does
 * not matter, texts of expressions do (apart from blanks and letter case). With a hole in either history nothing is
 * proven, so the answer is no.
 */
export function sameCatalog(one: Catalog, other: Catalog): boolean {
  return (
    one.dialect === other.dialect &&
    one.holes.length === 0 &&
    other.holes.length === 0 &&
    sameList([...one.schemas.keys()].toSorted(), [...other.schemas.keys()].toSorted()) &&
    sameList([...one.extensions].toSorted(), [...other.extensions].toSorted()) &&
    sameEntries(one.tables, other.tables, sameTable) &&
    sameEntries(one.views, other.views, sameView) &&
    sameEntries(one.indexes, other.indexes, sameIndex) &&
    sameEntries(one.types, other.types, sameUserType) &&
    sameEntries(one.functions, other.functions, sameOverloads) &&
    sameEntries(one.sequences, other.sequences, sameSequence)
  );
}

function sameEntries<Value>(
  one: ReadonlyMap<string, Value>,
  other: ReadonlyMap<string, Value>,
  same: (one: Value, other: Value) => boolean,
): boolean {
  if (one.size !== other.size) return false;
  for (const [key, value] of one) {
    const counterpart = other.get(key);
    if (counterpart === undefined || !same(value, counterpart)) return false;
  }
  return true;
}

/** Columns that are not all known prove nothing. */
function sameTable(one: Table, other: Table): boolean {
  return (
    one.columnsComplete &&
    other.columnsComplete &&
    one.rowSecurity === other.rowSecurity &&
    one.partitioned === other.partitioned &&
    one.isDefaultPartition === other.isDefaultPartition &&
    sameParents(one, other) &&
    sameEntries(one.columns, other.columns, sameColumn) &&
    sameEntries(one.constraints, other.constraints, sameConstraint) &&
    sameEntries(one.triggers, other.triggers, sameTrigger) &&
    sameEntries(one.policies, other.policies, () => true)
  );
}

function sameTrigger(one: Trigger, other: Trigger): boolean {
  const name = ({ function: called }: Trigger): string | null =>
    called === null ? null : nameKey(called);
  return name(one) === name(other);
}

function sameParents(one: Table, other: Table): boolean {
  const parents = (table: Table): readonly string[] => [
    table.partitionOf === null ? "" : nameKey(table.partitionOf),
    ...table.inherits.map(nameKey).toSorted(),
  ];
  return sameList(parents(one), parents(other));
}

function sameColumn(one: Column, other: Column): boolean {
  return (
    sameType(one.type, other.type) &&
    one.nullable === other.nullable &&
    one.identity === other.identity &&
    one.autoIncrement === other.autoIncrement &&
    (one.collation ?? null) === (other.collation ?? null) &&
    sameExpression(one.default, other.default) &&
    one.generated?.kind === other.generated?.kind &&
    sameExpression(one.generated?.expression ?? null, other.generated?.expression ?? null)
  );
}

function sameConstraint(one: Constraint, other: Constraint): boolean {
  return sameConstraintDefinition(one, other);
}

function sameIndex(one: Index, other: Index): boolean {
  return (
    nameKey(one.table) === nameKey(other.table) &&
    one.constraint === other.constraint &&
    (one.parent ?? null) === (other.parent ?? null) &&
    sameIndexDefinition(one, other)
  );
}

function sameView(one: View, other: View): boolean {
  return one.materialized === other.materialized && sameExpression(one.query, other.query);
}

function sameUserType(one: UserType, other: UserType): boolean {
  const [left, right] = [one.definition, other.definition];
  if (left.kind === "enum" && right.kind === "enum") return sameList(left.values, right.values);
  if (left.kind === "composite" && right.kind === "composite")
    return sameList(left.attributes, right.attributes);
  if (left.kind === "domain" && right.kind === "domain")
    return (
      sameType(left.base, right.base) &&
      left.nullable === right.nullable &&
      left.hasCheck === right.hasCheck &&
      sameExpression(left.default, right.default)
    );
  return left.kind === right.kind;
}

function sameOverloads(one: readonly Routine[], other: readonly Routine[]): boolean {
  return (
    one.length === other.length &&
    one.every((routine) =>
      other.some(
        (counterpart) =>
          sameArguments(routine.argumentTypes, counterpart.argumentTypes) &&
          routine.routine === counterpart.routine &&
          routine.volatility === counterpart.volatility &&
          sameArguments([routine.returns ?? ""], [counterpart.returns ?? ""]),
      ),
    )
  );
}

function sameSequence(one: Sequence, other: Sequence): boolean {
  const owner = ({ ownedBy }: Sequence): string =>
    ownedBy === null ? "" : `${nameKey(ownedBy.table)} ${ownedBy.column}`;
  return owner(one) === owner(other);
}
