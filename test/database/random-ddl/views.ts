import {
  aTable,
  cascade,
  list,
  newName,
  newRelation,
  oneOf,
  oneOrNull,
  quote,
  someColumns,
  sometimes,
  written,
  type Maker,
  type MakeStatement,
} from "./picking.ts";

/** A query of a table or view. */
function aQuery(maker: Maker): string | null {
  const view = sometimes(maker, 3) ? oneOrNull(maker, [...maker.catalog.views.values()]) : null;
  if (view !== null) return `SELECT * FROM ${written(maker, view.name)}`;
  const table = aTable(
    maker,
    ({ columns, columnsComplete }) => columnsComplete && columns.size > 0,
  );
  if (table === null) return null;
  const from = written(maker, table.name);
  const columns = someColumns(maker, [...table.columns.keys()], 3);
  switch (maker.random(5)) {
    case 0:
      return `SELECT * FROM ${from}`;
    case 1:
      return `SELECT count(*) AS n FROM ${from}`;
    case 2:
      return `SELECT t.${quote(columns[0] ?? "")} AS x FROM ${from} t WHERE t.${quote(columns.at(-1) ?? "")} IS NOT NULL`;
    default:
      return `SELECT ${list(columns)} FROM ${from}`;
  }
}

export const viewStatements: readonly MakeStatement[] = [
  (maker) => {
    const query = aQuery(maker);
    const replace = sometimes(maker, 4) ? "OR REPLACE " : "";
    return query === null ? null : `CREATE ${replace}VIEW ${newRelation(maker)} AS ${query}`;
  },
  (maker) => {
    const query = aQuery(maker);
    const guard = sometimes(maker, 4) ? "IF NOT EXISTS " : "";
    return query === null
      ? null
      : `CREATE MATERIALIZED VIEW ${guard}${newRelation(maker)} AS ${query}`;
  },
  (maker) => {
    const view = oneOrNull(maker, [...maker.catalog.views.values()]);
    if (view === null) return null;
    const kind = view.materialized ? "MATERIALIZED VIEW" : "VIEW";
    return `DROP ${kind} ${written(maker, view.name)}${cascade(maker)}`;
  },
  (maker) => {
    const view = oneOrNull(maker, [...maker.catalog.views.values()]);
    if (view === null) return null;
    const kind = view.materialized ? "MATERIALIZED VIEW" : oneOf(maker, ["VIEW", "TABLE"]);
    return `ALTER ${kind} ${written(maker, view.name)} RENAME TO ${quote(newName(maker))}`;
  },
  (maker) => {
    const view = oneOrNull(maker, [...maker.catalog.views.values()]);
    if (view === null) return null;
    const kind = view.materialized ? "MATERIALIZED VIEW" : "VIEW";
    const schema = oneOf(maker, [...maker.catalog.schemas.keys()]);
    return `ALTER ${kind} ${written(maker, view.name)} SET SCHEMA ${quote(schema)}`;
  },
  (maker) => {
    const view = oneOrNull(
      maker,
      [...maker.catalog.views.values()].filter(({ materialized }) => materialized),
    );
    const columns = view?.columns ?? null;
    if (view === null || columns === null || columns.length === 0) return null;
    return `CREATE INDEX ON ${written(maker, view.name)} (${list(someColumns(maker, columns, 1))})`;
  },
];
