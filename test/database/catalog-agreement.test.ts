import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { hstore } from "@electric-sql/pglite/contrib/hstore";
import { ltree } from "@electric-sql/pglite/contrib/ltree";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { uuid_ossp } from "@electric-sql/pglite/contrib/uuid_ossp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import { splitStatements } from "../../src/parse/postgresql/split-statements.ts";
import { resetSession } from "../../src/catalog/session.ts";
import { replayMigration } from "../catalog/replay.ts";
import { countAgreement } from "./agreement.ts";
import { compareSchemas } from "./schemas/compare-schemas.ts";
import { findServers, type TestDatabase } from "./servers.ts";

/*
 * Each history runs on PostgreSQL and through the catalog; every object of one must then be in the other, and the same.
 * A line `-- compare` has that looked at there too, before later statements take away what the earlier ones did; what
 * follows it is a session of its own. A first line `-- from PostgreSQL 13` keeps it from servers before that.
 */
const folder = join(import.meta.dirname, "histories");
const files = readdirSync(folder);
const parser = await loadPostgresqlParser();
const servers = await findServers({ btree_gist, citext, hstore, ltree, pg_trgm, uuid_ossp });
const agreement = countAgreement("objects of the catalog");
afterAll(() => console.log(agreement.table()));

function sinceOf(file: string): number {
  const [, version = "0"] =
    /^-- from PostgreSQL (\d+)\n/.exec(readFileSync(join(folder, file), "utf8")) ?? [];
  return Number(version);
}

/** Cheaper than a database for each history. */
const clear = `do $$
  declare name text;
  begin
    for name in select extname from pg_extension where extname <> 'plpgsql' loop
      execute format('drop extension %I cascade', name);
    end loop;
    for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
      execute format('drop schema %I cascade', name);
    end loop;
    delete from pg_default_acl;
    drop role if exists owner_of_all;
    create schema public;
  end $$`;

describe.each(servers)("PostgreSQL $name", (server) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await server.createDatabase();
  });

  beforeEach(async () => {
    await database.execute("discard all");
    await database.execute(clear);
  });

  afterAll(() => database.close());

  const isKnown = (file: string): boolean => server.majorVersion >= sinceOf(file);
  test.skip.each(files.filter((file) => !isKnown(file)))("%s is not known to it", () => undefined);

  test.each(files.filter(isKnown))("%s leaves the same schema", async (file) => {
    const catalog = emptyCatalog("postgresql");
    for (const text of readFileSync(join(folder, file), "utf8").split(/^-- compare\n/m)) {
      for (const { start, end } of splitStatements(text).segments)
        await database.execute(text.slice(start, end));
      replayMigration(catalog, file, parser.parse(text));
      // Temporary objects are the session's, which the server's description leaves out.
      await database.execute("discard temp");
      resetSession(catalog);
      expect(catalog.holes).toEqual([]);

      const compared = await compareSchemas(catalog, database);
      for (const { object, differences, notKnown } of compared) {
        const said = notKnown ? "not known" : differences.join(", ");
        agreement.count(server, `${file}: ${object}`, said, "");
      }
      expect(compared.length).toBeGreaterThan(5);
      expect(compared.flatMap(({ differences }) => differences)).toEqual([]);
      expect(compared.filter(({ notKnown }) => notKnown)).toEqual([]);
    }
  });
});
