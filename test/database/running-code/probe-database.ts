import type { Server, TestDatabase } from "../servers.ts";

/** What old code meets when it runs: rows, or the error that ends it. */
export type Outcome =
  | { readonly state: "ran"; readonly results: readonly (readonly object[])[] }
  | { readonly state: "failed"; readonly code: string; readonly message: string };

/** A database in which old code runs before and after a change. */
export class ProbeDatabase {
  readonly #database: TestDatabase;
  /** A server's roles belong to all of its databases: only those of the probes go. */
  readonly #rolesBefore: readonly string[];

  private constructor(database: TestDatabase, rolesBefore: readonly string[]) {
    this.#database = database;
    this.#rolesBefore = rolesBefore;
  }

  static async start(server: Server): Promise<ProbeDatabase> {
    const database = await server.createDatabase();
    return new ProbeDatabase(database, await rolesOf(database));
  }

  async stop(): Promise<void> {
    await this.#clear();
    await this.#database.close();
  }

  /** Puts a schema with its rows in place of all that is there. */
  async prepare(schema: string): Promise<void> {
    await this.#clear();
    await this.#database.execute(schema);
  }

  async #clear(): Promise<void> {
    await this.#database.execute(clear);
    const roles = await rolesOf(this.#database);
    for (const role of roles.filter((name) => !this.#rolesBefore.includes(name)))
      await this.#database.execute(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  }

  async execute(sql: string): Promise<void> {
    await this.#database.execute(sql);
  }

  query<Row extends object>(sql: string): Promise<readonly Row[]> {
    return this.#database.query<Row>(sql);
  }

  /** Runs a change for good, its statements in one transaction or each in its own. False where the server refuses it. */
  async change(statements: readonly string[], transaction: boolean): Promise<boolean> {
    try {
      for (const sql of transaction ? [statements.join(";\n")] : statements)
        await this.#database.execute(sql);
      return true;
    } catch {
      return false;
    }
  }

  /** Runs old code in a transaction of its own, which is undone. */
  async run(code: string): Promise<Outcome> {
    await this.#database.execute("BEGIN");
    try {
      return { state: "ran", results: await this.#database.rowsOfEach(code) };
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error)) throw error;
      return { state: "failed", code: String(error.code), message: error.message };
    } finally {
      await this.#database.execute("ROLLBACK");
    }
  }
}

async function rolesOf(database: TestDatabase): Promise<readonly string[]> {
  const roles = await database.query<{ name: string }>(
    "SELECT quote_ident(rolname) AS name FROM pg_roles",
  );
  return roles.map(({ name }) => name);
}

/** Everything that a probe may have made in its database, in whatever schema. */
const clear = `
RESET ALL;
DEALLOCATE ALL;
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
    EXECUTE format('DROP EXTENSION %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT nspname FROM pg_namespace
    WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT pubname FROM pg_publication LOOP
    EXECUTE format('DROP PUBLICATION %I', name);
  END LOOP;
END $$;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
`;

/**
 * Whether every row that old code got before is there again, with the same values; a column more in a row is nothing
 * that it reads.
 */
export function sameRows(before: Outcome, after: Outcome): boolean {
  if (before.state !== "ran" || after.state !== "ran") return false;
  return before.results.every((rows, query) => {
    const now = after.results[query] ?? [];
    return (
      rows.length === now.length &&
      rows.every((row, place) =>
        Object.entries(row).every(
          ([column, value]) => textOf(valueOf(now[place], column)) === textOf(value),
        ),
      )
    );
  });
}

function valueOf(row: object = {}, column: string): unknown {
  return Object.entries(row).find(([name]) => name === column)?.[1];
}

function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "bigint" ? part.toString() : part,
    ) ?? "absent"
  );
}
