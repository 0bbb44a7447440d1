import { expect } from "vitest";
import type { Case } from "./case.ts";

/** What no kind of change stands for is told by name, never left out. */
const commands: readonly (readonly [string, string])[] = [
  ["CREATE ROLE bob", "CREATE ROLE"],
  ["DROP ROLE bob", "DROP ROLE"],
  ["ALTER ROLE bob SET search_path = x", "ALTER ROLE … SET"],
  ["DROP OWNED BY bob", "DROP OWNED"],
  ["REASSIGN OWNED BY a TO b", "REASSIGN OWNED"],
  ["CREATE PUBLICATION p FOR ALL TABLES", "CREATE PUBLICATION"],
  ["DROP DATABASE d", "DROP DATABASE"],
  ["CREATE RULE r AS ON INSERT TO t DO NOTHING", "CREATE RULE"],
  ["DROP RULE r ON t", "DROP RULE"],
  ["CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION f()", "CREATE EVENT TRIGGER"],
  ['CREATE COLLATION c FROM "C"', "CREATE COLLATION"],
  ["ALTER EXTENSION e UPDATE", "ALTER EXTENSION … UPDATE"],
  ["ALTER POLICY p ON t USING (true)", "ALTER POLICY"],
  ["SECURITY LABEL ON TABLE t IS 'x'", "SECURITY LABEL"],
  ["ALTER SYSTEM SET work_mem = '1GB'", "ALTER SYSTEM"],
  ["ALTER DOMAIN d ADD CHECK (VALUE > 0)", "ALTER DOMAIN … ADD CONSTRAINT"],
  ["ALTER TYPE c ADD ATTRIBUTE a int", "ALTER TYPE"],
  ["ALTER TYPE t SET SCHEMA s", "ALTER TYPE … SET SCHEMA"],
  ["ALTER TABLE a INHERIT b", "ALTER TABLE … INHERIT"],
  ["ALTER TABLE a NO INHERIT b", "ALTER TABLE … NO INHERIT"],
  ["PREPARE TRANSACTION 'x'", "PREPARE TRANSACTION"],
  ["EXECUTE plan", "plan"],
  ["CALL app.move_rows()", "app.move_rows"],
  ["SELECT app.drop_all()", "app.drop_all"],
  ["SELECT 1 FROM drop_all() d", "drop_all"],
  ["UPDATE pg_enum SET enumlabel = 'x'", "UPDATE pg_enum"],
  ["DELETE FROM pg_catalog.pg_attribute", "DELETE FROM pg_catalog.pg_attribute"],
  ["DECLARE c CURSOR FOR SELECT drop_all()", "drop_all"],
  ["COPY (SELECT drop_all()) TO STDOUT", "drop_all"],
  ["COPY users FROM PROGRAM 'rm'", "COPY … PROGRAM"],
  ["DO LANGUAGE plpython3u $$ x $$", "plpython3u"],
];

export const unknownCases: readonly Case[] = commands.map(([sql, name]) => ({
  sql,
  changes: [{ kind: "unknown", reason: expect.stringContaining(`\`${name}\``) }],
}));
