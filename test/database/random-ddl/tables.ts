import type { Table } from "../../../src/catalog/catalog.ts";
import { columnDefinition, isNumber } from "./columns.ts";
import { tableConstraint } from "./constraints.ts";
import {
  aTable,
  cascade,
  newName,
  newRelation,
  oneOf,
  quote,
  someColumns,
  sometimes,
  written,
  type Maker,
  type MakeStatement,
} from "./picking.ts";

function createTable(maker: Maker): string {
  const columns = [...new Set(Array.from({ length: 1 + maker.random(4) }, () => newName(maker)))];
  const elements = columns.map((name) => columnDefinition(maker, name));
  if (sometimes(maker, 2))
    elements.push(`PRIMARY KEY (${someColumns(maker, columns).map(quote).join(", ")})`);
  while (sometimes(maker, 3)) elements.push(tableConstraint(maker, columns));
  const guard = sometimes(maker, 6) ? "IF NOT EXISTS " : "";
  return `CREATE TABLE ${guard}${newRelation(maker)} (${elements.join(", ")})`;
}

function isPlain({ partitioned, partitionOf, columnsComplete }: Table): boolean {
  return !partitioned && partitionOf === null && columnsComplete;
}

const likeOptions = ["DEFAULTS", "CONSTRAINTS", "INDEXES", "IDENTITY", "GENERATED", "ALL"];
/** A tenth of the keys, which may well be another partition's already. */
function aRange(maker: Maker): string {
  const from = maker.random(500) * 10;
  return `FOR VALUES FROM (${from}) TO (${from + 10})`;
}

export const tableStatements: readonly MakeStatement[] = [
  createTable,
  createTable,
  createTable,
  (maker) => {
    const parent = aTable(maker, isPlain);
    if (parent === null) return null;
    const own = columnDefinition(maker, newName(maker));
    return `CREATE TABLE ${newRelation(maker)} (${sometimes(maker, 2) ? own : ""}) INHERITS (${written(maker, parent.name)})`;
  },
  (maker) => {
    const source = aTable(maker, ({ columnsComplete }) => columnsComplete);
    if (source === null) return null;
    const including = likeOptions.filter(() => sometimes(maker, 4));
    const options = including.map((option) => ` INCLUDING ${option}`).join("");
    return `CREATE TABLE ${newRelation(maker)} (LIKE ${written(maker, source.name)}${options})`;
  },
  (maker) => {
    const keys = sometimes(maker, 2) ? ", PRIMARY KEY (key)" : "";
    const other = columnDefinition(maker, newName(maker));
    return `CREATE TABLE ${newRelation(maker)} (key int NOT NULL, ${other}${keys}) PARTITION BY RANGE (key)`;
  },
  (maker) => {
    const parent = aTable(maker, ({ partitioned }) => partitioned);
    if (parent === null) return null;
    const values = sometimes(maker, 4) ? "DEFAULT" : aRange(maker);
    const sub = sometimes(maker, 6) ? " PARTITION BY RANGE (key)" : "";
    return `CREATE TABLE ${newRelation(maker)} PARTITION OF ${written(maker, parent.name)} ${values}${sub}`;
  },
  (maker) => {
    const parent = aTable(maker, ({ partitioned }) => partitioned);
    if (parent === null) return null;
    return `CREATE TABLE ${newRelation(maker)} (LIKE ${written(maker, parent.name)} INCLUDING ALL)`;
  },
  (maker) => {
    const parent = aTable(maker, ({ partitioned }) => partitioned);
    const child = aTable(maker, (table) => isPlain(table) && table.columns.has("key"));
    if (parent === null || child === null) return null;
    return `ALTER TABLE ${written(maker, parent.name)} ATTACH PARTITION ${written(maker, child.name)} ${aRange(maker)}`;
  },
  (maker) => {
    const child = aTable(maker, ({ partitionOf }) => partitionOf !== null);
    const parent = child?.partitionOf ?? null;
    if (child === null || parent === null) return null;
    return `ALTER TABLE ${written(maker, parent)} DETACH PARTITION ${written(maker, child.name)}`;
  },
  (maker) => {
    const source = aTable(maker);
    if (source === null) return null;
    return `CREATE TABLE ${newRelation(maker)} AS SELECT * FROM ${written(maker, source.name)}`;
  },
  (maker) => {
    const table = aTable(maker);
    if (table === null) return null;
    return `DROP TABLE ${sometimes(maker, 3) ? "IF EXISTS " : ""}${written(maker, table.name)}${cascade(maker)}`;
  },
  (maker) => {
    const table = aTable(maker);
    if (table === null) return null;
    return `ALTER TABLE ${written(maker, table.name)} RENAME TO ${quote(newName(maker))}`;
  },
  (maker) => {
    const table = aTable(maker);
    if (table === null) return null;
    const schema = oneOf(maker, [...maker.catalog.schemas.keys()]);
    return `ALTER TABLE ${written(maker, table.name)} SET SCHEMA ${quote(schema)}`;
  },
  (maker) => {
    const table = aTable(maker, (one) =>
      [...one.columns.values()].some(({ type }) => isNumber(type.name)),
    );
    if (table === null) return null;
    const state = oneOf(maker, ["ENABLE", "DISABLE", "FORCE", "NO FORCE"]);
    return `ALTER TABLE ${written(maker, table.name)} ${state} ROW LEVEL SECURITY`;
  },
];
