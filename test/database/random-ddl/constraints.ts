import { indexesOfTable } from "../../../src/catalog/entries.ts";
import {
  aColumn,
  aTable,
  cascade,
  list,
  newName,
  oneOf,
  oneOrNull,
  quote,
  someColumns,
  sometimes,
  written,
  type Maker,
  type MakeStatement,
} from "./picking.ts";

/** A constraint of CREATE TABLE or ADD over these columns, half of them with a name. */
export function tableConstraint(maker: Maker, columns: readonly string[]): string {
  const name = sometimes(maker, 2) ? `CONSTRAINT ${quote(newName(maker))} ` : "";
  const some = someColumns(maker, columns);
  const [first = "a"] = some;
  switch (maker.random(6)) {
    case 0:
      return `${name}UNIQUE (${list(some)})${sometimes(maker, 4) ? " DEFERRABLE" : ""}`;
    case 1:
      return `${name}CHECK (${some.map((column) => `${quote(column)} IS NOT NULL`).join(" OR ")})`;
    case 2:
      return `${name}CHECK (${quote(first)} IS DISTINCT FROM NULL)`;
    case 3:
      return `${name}EXCLUDE (${quote(first)} WITH =)`;
    case 4:
      return `${name}UNIQUE (${list(some)})`;
    default:
      return foreignKey(maker, name, first) ?? `${name}CHECK (true)`;
  }
}

function foreignKey(maker: Maker, name: string, column: string): string | null {
  const target = aTable(maker, ({ partitioned }) => !partitioned);
  const keys = [...(target?.constraints.values() ?? [])].filter(
    ({ type, columns }) => columns.length === 1 && (type === "primary-key" || type === "unique"),
  );
  const key = oneOrNull(maker, keys);
  if (target === null || key === null) return null;
  const to = key.type === "primary-key" && sometimes(maker, 2) ? "" : ` (${list(key.columns)})`;
  const action = sometimes(maker, 3) ? " ON DELETE CASCADE" : "";
  return `${name}FOREIGN KEY (${quote(column)}) REFERENCES ${written(maker, target.name)}${to}${action}`;
}

export const constraintStatements: readonly MakeStatement[] = [
  (maker) => {
    const table = aTable(maker, ({ columns }) => columns.size > 0);
    if (table === null) return null;
    const constraint = tableConstraint(maker, [...table.columns.keys()]);
    const canWait = /CHECK|FOREIGN/.test(constraint) && sometimes(maker, 3);
    return `ALTER TABLE ${written(maker, table.name)} ADD ${constraint}${canWait ? " NOT VALID" : ""}`;
  },
  (maker) => {
    const table = aTable(maker, ({ columns }) => columns.size > 0);
    if (table === null) return null;
    const columns = someColumns(maker, [...table.columns.keys()]);
    return `ALTER TABLE ${written(maker, table.name)} ADD PRIMARY KEY (${list(columns)})`;
  },
  (maker) => {
    const table = aTable(maker, ({ constraints }) => constraints.size > 0);
    if (table === null) return null;
    const name = oneOf(maker, [...table.constraints.keys()]);
    return `ALTER TABLE ${written(maker, table.name)} DROP CONSTRAINT ${quote(name)}${cascade(maker)}`;
  },
  (maker) => {
    const table = aTable(maker, ({ constraints }) => constraints.size > 0);
    if (table === null) return null;
    const name = oneOf(maker, [...table.constraints.keys()]);
    return `ALTER TABLE ${written(maker, table.name)} RENAME CONSTRAINT ${quote(name)} TO ${quote(newName(maker))}`;
  },
  (maker) => {
    const waiting = aTable(maker, ({ constraints }) =>
      [...constraints.values()].some(({ notValid }) => notValid),
    );
    const constraint = [...(waiting?.constraints.values() ?? [])].find(({ notValid }) => notValid);
    if (waiting === null || constraint === undefined) return null;
    return `ALTER TABLE ${written(maker, waiting.name)} VALIDATE CONSTRAINT ${quote(constraint.name)}`;
  },
  (maker) => {
    const table = aTable(maker, ({ columns }) => columns.size > 0);
    if (table === null) return null;
    const columns = [...table.columns.keys()];
    const unique = sometimes(maker, 3) ? "UNIQUE " : "";
    const name = sometimes(maker, 2) ? "" : `${quote(newName(maker))} `;
    const parts = someColumns(maker, columns).map((column) =>
      sometimes(maker, 5) ? `coalesce(${quote(column)})` : quote(column),
    );
    const include = sometimes(maker, 8) ? ` INCLUDE (${list(someColumns(maker, columns, 1))})` : "";
    const first = aColumn(maker, table);
    const where =
      first !== null && sometimes(maker, 6) ? ` WHERE ${quote(first.name)} IS NOT NULL` : "";
    return `CREATE ${unique}INDEX ${name}ON ${written(maker, table.name)} (${parts.join(", ")})${include}${where}`;
  },
  (maker) => {
    const index = oneOrNull(maker, [...maker.catalog.indexes.values()]);
    if (index === null) return null;
    const name = written(maker, { schema: index.table.schema, name: index.name });
    return `DROP INDEX ${name}${cascade(maker)}`;
  },
  (maker) => {
    const index = oneOrNull(maker, [...maker.catalog.indexes.values()]);
    if (index === null) return null;
    const name = written(maker, { schema: index.table.schema, name: index.name });
    return `ALTER INDEX ${name} RENAME TO ${quote(newName(maker))}`;
  },
  (maker) => {
    const table = aTable(maker);
    const indexes = table === null ? [] : indexesOfTable(maker.catalog, table.name);
    const index = oneOrNull(
      maker,
      indexes.filter(
        ({ unique, constraint, where }) => unique && constraint === null && where === null,
      ),
    );
    if (table === null || index === null) return null;
    const type = oneOf(maker, ["UNIQUE", "PRIMARY KEY"]);
    const name = sometimes(maker, 2) ? `CONSTRAINT ${quote(newName(maker))} ` : "";
    return `ALTER TABLE ${written(maker, table.name)} ADD ${name}${type} USING INDEX ${quote(index.name)}`;
  },
];
