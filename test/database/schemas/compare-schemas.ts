import type { Catalog } from "../../../src/catalog/catalog.ts";
import { describeCatalog, writtenTypes } from "./describe-catalog.ts";
import { describeServer } from "./describe-server.ts";
import type { TestDatabase } from "../servers.ts";
import type { DescribedObject, DescribedSchema } from "./described-schema.ts";
import { sameExpression, typeSpeller } from "./normalise.ts";

/** One object of either side. */
export interface ComparedObject {
  /** `column`, `index`, … */
  readonly kind: string;
  readonly object: string;
  /** One line each; empty where both sides say the same. */
  readonly differences: readonly string[];
  /** True for what the catalog says that it does not know. */
  readonly notKnown: boolean;
}

/**
 * Compares a catalog with the schema of a server, object by object. What was `given` on the server before the history
 * began is left out where the history does not make it.
 */
export async function compareSchemas(
  catalog: Catalog,
  database: TestDatabase,
  given: DescribedSchema = new Map(),
): Promise<readonly ComparedObject[]> {
  const ours = describeCatalog(catalog, await typeSpeller(database, writtenTypes(catalog)));
  const theirs = await describeServer(database);
  const made = [...theirs.keys()].filter((object) => !isGiven(object, given));
  const objects = [...new Set([...ours.keys(), ...made])].toSorted();
  const compared: ComparedObject[] = [];
  for (const object of objects) {
    const [kind = ""] = object.split(" ");
    const one = ours.get(object);
    const other = theirs.get(object);
    const notKnown = one === undefined && isHidden(object, ours);
    let differences: readonly string[] = [];
    if (other === undefined) differences = [`${object}: in the catalog only`];
    else if (one !== undefined) differences = await differencesOf(database, object, one, other);
    else if (!notKnown) differences = [`${object}: on the server only`];
    compared.push({ kind, object, differences, notKnown });
  }
  return compared;
}

/** Whether it was there before, or is a part of a table that was. */
function isGiven(object: string, given: DescribedSchema): boolean {
  const table = object.slice(object.indexOf(" ") + 1, object.lastIndexOf("."));
  return given.has(object) || given.has(`table ${table}`);
}

/** Whether it is a column of a table whose columns the catalog does not all know. */
function isHidden(object: string, ours: DescribedSchema): boolean {
  if (!object.startsWith("column ")) return false;
  const table = object.slice("column ".length, object.lastIndexOf("."));
  return ours.get(`table ${table}`)?.facts["columns"] === null;
}

async function differencesOf(
  database: TestDatabase,
  object: string,
  one: DescribedObject,
  other: DescribedObject,
): Promise<readonly string[]> {
  const differences: string[] = [];
  for (const [property, value] of Object.entries(one.facts)) {
    const expected = other.facts[property] ?? "";
    if (value !== null && value !== expected)
      differences.push(
        `${object}: ${property} is ${shown(value)}, the server has ${shown(expected)}`,
      );
  }
  const properties = new Set([...Object.keys(one.expressions), ...Object.keys(other.expressions)]);
  for (const property of properties) {
    const [ours = "", theirs = ""] = [one.expressions[property], other.expressions[property]];
    if (await sameExpression(database, other, property, ours, theirs)) continue;
    differences.push(`${object}: ${property} is ${shown(ours)}, the server has ${shown(theirs)}`);
  }
  return differences;
}

function shown(value: string): string {
  return value === "" ? "nothing" : `\`${value}\``;
}
