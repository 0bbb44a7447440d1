import type { TestDatabase } from "./servers.ts";

/** Drops all schemas, makes an empty `public`, and takes back what the session has set and made for itself, but for what it prepared: cheaper than another database. */
export async function emptyDatabase(database: TestDatabase): Promise<void> {
  const schemas = await database.query<{ name: string }>(
    "SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
  );
  for (const { name } of schemas) await database.execute(`DROP SCHEMA ${name} CASCADE`);
  await database.execute("CREATE SCHEMA public");
  await database.execute("DISCARD TEMP; RESET ALL");
}
