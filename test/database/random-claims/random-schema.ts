import type { Random } from "../../gate/random-facts.ts";
import type { TestDatabase } from "../servers.ts";
import { attempt } from "../attempt.ts";
import { emptyDatabase } from "../empty-database.ts";
import { fixtureStatements } from "./fixture-statements.ts";

const sources = fixtureStatements();
const changes = sources.flatMap((source) => source.changes);

/** A schema that was made on a server, and what may be tried on it. */
export interface RandomSchema {
  /** The statements that the server took. */
  readonly sql: string;
  /** In turn a change that was written for a part of the schema, and any. */
  readonly nextChange: () => string;
}

/** Empties the database and makes in it what two files of fixtures start from, and a few changes. */
export async function makeRandomSchema(
  database: TestDatabase,
  random: Random,
): Promise<RandomSchema> {
  await emptyDatabase(database);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[random(items.length)];
  const [one, other] = [pick(sources), pick(sources)];
  const more = Array.from({ length: 4 }, () => pick(changes) ?? "");
  const taken: string[] = [];
  for (const sql of [...(one?.schema ?? []), ...(other?.schema ?? []), ...more])
    if (await attempt(database, sql)) taken.push(sql);
  let isOwn = false;
  return {
    sql: `${taken.join(";\n")};`,
    nextChange: () => {
      isOwn = !isOwn;
      return (isOwn ? pick(one?.changes ?? []) : undefined) ?? pick(changes) ?? "";
    },
  };
}
