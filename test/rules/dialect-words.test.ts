import { expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.ts";
import { judgeSql } from "./judge-sql.ts";
import { ruleFixtures } from "./rule-fixtures.ts";

/** Locks, clauses, objects and errors that only PostgreSQL knows. */
const wordsOfPostgresql =
  /\b(?:ACCESS (?:SHARE|EXCLUSIVE)|SHARE (?:ROW|UPDATE) EXCLUSIVE|ROW (?:SHARE|EXCLUSIVE)|CONCURRENTLY|NOT VALID|VALIDATE CONSTRAINT|USING INDEX|CASCADE|ON CONFLICT (?:ON CONSTRAINT|specification)|ALTER TYPE|REINDEX|VACUUM|REPLICA IDENTITY|lock_timeout|logical replication|nextval|pg_\w+|(?:relation|type|column|constraint) does not exist|permission denied|violates \S+ constraint|invalid input value for enum|PostgreSQL)\b/i;

const others: readonly (readonly [Dialect, number])[] = [
  ["mysql", 8.4],
  ["mariadb", 11],
  ["sqlite", 3],
];

test.each(others)("no word of PostgreSQL's is said of %s", async (dialect, version) => {
  const said = new Set<string>();
  for (const { schema, change } of ruleFixtures.flatMap(({ cases }) => cases)) {
    const judged = await judgeSql({ dialect, version, schema, change, transaction: false });
    for (const { rule, message, safeWay } of judged.flatMap(({ findings }) => findings)) {
      const text = `${rule}: ${message} ${safeWay}`;
      // What cannot be read is quoted as it was written.
      if (rule !== "unreadable-change" && wordsOfPostgresql.test(text)) said.add(text);
    }
  }
  expect([...said]).toEqual([]);
});
