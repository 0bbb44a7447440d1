import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";

/** What old code meets when it runs: rows, or the error that ends it. */
export type Outcome =
  | { readonly state: "ran"; readonly results: readonly (readonly Row[])[] }
  | { readonly state: "failed"; readonly code: string; readonly message: string };

type Row = Readonly<Record<string, unknown>>;

/** A database in which old code runs before and after a change. */
export class ProbeDatabase {
  readonly #database: PGlite;

  private constructor(database: PGlite) {
    this.#database = database;
  }

  static async start(): Promise<ProbeDatabase> {
    return new ProbeDatabase(await PGlite.create({ extensions: { btree_gist, citext } }));
  }

  async stop(): Promise<void> {
    await this.#database.close();
  }

  /** Puts a schema with its rows in place of all that is there. */
  async prepare(schema: string): Promise<void> {
    await this.#database.exec(clear);
    await this.#database.exec(schema);
  }

  async execute(sql: string): Promise<void> {
    await this.#database.exec(sql);
  }

  async query<Row extends object>(sql: string): Promise<readonly Row[]> {
    return (await this.#database.query<Row>(sql)).rows;
  }

  /** Runs a change for good, its statements in one transaction or each in its own. False where the server refuses it. */
  async change(statements: readonly string[], transaction: boolean): Promise<boolean> {
    try {
      for (const sql of transaction ? [statements.join(";\n")] : statements)
        await this.#database.exec(sql);
      return true;
    } catch {
      return false;
    }
  }

  /** Runs old code in a transaction of its own, which is undone. */
  async run(code: string): Promise<Outcome> {
    await this.#database.exec("BEGIN");
    try {
      const results = await this.#database.exec(code);
      return { state: "ran", results: results.map(({ rows }) => rows) };
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error)) throw error;
      return { state: "failed", code: String(error.code), message: error.message };
    } finally {
      await this.#database.exec("ROLLBACK");
    }
  }
}

/** Everything that a probe may have made, in whatever schema; the roles keep their names. */
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
  FOR name IN SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname NOT LIKE 'pg\\_%' LOOP
    EXECUTE format('DROP OWNED BY %I CASCADE', name);
    EXECUTE format('DROP ROLE %I', name);
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
          ([column, value]) => textOf(now[place]?.[column]) === textOf(value),
        ),
      )
    );
  });
}

function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "bigint" ? part.toString() : part,
    ) ?? "absent"
  );
}
