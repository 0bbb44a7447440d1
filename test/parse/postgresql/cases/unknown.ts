import { expect } from "vitest";
import type { Case } from "./case.ts";

/** What no kind of change stands for is told by name, never left out. */
const commands: readonly (readonly [string, string])[] = [
  ["SECURITY LABEL FOR masks ON TABLE t IS 'x'", "masks"],
  ["ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast", "slow"],
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
