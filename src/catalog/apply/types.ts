import { nameKey } from "../catalog.ts";
import type { Catalog, UserType } from "../catalog.ts";
import { accessToNew } from "../default-privileges.ts";
import { isOfType, storeColumn, tablesUsingType } from "../entries.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type {
  AddEnumValue,
  CreateType,
  DropType,
  RenameEnumValue,
} from "../../model/schema-change.ts";
import type { SqlType } from "../../model/sql-type.ts";
import { renameTypeIn } from "../rewrite-expression.ts";
import { removeColumn } from "./drop-column.ts";
import { originOfNew, originUnderName, vacateName } from "./stamp.ts";

export function createType(catalog: Catalog, change: CreateType): void {
  const key = nameKey(change.type);
  const origin =
    catalog.types.get(key)?.origin ??
    originUnderName(catalog, originOfNew(catalog, false, change.type), change.type);
  const access = accessToNew(catalog, "type", change.type.schema);
  const definition = withDefault(catalog, change);
  catalog.types.set(key, { name: change.type, origin, definition, ...access });
}

/** A domain over a domain takes that one's default, as it is on that day, unless it has its own. */
function withDefault(catalog: Catalog, { definition }: CreateType): UserType["definition"] {
  if (definition.kind !== "domain" || definition.default !== null) return definition;
  const base = catalog.types.get(nameKey(definition.base))?.definition;
  return base?.kind === "domain" ? { ...definition, default: base.default } : definition;
}

/** Drops a type; with CASCADE the columns that have it and the domains over it go too. */
export function dropType(catalog: Catalog, change: DropType): void {
  const pending = [change.type];
  for (const name of pending) {
    const type = catalog.types.get(nameKey(name));
    if (type !== undefined) vacateName(catalog, type, "dropped");
    catalog.types.delete(nameKey(name));
    if (!change.cascade) continue;
    for (const table of tablesUsingType(catalog, name)) {
      for (const column of [...table.columns.values()])
        if (isOfType(column, name)) removeColumn(catalog, table, column.name, true);
    }
    for (const type of catalog.types.values())
      if (type.definition.kind === "domain" && hasName(type.definition.base, name))
        pending.push(type.name);
  }
}

/** Gives a type another name or schema; columns and domains of it follow. */
export function moveType(catalog: Catalog, from: QualifiedName, to: QualifiedName): void {
  const type = catalog.types.get(nameKey(from));
  for (const table of tablesUsingType(catalog, from)) {
    for (const column of table.columns.values()) {
      if (!isOfType(column, from)) continue;
      column.type = renamed(column.type, to);
      if (column.default !== null)
        column.default = renameTypeIn(column.default, from, to, catalog.dialect);
      storeColumn(catalog, table, column);
    }
  }
  for (const [key, other] of catalog.types) {
    const { definition } = other;
    if (definition.kind !== "domain" || !hasName(definition.base, from)) continue;
    const base = renamed(definition.base, to);
    catalog.types.set(key, { ...other, definition: { ...definition, base } });
  }
  if (type === undefined) return;
  vacateName(catalog, type, "renamed");
  catalog.types.delete(nameKey(from));
  const origin = originUnderName(catalog, type.origin, to);
  catalog.types.set(nameKey(to), { ...type, name: to, origin });
}

export function addEnumValue(catalog: Catalog, change: AddEnumValue): void {
  changeValues(catalog, change.type, (values) =>
    values.includes(change.value)
      ? values
      : values.toSpliced(place(values, change), 0, change.value),
  );
}

function place(values: readonly string[], { position }: AddEnumValue): number {
  if (position === undefined) return values.length;
  const isBefore = "before" in position;
  const neighbor = values.indexOf(isBefore ? position.before : position.after);
  if (neighbor === -1) return values.length;
  return isBefore ? neighbor : neighbor + 1;
}

/** Defaults follow: the server keeps the value itself, not its name. */
export function renameEnumValue(catalog: Catalog, change: RenameEnumValue): void {
  changeValues(catalog, change.type, (values) =>
    values.map((value) => (value === change.value ? change.to : value)),
  );
  const [literal, renamedLiteral] = [quoteText(change.value), quoteText(change.to)];
  for (const table of tablesUsingType(catalog, change.type)) {
    for (const column of table.columns.values()) {
      const text = column.default?.sql;
      if (column.default === null || text === undefined || !isOfType(column, change.type)) continue;
      if (text !== literal && !text.startsWith(`${literal}::`)) continue;
      const sql = `${renamedLiteral}${text.slice(literal.length)}`;
      column.default = { ...column.default, sql };
    }
  }
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function changeValues(
  catalog: Catalog,
  name: QualifiedName,
  alter: (values: readonly string[]) => readonly string[],
): void {
  const key = nameKey(name);
  const type: UserType | undefined = catalog.types.get(key);
  if (type?.definition.kind !== "enum") return;
  const definition = { kind: "enum" as const, values: alter(type.definition.values) };
  catalog.types.set(key, { ...type, definition });
}

function hasName(type: SqlType, name: QualifiedName): boolean {
  return type.name === name.name && (type.schema === null || type.schema === name.schema);
}

function renamed(type: SqlType, to: QualifiedName): SqlType {
  const suffix = "[]".repeat(type.arrayDimensions);
  const written =
    to.schema === null || to.schema === "public" ? to.name : `${to.schema}.${to.name}`;
  return { ...type, name: to.name, schema: to.schema, text: `${written}${suffix}` };
}
