import type { Catalog } from "../catalog/catalog.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { fold, modelNames, wordsOf } from "./identifier.ts";
import { reflectionTexts } from "./reflected-columns.ts";

/** What code is searched for: the object that a contract change drops, renames or retypes. */
export type Subject = ColumnSubject | TableSubject | NamedSubject;

export interface ColumnSubject {
  readonly kind: "column";
  readonly name: string;
  readonly table: string;
  /** The table's names in code, folded. */
  readonly models: ReadonlySet<string>;
  /** The names in code of every other table that the schema knows, folded. */
  readonly otherModels: ReadonlySet<string>;
  /** Of those, the ones whose table has a column of this name, or may have one. */
  readonly rivals: ReadonlySet<string>;
  /** A word that many things are called: without its table beside it, it says nothing. */
  readonly isCommon: boolean;
}

/** A table or view. */
export interface TableSubject {
  readonly kind: "table";
  readonly name: string;
  readonly models: ReadonlySet<string>;
  readonly otherModels: ReadonlySet<string>;
  readonly isCommon: boolean;
}

/** What has no model of its own in code. */
export interface NamedSubject {
  readonly kind: "function" | "type" | "sequence" | "schema" | "constraint";
  readonly name: string;
  readonly isCommon: boolean;
}

/** The subject of a change; null where code does not name what it is about, or keeps working without it. */
export function subjectOf(change: SchemaChange, catalog: Catalog): Subject | null {
  switch (change.kind) {
    case "drop-column":
    case "rename-column":
    case "alter-column-type":
      return columnSubject(change.table, change.column, catalog);
    case "drop-table":
      return tableSubject(change.table, catalog);
    case "drop-view":
    case "rename-view":
      return tableSubject(change.view, catalog);
    case "drop-function":
    case "rename-function":
      return named("function", change.function.name);
    case "drop-type":
    case "rename-type":
      return named("type", change.type.name);
    case "drop-sequence":
      return named("sequence", change.sequence.name);
    case "drop-schema":
    case "rename-schema":
      return named("schema", change.name);
    case "drop-constraint":
      return change.name === null ? null : named("constraint", change.name);
    default:
      return null;
  }
}

/** The subject of what a change adds, in the schema that has it; null where code cannot name it. */
export function addedSubject(change: SchemaChange, catalog: Catalog): Subject | null {
  switch (change.kind) {
    case "add-column":
      return columnSubject(change.table, change.column.name, catalog);
    case "create-table":
      return tableSubject(change.table, catalog);
    case "create-view":
      return tableSubject(change.view, catalog);
    default:
      return null;
  }
}

function columnSubject(table: QualifiedName, name: string, catalog: Catalog): ColumnSubject {
  return {
    kind: "column",
    name,
    table: table.name,
    ...modelsOf(table, catalog),
    rivals: rivalsOf(table, name, catalog),
    isCommon: isCommonColumn(name),
  };
}

function tableSubject(table: QualifiedName, catalog: Catalog): TableSubject {
  const isCommon = isOneWord(table.name);
  return { kind: "table", name: table.name, ...modelsOf(table, catalog), isCommon };
}

function named(kind: NamedSubject["kind"], name: string): NamedSubject {
  return { kind, name, isCommon: isOneWord(name) };
}

function modelsOf(
  table: QualifiedName,
  catalog: Catalog,
): Pick<TableSubject, "models" | "otherModels"> {
  const models = modelNames(table.name);
  const others = [...catalog.tables.values(), ...catalog.views.values()].flatMap(({ name }) => [
    ...modelNames(name.name),
  ]);
  return { models, otherModels: new Set(others.filter((name) => !models.has(name))) };
}

function rivalsOf(table: QualifiedName, column: string, catalog: Catalog): ReadonlySet<string> {
  const own = modelNames(table.name);
  const sharing = [...catalog.tables.values()].filter(
    ({ columns, columnsComplete }) => columns.has(column) || !columnsComplete,
  );
  const names = sharing.flatMap(({ name }) => [...modelNames(name.name)]);
  return new Set(names.filter((name) => !own.has(name)));
}

/** Keys, times and single words stand in many tables. */
function isCommonColumn(name: string): boolean {
  return isOneWord(name) || /^is_|_(?:id|at|on)$/i.test(name);
}

function isOneWord(name: string): boolean {
  return wordsOf(name).length <= 1;
}

/**
 * The texts, in any case, one of which a file must hold to be looked at. Beside the name as it is and without its
 * underscores, what uses a column and names none: an INSERT without a column list, a class of Active Record.
 */
export function searchTexts(subject: Subject): readonly string[] {
  const names = [subject.name.toLowerCase(), fold(subject.name)];
  if (subject.kind === "table") return [...new Set([...names, ...subject.models])];
  if (subject.kind !== "column") return [...new Set(names)];
  const table = subject.table.toLowerCase();
  const inserts = [`into ${table}`, `into "${table}`, `into \`${table}`];
  return [...new Set([...names, ...inserts, ...reflectionTexts(table, subject.models)])];
}
