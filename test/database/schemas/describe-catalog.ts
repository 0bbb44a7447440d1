import { nameKey } from "../../../src/catalog/catalog.ts";
import type {
  Catalog,
  Column,
  Constraint,
  Index,
  Routine,
  Table,
} from "../../../src/catalog/catalog.ts";
import { parentsOfTable, sequencesOfTable } from "../../../src/catalog/entries.ts";
import { accessOf, isHeldByAll } from "../../../src/catalog/privileges.ts";
import type { OwnedObject } from "../../../src/model/schema-change.ts";
import type { QualifiedName } from "../../../src/model/qualified-name.ts";
import type { SqlType } from "../../../src/model/sql-type.ts";
import { quoted, type DescribedObject, type DescribedSchema } from "./described-schema.ts";

type Entry = readonly [object: string, described: DescribedObject];
type Facts = DescribedObject["facts"];

/** The schema as the catalog has it; `spell` gives a type's name as the server writes it. */
export function describeCatalog(
  catalog: Catalog,
  spell: (type: string) => string,
): DescribedSchema {
  const indexNames = new Map([...catalog.indexes].map(([key, index]) => [key, indexName(index)]));
  return new Map([
    ...[...catalog.schemas.keys()].map((name) =>
      plain(`schema ${name}`, accessFacts(catalog, { kind: "object", object: "schema", name })),
    ),
    ...[...catalog.extensions].map((name) => plain(`extension ${name}`, {})),
    ...[...catalog.tables.values()].flatMap((table) => describeTable(catalog, table)),
    ...[...catalog.indexes.values()].map((index) => describeIndex(index, indexNames)),
    ...[...catalog.views.values()].map(({ name, materialized, columns, reads }) =>
      plain(`view ${joined(name)}`, {
        materialized: String(materialized),
        columns: columns === null ? null : columns.join(),
        reads: listOrNothing([...new Set(reads.map(joined))].toSorted()),
        ...accessFacts(catalog, { kind: "relation", name }),
        "column grants": columnGrants(catalog, { kind: "relation", name }),
      }),
    ),
    ...[...catalog.sequences.values()].map(({ name, ownedBy }) =>
      plain(`sequence ${joined(name)}`, {
        ...accessFacts(catalog, { kind: "relation", name }),
        "owned by": ownedBy === null ? "" : `${joined(ownedBy.table)}.${ownedBy.column}`,
      }),
    ),
    ...[...catalog.types.values()].map(({ name, definition }) =>
      plain(`type ${joined(name)}`, {
        kind: definition.kind,
        values: definition.kind === "enum" ? definition.values.join() : "",
        attributes: definition.kind === "composite" ? definition.attributes.join() : "",
        base:
          definition.kind === "domain"
            ? typeName(catalog, definition.base).replace(/^.*\./, "")
            : "",
        nullable: definition.kind === "domain" ? String(definition.nullable) : "",
        "has default": definition.kind === "domain" ? String(definition.default !== null) : "",
        "has check": definition.kind === "domain" ? String(definition.hasCheck) : "",
        ...accessFacts(catalog, { kind: "type", name }),
      }),
    ),
    ...[...catalog.functions.values()]
      .flat()
      .map((routine) => describeRoutine(catalog, routine, spell)),
  ]);
}

/** The argument and result types that the catalog has as they were written. */
export function writtenTypes(catalog: Catalog): readonly string[] {
  const routines = [...catalog.functions.values()].flat();
  return routines.flatMap((routine) => {
    const { argumentTypes, returns } = routine;
    const columns = resultColumns(routine).map(([, type]) => type);
    const result = returns === null || columns.length > 0 ? [] : [returns.replace(/^setof /, "")];
    return [...argumentTypes, ...columns, ...result];
  });
}

function describeTable(catalog: Catalog, table: Table): readonly Entry[] {
  const name = joined(table.name);
  const partition = table.isDefaultPartition ? "default" : "yes";
  return [
    plain(`table ${name}`, {
      columns: table.columnsComplete ? [...table.columns.keys()].join() : null,
      partitioned: String(table.partitioned),
      parents: listOrNothing(parentsOfTable(table).map(joined)),
      partition: table.partitionOf === null ? "no" : partition,
      "row security": String(table.rowSecurity),
      ...accessFacts(catalog, { kind: "relation", name: table.name }),
      "column grants": columnGrants(catalog, { kind: "relation", name: table.name }),
    }),
    ...[...table.columns.values()].map((column) => describeColumn(catalog, table, column)),
    ...[...table.constraints.values()]
      .filter(({ type }) => type !== "not-null")
      .map((constraint) => describeConstraint(table, constraint)),
    ...[...table.triggers.keys()].map((trigger) => plain(`trigger ${name}.${trigger}`, {})),
    ...[...table.policies.keys()].map((policy) => plain(`policy ${name}.${policy}`, {})),
  ];
}

function describeColumn(catalog: Catalog, table: Table, column: Column): Entry {
  const sequence = sequencesOfTable(catalog, table.name).find(
    ({ ownedBy }) => ownedBy?.column === column.name,
  );
  const serial =
    column.autoIncrement && sequence !== undefined
      ? `nextval('${quoted(sequence.name.schema, sequence.name.name).replaceAll("'", "''")}'::regclass)`
      : null;
  const value = column.default?.isNull === true ? null : (column.default?.sql ?? serial);
  const facts = {
    type: typeName(catalog, column.type),
    nullable: String(column.nullable),
    collation: column.collation ?? "",
    identity: column.identity ?? "",
    generated: column.generated?.kind ?? "",
  };
  const described = {
    facts,
    expressions: {
      ...(value === null ? {} : { default: value }),
      ...(column.generated === null
        ? {}
        : { "generated expression": column.generated.expression.sql }),
    },
    table: table.name,
    column: column.name,
  };
  return [`column ${joined(table.name)}.${column.name}`, described];
}

function describeConstraint(table: Table, constraint: Constraint): Entry {
  const { type, references } = constraint;
  const hasColumns = ["unique", "primary-key", "foreign-key"].includes(type);
  const target =
    references === null ? "" : `${joined(references.table)}(${references.columns.join()})`;
  const described = {
    facts: {
      type,
      columns: hasColumns ? constraint.columns.join() : "",
      references: target,
      "on delete": references?.onDelete ?? "",
      valid: String(!constraint.notValid),
      enforced: String(constraint.enforced),
      deferrable: String(constraint.deferrable),
    },
    expressions: constraint.expression === null ? {} : { check: constraint.expression.sql },
    table: table.name,
    column: null,
  };
  return [`constraint ${joined(table.name)}.${constraint.name}`, described];
}

function describeIndex(index: Index, names: ReadonlyMap<string, string>): Entry {
  const expressions = index.parts.flatMap(({ expression }, position) =>
    expression === null ? [] : [[`part ${position + 1}`, expression.sql] as const],
  );
  const described = {
    facts: {
      table: joined(index.table),
      unique: String(index.unique),
      method: index.method ?? (index.constraint === null ? "btree" : null),
      columns: index.parts.map(({ column }) => column ?? "?").join(),
      include: index.include.join(),
      constraint: index.constraint ?? "",
      parent: names.get(index.parent ?? "") ?? "",
    },
    expressions: {
      ...Object.fromEntries(expressions),
      ...(index.where === null ? {} : { where: index.where.sql }),
    },
    table: index.table,
    column: null,
  };
  return [`index ${indexName(index)}`, described];
}

function describeRoutine(
  catalog: Catalog,
  routine: Routine,
  spell: (type: string) => string,
): Entry {
  const { name, returns } = routine;
  const columns = resultColumns(routine);
  const setOf = returns?.startsWith("setof ") === true;
  return plain(`function ${joined(name)}(${routine.argumentTypes.map(spell).join(", ")})`, {
    kind: routine.routine,
    // With columns, or with arguments that are results, the server makes the type up.
    returns:
      returns === null || columns.length > 0
        ? null
        : `${setOf ? "setof " : ""}${spell(returns.replace(/^setof /, ""))}`,
    table: columns.map(([column, type]) => `${column} ${spell(type)}`).join(", "),
    volatility: routine.volatility,
    ...accessFacts(catalog, { kind: "function", name, argumentTypes: routine.argumentTypes }),
  });
}

/** The columns of `returns table(id integer, …)`. */
function resultColumns({ returns }: Routine): readonly (readonly [string, string])[] {
  if (returns?.startsWith("table(") !== true) return [];
  return returns
    .slice("table(".length, -1)
    .split(", ")
    .map((column) => {
      const end = column.indexOf(" ");
      return [column.slice(0, end), column.slice(end + 1)];
    });
}

/** As `pg_type` names it, with the schema of the history's own types. */
function typeName(
  catalog: Catalog,
  { name, schema, modifiers, arrayDimensions, text }: SqlType,
): string {
  if (name === "interval") return text;
  const owner = catalog.types.has(nameKey({ schema, name })) ? `${schema}.` : "";
  return `${owner}${name}${arrayDimensions > 0 ? "[]" : ""}${modifiers.length === 0 ? "" : `(${modifiers.join()})`}`;
}

function plain(object: string, facts: Facts): Entry {
  return [object, { facts, expressions: {}, table: null, column: null }];
}

/** What others than the owner may do with the object as a whole; null where default privileges may add to it. */
function accessFacts(catalog: Catalog, on: OwnedObject): Facts {
  const { grants = new Map(), owner } = accessOf(catalog, on) ?? {};
  const isForAll = on.kind === "function" || on.kind === "type";
  const held = [...grants].flatMap(([role, privileges]) =>
    [...privileges].flatMap(([privilege, isHeld]) =>
      isHeld && !privilege.includes(" ") ? [{ role, text: `${role}:${privilege}` }] : [],
    ),
  );
  const told = held.filter(({ role }) => role !== owner && !(isForAll && role === "public"));
  const everybody = isHeldByAll(catalog, on, on.kind === "type" ? "usage" : "execute");
  return {
    grants:
      catalog.defaultGrantees.size > 0
        ? null
        : told
            .map(({ text }) => text)
            .toSorted()
            .join(),
    owner: owner ?? "",
    ...(isForAll ? { "for all": String(everybody) } : {}),
  };
}

/** What others may do with single columns of a relation: `web:update (name)`. */
function columnGrants(catalog: Catalog, on: OwnedObject): string {
  const { grants = new Map() } = accessOf(catalog, on) ?? {};
  return [...grants]
    .flatMap(([role, privileges]) =>
      [...privileges].flatMap(([privilege, isHeld]) =>
        isHeld && privilege.includes(" ") ? [`${role}:${privilege}`] : [],
      ),
    )
    .toSorted()
    .join();
}

function listOrNothing(items: readonly string[]): string {
  return items.join();
}

function joined(name: QualifiedName): string {
  return nameKey(name).replace("\0", ".");
}

function indexName({ table, name }: Index): string {
  return joined({ schema: table.schema, name });
}
