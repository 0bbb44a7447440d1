import type { TestDatabase } from "./servers.ts";

/** Runs a statement that the server may refuse; answers whether it took it. */
export async function attempt(database: TestDatabase, sql: string): Promise<boolean> {
  try {
    await database.execute(sql);
    return true;
  } catch {
    return false;
  }
}
