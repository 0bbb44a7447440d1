import type { Catalog, Routine } from "../catalog/catalog.ts";
import { impliedConstraintName } from "../catalog/implied-name.ts";
import { findTable } from "../catalog/lookup.ts";
import type { ConstraintDefinition, ConstraintType } from "../model/definitions.ts";
import type { Dialect } from "../model/dialect.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { quote } from "./wording.ts";

/*
 * What the server says to code that is still running, in its own words. Those of PostgreSQL are compared with a real
 * server's (`test/database/running-code.test.ts`).
 */

/** What the server says to code that uses a column which is gone. */
export function missingColumn(column: string, dialect: Dialect): string {
  if (dialect === "postgresql") return quote(`column "${column}" does not exist`);
  if (dialect === "sqlite") return quote(`no such column: ${column}`);
  return quote(`Unknown column '${column}'`);
}

/** What the server says to code that uses a table or view which is gone. MySQL names the database too. */
export function missingTable(table: QualifiedName, dialect: Dialect): string {
  if (dialect === "postgresql") return missingRelation(table);
  if (dialect === "sqlite") return quote(`no such table: ${table.name}`);
  return quote("Table doesn't exist");
}

/** What the server says to code that draws from a sequence which is gone. */
export function missingSequence(sequence: QualifiedName, dialect: Dialect): string {
  return dialect === "postgresql" ? missingRelation(sequence) : quote("Unknown SEQUENCE");
}

/** What the server says to code that uses a schema which is gone, by one of its tables where the history has any. */
export function missingSchema(schema: string, catalog: Catalog): string {
  for (const { name } of catalog.tables.values())
    if (name.schema === schema) return missingTable(name, catalog.dialect);
  return quote(`schema "${schema}" does not exist`);
}

/** PostgreSQL repeats the name as code writes it, which is without the schema `public`. */
function missingRelation(name: QualifiedName): string {
  return quote(`relation "${asWritten(name)}" does not exist`);
}

/** What PostgreSQL says to code that names a type which is gone. */
export function missingType(type: QualifiedName): string {
  return quote(`type "${asWritten(type)}" does not exist`);
}

/** What the server says to code that calls a routine which is gone; PostgreSQL tells the types of the arguments. */
export function missingRoutine(
  routine: Routine["routine"],
  name: QualifiedName,
  argumentTypes: readonly string[] | null,
  dialect: Dialect,
): string {
  const word = routine === "procedure" ? "procedure" : "function";
  if (dialect !== "postgresql" || argumentTypes === null) return quote(`${word} does not exist`);
  return quote(`${word} ${asWritten(name)}(${argumentTypes.join(", ")}) does not exist`);
}

function asWritten({ schema, name }: QualifiedName): string {
  return schema === null || schema === "public" ? name : `${schema}.${name}`;
}

/** What PostgreSQL says of a role, a server or the like that goes by one name: `role "web" does not exist`. */
export function missingObject(object: string, name: string): string {
  return quote(`${object} "${name}" does not exist`);
}

/** What PostgreSQL says to code that reads an attribute which is gone. */
export function missingAttribute(type: QualifiedName, attribute: string): string {
  return quote(`column "${attribute}" not found in data type ${asWritten(type)}`);
}

/** What PostgreSQL says to code that writes NULL into a domain which does not take it. */
export function emptyDomain(domain: QualifiedName): string {
  return quote(`domain ${asWritten(domain)} does not allow null values`);
}

/** What PostgreSQL says to code that writes a value which a check of a domain rejects. */
export function violatesDomain(domain: QualifiedName, check: string | null): string {
  const quoted = check === null ? "" : ` "${check}"`;
  return quote(`value for domain ${asWritten(domain)} violates check constraint${quoted}`);
}

/** What PostgreSQL says to code that updates a published table whose rows cannot be told apart. */
export function withoutIdentity(table: QualifiedName): string {
  return quote(
    `cannot update table "${table.name}" because it does not have a replica identity and publishes updates`,
  );
}

/** What PostgreSQL says to code that updates a table of which a publication sends a part without its key. */
export function notPublished(table: QualifiedName): string {
  return quote(`cannot update table "${table.name}"`);
}

/** What PostgreSQL says to code that writes an enum value which is gone. */
export function unknownValue(type: QualifiedName, value: string): string {
  return quote(`invalid input value for enum ${asWritten(type)}: "${value}"`);
}

/** What PostgreSQL says to code that writes a row which no policy lets through. */
export function hiddenRow(table: QualifiedName): string {
  return quote(`new row violates row-level security policy for table "${table.name}"`);
}

/** What the server says to code whose role has lost a privilege on a target, such as `table public.users`. */
export function denied(target: string, dialect: Dialect): string {
  if (dialect !== "postgresql") return quote("command denied to user");
  const match = /^(table|view|function|procedure|sequence|schema|type) ([^(]+)/.exec(target);
  if (match === null) return quote("permission denied");
  const name = (match[2] ?? "").split(".").at(-1) ?? "";
  return quote(`permission denied for ${match[1] ?? ""} ${name}`);
}

const violations = {
  mysql: {
    "not-null": "Column cannot be null",
    unique: "Duplicate entry",
    check: "Check constraint is violated",
    "foreign-key": "a foreign key constraint fails",
    exclusion: "",
  },
  sqlite: {
    "not-null": "NOT NULL constraint failed",
    unique: "UNIQUE constraint failed",
    check: "CHECK constraint failed",
    "foreign-key": "FOREIGN KEY constraint failed",
    exclusion: "",
  },
} as const;

/** What answers: its words changed from version to version. */
interface Server {
  readonly dialect: Dialect;
  readonly databaseVersion: number;
}

/** A constraint as its violation is told. */
export interface Violated {
  readonly type: Exclude<ConstraintType, "primary-key">;
  readonly table: QualifiedName;
  /** Of a NOT NULL its column, of anything else its own name; null where that is not known. */
  readonly name: string | null;
}

/** What the server says to code that writes a row which a constraint rejects. */
export function violates({ type, table, name }: Violated, server: Server): string {
  const { dialect, databaseVersion } = server;
  if (dialect === "sqlite" && type === "not-null" && name !== null)
    return quote(`NOT NULL constraint failed: ${table.name}.${name}`);
  if (dialect !== "postgresql")
    return quote(violations[dialect === "mariadb" ? "mysql" : dialect][type]);
  const quoted = name === null ? "" : ` "${name}"`;
  switch (type) {
    case "not-null":
      return quote(
        databaseVersion < 13
          ? `null value in column${quoted} violates not-null constraint`
          : `null value in column${quoted} of relation "${table.name}" violates not-null constraint`,
      );
    case "unique":
      return quote(`duplicate key value violates unique constraint${quoted}`);
    case "check":
      return quote(`new row for relation "${table.name}" violates check constraint${quoted}`);
    case "foreign-key":
      return quote(
        `insert or update on table "${table.name}" violates foreign key constraint${quoted}`,
      );
    case "exclusion":
      return quote(`conflicting key value violates exclusion constraint${quoted}`);
  }
}

/** What the server says to code that inserts a row without a column that must be filled. */
export function leftOut(table: QualifiedName, column: string, server: Server): string {
  return server.dialect === "mysql" || server.dialect === "mariadb"
    ? quote(`Field '${column}' doesn't have a default value`)
    : violates({ type: "not-null", table, name: column }, server);
}

/** What PostgreSQL says to code that writes a column whose value it makes itself. */
export function makesItself(column: string, { databaseVersion }: Server): string {
  const what = databaseVersion < 14 ? "" : "a non-DEFAULT value ";
  return quote(`cannot insert ${what}into column "${column}"`);
}

/** The name that a constraint has, or gets from the server. */
export function nameOfConstraint(
  catalog: Catalog,
  table: QualifiedName,
  constraint: ConstraintDefinition,
): string | null {
  const known = findTable(catalog, table);
  return (
    constraint.name ?? (known === null ? null : impliedConstraintName(catalog, known, constraint))
  );
}
