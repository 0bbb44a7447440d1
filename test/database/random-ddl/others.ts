import type { Routine, UserType } from "../../../src/catalog/catalog.ts";
import {
  aTable,
  cascade,
  newName,
  newRelation,
  oneOf,
  oneOrNull,
  quote,
  sometimes,
  written,
  type Maker,
  type MakeStatement,
} from "./picking.ts";

function aType(maker: Maker, kind?: UserType["definition"]["kind"]): UserType | null {
  const types = [...maker.catalog.types.values()];
  return oneOrNull(
    maker,
    types.filter(({ definition }) => kind === undefined || definition.kind === kind),
  );
}

function aRoutine(maker: Maker): Routine | null {
  return oneOrNull(maker, [...maker.catalog.functions.values()].flat());
}

const triggerBody = "LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

export const typeStatements: readonly MakeStatement[] = [
  (maker) => `CREATE TYPE ${newRelation(maker)} AS ENUM ('a', 'b')`,
  (maker) =>
    `CREATE DOMAIN ${newRelation(maker)} AS ${oneOf(maker, ["text", "int NOT NULL", "int DEFAULT 1", "text CHECK (VALUE <> '')"])}`,
  (maker) => `CREATE TYPE ${newRelation(maker)} AS (x int, y text)`,
  (maker) => {
    const type = aType(maker, "enum");
    if (type === null) return null;
    const place = sometimes(maker, 2) ? ` ${oneOf(maker, ["BEFORE", "AFTER"])} 'a'` : "";
    return `ALTER TYPE ${written(maker, type.name)} ADD VALUE IF NOT EXISTS '${oneOf(maker, ["c", "d", "e"])}'${place}`;
  },
  (maker) => {
    const type = aType(maker, "enum");
    if (type === null) return null;
    return `ALTER TYPE ${written(maker, type.name)} RENAME VALUE '${oneOf(maker, ["a", "b", "c"])}' TO '${oneOf(maker, ["x", "y"])}'`;
  },
  (maker) => {
    const type = aType(maker);
    if (type === null) return null;
    const kind = type.definition.kind === "domain" ? "DOMAIN" : "TYPE";
    return `DROP ${kind} ${written(maker, type.name)}${cascade(maker)}`;
  },
  (maker) => {
    const type = aType(maker);
    if (type === null) return null;
    return `ALTER TYPE ${written(maker, type.name)} RENAME TO ${quote(newName(maker))}`;
  },
];

export const routineStatements: readonly MakeStatement[] = [
  (maker) => {
    const replace = sometimes(maker, 2) ? "OR REPLACE " : "";
    const argument = oneOf(maker, ["", "integer", "text", "integer, text"]);
    return `CREATE ${replace}FUNCTION ${newRelation(maker)}(${argument}) RETURNS integer LANGUAGE sql ${oneOf(maker, ["", "STABLE ", "IMMUTABLE "])}AS 'SELECT 1'`;
  },
  (maker) => `CREATE FUNCTION ${newRelation(maker)}() RETURNS trigger ${triggerBody}`,
  (maker) => {
    const routine = aRoutine(maker);
    if (routine === null) return null;
    return `DROP FUNCTION ${written(maker, routine.name)}(${routine.argumentTypes.join(", ")})${cascade(maker)}`;
  },
  (maker) => {
    const table = aTable(maker);
    const routine = [...maker.catalog.functions.values()]
      .flat()
      .find(({ returns }) => returns === "trigger");
    if (table === null || routine === undefined) return null;
    const replace = sometimes(maker, 3) ? "OR REPLACE " : "";
    const level = oneOf(maker, ["ROW", "STATEMENT"]);
    return `CREATE ${replace}TRIGGER ${quote(newName(maker))} AFTER UPDATE ON ${written(maker, table.name)} FOR EACH ${level} EXECUTE FUNCTION ${written(maker, routine.name)}()`;
  },
  (maker) => {
    const table = aTable(maker, ({ triggers }) => triggers.size > 0);
    if (table === null) return null;
    const name = oneOf(maker, [...table.triggers.keys()]);
    return `DROP TRIGGER ${quote(name)} ON ${written(maker, table.name)}${cascade(maker)}`;
  },
  (maker) => {
    const table = aTable(maker);
    if (table === null) return null;
    return `CREATE POLICY ${quote(newName(maker))} ON ${written(maker, table.name)} USING (true)`;
  },
  (maker) => {
    const table = aTable(maker, ({ policies }) => policies.size > 0);
    if (table === null) return null;
    const name = oneOf(maker, [...table.policies.keys()]);
    return sometimes(maker, 2)
      ? `DROP POLICY ${quote(name)} ON ${written(maker, table.name)}`
      : `ALTER POLICY ${quote(name)} ON ${written(maker, table.name)} RENAME TO ${quote(newName(maker))}`;
  },
];

export const sequenceStatements: readonly MakeStatement[] = [
  (maker) => `CREATE SEQUENCE ${sometimes(maker, 3) ? "IF NOT EXISTS " : ""}${newRelation(maker)}`,
  (maker) => {
    const sequence = oneOrNull(maker, [...maker.catalog.sequences.values()]);
    if (sequence === null) return null;
    return `DROP SEQUENCE ${written(maker, sequence.name)}${cascade(maker)}`;
  },
  (maker) => {
    const sequence = oneOrNull(maker, [...maker.catalog.sequences.values()]);
    if (sequence === null) return null;
    return `ALTER SEQUENCE ${written(maker, sequence.name)} RENAME TO ${quote(newName(maker))}`;
  },
  (maker) => {
    const sequence = oneOrNull(maker, [...maker.catalog.sequences.values()]);
    const table = aTable(maker, ({ columns }) => columns.size > 0);
    if (sequence === null || table === null) return null;
    const column = oneOf(maker, [...table.columns.keys()]);
    const owner = sometimes(maker, 3) ? "NONE" : `${written(maker, table.name)}.${quote(column)}`;
    return `ALTER SEQUENCE ${written(maker, sequence.name)} OWNED BY ${owner}`;
  },
];

const schemas = ["s1", "s2", "S 3"];

export const schemaStatements: readonly MakeStatement[] = [
  (maker) =>
    `CREATE SCHEMA ${sometimes(maker, 2) ? "IF NOT EXISTS " : ""}${quote(oneOf(maker, schemas))}`,
  (maker) => `DROP SCHEMA ${quote(oneOf(maker, schemas))}${cascade(maker)}`,
  (maker) =>
    `ALTER SCHEMA ${quote(oneOf(maker, schemas))} RENAME TO ${quote(oneOf(maker, schemas))}`,
  (maker) => `SET search_path TO ${quote(oneOf(maker, schemas))}, public`,
  () => "RESET search_path",
];
