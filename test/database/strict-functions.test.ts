import { describe, expect, test } from "vitest";
import { strictFunctions } from "../../src/rules/strict-functions.ts";
import { findServers } from "./servers.ts";

/* By these functions a check lets NULL pass, which decides whether running code may go on. */
describe.each(await findServers({}))("PostgreSQL $name", (server) => {
  test("every function that counts as strict is, in each of its forms", async () => {
    const database = await server.createDatabase();
    const names = [...strictFunctions].map((name) => `'${name}'`).join(", ");
    const found = await database.query<{ function: string }>(
      `SELECT oid::regprocedure::text AS function FROM pg_proc
       WHERE pronamespace = 'pg_catalog'::regnamespace AND NOT proisstrict AND proname IN (${names})`,
    );
    await database.close();
    expect(found).toEqual([]);
  });
});
