import type { Catalog, Column, Table } from "../../../src/catalog/catalog.ts";
import { quoteIdentifier } from "../../../src/catalog/quote.ts";
import type { QualifiedName } from "../../../src/model/qualified-name.ts";
import type { Random } from "../../gate/random-facts.ts";

/** What a statement is made from: numbers, and the schema as it is. */
export interface Maker {
  readonly random: Random;
  readonly catalog: Catalog;
}

/** Makes one statement; null where the schema has nothing to make it from. */
export type MakeStatement = (maker: Maker) => string | null;

/** Few enough that they meet again, some of which must be quoted. */
const names = ["a", "b", "c", "d", "e", "f", "users", "Mixed", "two words", "order", "größe"];
const longName = "a_very_long_name_that_goes_on_and_on_and_on";

export function oneOf<Item>({ random }: Maker, items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

export function oneOrNull<Item>(maker: Maker, items: readonly Item[]): Item | null {
  return items.length === 0 ? null : oneOf(maker, items);
}

export function sometimes({ random }: Maker, inHowMany: number): boolean {
  return random(inHowMany) === 0;
}

export function newName(maker: Maker): string {
  return sometimes(maker, 30) ? longName : oneOf(maker, names);
}

export function quote(name: string): string {
  return quoteIdentifier(name, "postgresql");
}

/** With its schema, or without where that is on the search path now and then. */
export function written(maker: Maker, { schema, name }: QualifiedName): string {
  const isFirst = schema === maker.catalog.searchPath[0];
  return schema === null || (isFirst && !sometimes(maker, 3))
    ? quote(name)
    : `${quote(schema)}.${quote(name)}`;
}

export function newRelation(maker: Maker): string {
  const schemas = [...maker.catalog.schemas.keys()];
  const name = quote(newName(maker));
  return sometimes(maker, 4) ? `${quote(oneOf(maker, schemas))}.${name}` : name;
}

export function aTable(maker: Maker, test: (table: Table) => boolean = () => true): Table | null {
  return oneOrNull(maker, [...maker.catalog.tables.values()].filter(test));
}

export function aColumn(
  maker: Maker,
  table: Table,
  test: (column: Column) => boolean = () => true,
): Column | null {
  return oneOrNull(maker, [...table.columns.values()].filter(test));
}

/** One to some of the columns, each once. */
export function someColumns(maker: Maker, columns: readonly string[], most = 2): readonly string[] {
  const left = [...columns];
  const count = 1 + maker.random(Math.min(most, left.length));
  return Array.from({ length: count }, () => left.splice(maker.random(left.length), 1)[0] ?? "");
}

export function list(columns: readonly string[]): string {
  return columns.map(quote).join(", ");
}

export function cascade(maker: Maker): string {
  return sometimes(maker, 2) ? " CASCADE" : "";
}
