import type {
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
} from "../../src/model/definitions.ts";
import type { CreateTable } from "../../src/model/schema-change.ts";
import type { SqlType } from "../../src/model/sql-type.ts";

/** `varchar(255)`, `int unsigned`, `enum('a','b')` as a MySQL or SQLite type. */
export function type(text: string): SqlType {
  const [, name = "", inner = "", rest = ""] = /^(\w*)(?:\((.*)\))?(.*)$/s.exec(text) ?? [];
  const isList = name === "enum" || name === "set";
  return {
    name,
    schema: null,
    modifiers: isList || inner === "" ? [] : inner.split(",").map(Number),
    arrayDimensions: 0,
    unsigned: rest.includes("unsigned"),
    values: isList ? inner.split(",").map((value) => value.slice(1, -1)) : [],
    text,
  };
}

export function column(name: string, text = "int"): ColumnDefinition {
  return {
    name,
    type: type(text),
    nullable: true,
    default: null,
    identity: null,
    autoIncrement: false,
    generated: null,
    collation: null,
    position: null,
  };
}

export function constraint(
  kind: ConstraintDefinition["type"],
  columns: readonly string[],
  more: Partial<ConstraintDefinition> = {},
): ConstraintDefinition {
  return {
    name: null,
    type: kind,
    columns,
    expression: null,
    references: null,
    notValid: false,
    enforced: true,
    deferrable: false,
    usingIndex: null,
    ...more,
  };
}

export function index(columns: readonly string[], name: string | null = null): IndexDefinition {
  const parts = columns.map((part) => ({ column: part, expression: null }));
  return { name, parts, include: [], unique: false, where: null, method: null };
}

export function createTable(name: string, more: Partial<CreateTable> = {}): CreateTable {
  return {
    kind: "create-table",
    table: { schema: null, name },
    columns: [],
    constraints: [],
    indexes: [],
    ifNotExists: false,
    temporary: false,
    partitionOf: null,
    isDefaultPartition: false,
    partitioned: false,
    inherits: [],
    like: [],
    fromQuery: false,
    ...more,
  };
}
