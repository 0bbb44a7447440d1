import { nameKey } from "../catalog.ts";
import type { Catalog, Column, Table } from "../catalog.ts";
import type { QueryResult, ResultColumn } from "../../model/query-result.ts";
import type { SqlType } from "../../model/sql-type.ts";

/** Gives a table the columns of the query that makes it; where one is not known, the table is not all known. */
export function addQueryColumns(catalog: Catalog, table: Table, query: QueryResult): void {
  const sources = query.sources.map(({ alias, relation }) => ({
    alias,
    table: catalog.tables.get(nameKey(relation)) ?? null,
  }));
  let complete = true;
  for (const result of query.columns) {
    const columns = columnsOf(result, sources);
    if (columns === null) complete = false;
    for (const { name, type, collation } of columns ?? []) {
      table.columns.set(name, passedOn(table, name, type, collation ?? null));
    }
  }
  table.columnsComplete = complete;
}

interface Source {
  readonly alias: string;
  readonly table: Table | null;
}

type TypedColumn = Pick<Column, "name" | "type" | "collation">;

/** Null where the type, or the columns of a source, are not known. */
function columnsOf(
  result: ResultColumn,
  sources: readonly Source[],
): readonly TypedColumn[] | null {
  switch (result.kind) {
    case "other":
      return null;
    case "cast":
      return [{ name: result.name, type: result.type, collation: null }];
    case "all":
    case "column": {
      const read =
        result.of === null ? sources : sources.filter(({ alias }) => alias === result.of);
      const columns: Column[] = [];
      for (const { table } of read) {
        if (table === null || !table.columnsComplete) return null;
        columns.push(...table.columns.values());
      }
      if (result.kind === "all") return columns;
      const [only, ...others] = columns.filter(({ name }) => name === result.column);
      return only === undefined || others.length > 0 ? null : [{ ...only, name: result.name }];
    }
  }
}

/** A query passes on type and collation, nothing else. */
function passedOn(table: Table, name: string, type: SqlType, collation: string | null): Column {
  return {
    name,
    origin: table.origin,
    type,
    nullable: true,
    default: null,
    identity: null,
    autoIncrement: false,
    generated: null,
    collation,
  };
}
