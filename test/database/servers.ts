import { randomBytes } from "node:crypto";
import { PGlite, type Extensions } from "@electric-sql/pglite";
import { citext } from "@electric-sql/pglite/contrib/citext";
import postgres from "postgres";

/** A PostgreSQL that the claims are proven on. */
export interface Server {
  /** Its version, and where it is no server of its own, what it is: `15`, `18 (PGlite)`. */
  readonly name: string;
  readonly majorVersion: number;
  /** Makes an empty database and a session on it. */
  readonly createDatabase: () => Promise<TestDatabase>;
}

/** One session on a database of its own. */
export interface TestDatabase {
  /** Runs one statement or several, as `psql -c` does. */
  readonly execute: (sql: string) => Promise<void>;
  readonly query: <Row extends object>(sql: string) => Promise<readonly Row[]>;
  /** Runs one statement or several, and answers the rows of each. */
  readonly rowsOfEach: (sql: string) => Promise<readonly (readonly object[])[]>;
  /** Ends the session and drops the database. */
  readonly close: () => Promise<void>;
}

/**
 * PGlite, which needs no service, with the extensions that can be made in it, and the servers of `DATABASE_URL`, with
 * blanks between several.
 */
export async function findServers(
  extensions: Extensions = { citext },
): Promise<readonly [Server, ...Server[]]> {
  const addresses = (process.env["DATABASE_URL"] ?? "").split(/\s+/).filter(Boolean);
  return [embedded(extensions), ...(await Promise.all(addresses.map(reach)))];
}

function embedded(extensions: Extensions): Server {
  return {
    name: "18 (PGlite)",
    majorVersion: 18,
    createDatabase: async () => {
      const database = await PGlite.create({ extensions });
      return {
        execute: async (sql) => {
          await database.exec(sql);
        },
        query: async <Row extends object>(sql: string) => (await database.query<Row>(sql)).rows,
        rowsOfEach: async (sql) => (await database.exec(sql)).map(({ rows }) => rows),
        close: () => database.close(),
      };
    },
  };
}

async function reach(address: string): Promise<Server> {
  const session = connect(address);
  const [shown] = await session<[{ server_version_num: string }]>`SHOW server_version_num`;
  await session.end();
  const majorVersion = Math.floor(Number(shown.server_version_num) / 10_000);
  return {
    name: String(majorVersion),
    majorVersion,
    createDatabase: () => createDatabase(address),
  };
}

/** Makes a database beside the one that the address names, which is left alone. */
async function createDatabase(address: string): Promise<TestDatabase> {
  const name = `expand_contract_${randomBytes(6).toString("hex")}`;
  const administrator = connect(address);
  await administrator.unsafe(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const session = connect(address, name);
  return {
    execute: async (sql) => {
      await session.unsafe(sql).simple();
    },
    query: <Row extends object>(sql: string) => session.unsafe<Row[]>(sql),
    rowsOfEach: async (sql) => {
      const results: RowList | readonly RowList[] = await session.unsafe(sql).simple();
      // Of one statement the client gives the rows alone, of several a list of them.
      return isOfSeveral(results) ? results : [results];
    },
    close: async () => {
      await session.end();
      await administrator.unsafe(`DROP DATABASE ${name}`);
      await administrator.end();
    },
  };
}

type RowList = readonly object[];

function isOfSeveral(results: RowList | readonly RowList[]): results is readonly RowList[] {
  return !("command" in results);
}

function connect(address: string, database?: string): postgres.Sql {
  return postgres(address, {
    // One connection, so that what a statement sets holds for the next.
    max: 1,
    onnotice: () => undefined,
    // As PGlite reads them.
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
    ...(database === undefined ? {} : { database }),
  });
}
