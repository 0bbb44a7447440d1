import { expect, test } from "vitest";
import { judgeSql } from "./judge-sql.ts";

const postgresql = { dialect: "postgresql", version: 15, transaction: false } as const;
const drop = {
  ...postgresql,
  schema: "CREATE TABLE users (id int PRIMARY KEY, name text);",
  change: "ALTER TABLE users DROP COLUMN name;",
};

test("a rule that is off tells nothing and asks for nothing, but the change stays destructive", async () => {
  const [judged] = await judgeSql({ ...drop, rules: { "drop-column": "off" } });
  expect(judged?.findings).toEqual([]);
  expect(judged?.requirement).toBe("none");
  expect(judged?.compatibility).toBe("destructive");
  expect(judged?.hazards).toEqual(["breaks-running-code", "loses-data"]);
  expect(judged?.lock).toBe("ACCESS EXCLUSIVE");
});

test("a rule that warns asks for nothing", async () => {
  const [judged] = await judgeSql({ ...drop, rules: { "drop-column": "warning" } });
  expect(judged?.findings.map(({ severity, requirement }) => [severity, requirement])).toEqual([
    ["warning", "none"],
  ]);
  expect(judged?.requirement).toBe("none");
  expect(judged?.compatibility).toBe("destructive");
});

test("a rule's warnings become errors where the configuration says so", async () => {
  const [judged] = await judgeSql({
    ...postgresql,
    schema: "CREATE TABLE users (id int PRIMARY KEY);\nCREATE INDEX by_id ON users (id);",
    change: "DROP INDEX by_id;",
    rules: { "drop-index-not-concurrently": "error" },
  });
  expect(judged?.findings.map(({ severity }) => severity)).toEqual(["error"]);
});

test("each finding has its own requirement, so that an expand settles only what it can", async () => {
  const [judged] = await judgeSql({
    ...postgresql,
    schema: "CREATE TABLE users (id int PRIMARY KEY, age int);",
    change: "ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17);",
  });
  expect(judged?.findings.map(({ rule, requirement }) => [rule, requirement])).toEqual([
    ["add-check-constraint", "expand"],
    ["constraint-scan", "none"],
  ]);
});

test("a suggestion replaces the whole line, with what stands around the statement", async () => {
  const [judged] = await judgeSql({
    ...postgresql,
    schema: "CREATE TABLE users (id int PRIMARY KEY);",
    change: "  CREATE UNIQUE INDEX by_id ON users (id); -- for lookups",
  });
  expect(judged?.findings.map(({ suggestion }) => suggestion)).toEqual([
    { line: 1, text: "  CREATE UNIQUE INDEX CONCURRENTLY by_id ON users (id); -- for lookups" },
  ]);
});

test("no suggestion where the line has the statement twice", async () => {
  const twice = "DROP INDEX by_id; DROP INDEX by_id;";
  const judged = await judgeSql({
    ...postgresql,
    schema: "CREATE TABLE users (id int PRIMARY KEY);\nCREATE INDEX by_id ON users (id);",
    change: twice,
  });
  expect(judged[0]?.findings[0]?.rule).toBe("drop-index-not-concurrently");
  expect(judged[0]?.findings[0]?.suggestion).toBeNull();
});

test("what no rule knows is unknown, not additive", async () => {
  const [judged] = await judgeSql({
    dialect: "sqlite",
    version: 3,
    transaction: false,
    schema: "CREATE TABLE users (id integer PRIMARY KEY);",
    change: "FROBNICATE users;",
  });
  expect(judged?.compatibility).toBe("unknown");
  expect(judged?.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ["unreadable-change", "error"],
  ]);
});

test("a name that is made to mislead stays on one line between its backquotes", async () => {
  const [judged] = await judgeSql({
    ...postgresql,
    schema: "",
    change: 'ALTER TABLE "a`b\n## c" DROP COLUMN "x` **y**";',
  });
  const message = judged?.findings[0]?.message ?? "";
  expect(message).not.toContain("\n");
  expect(message.split("`")).toHaveLength(5);
});

test("messages speak of real names and errors", async () => {
  const [judged] = await judgeSql({
    ...postgresql,
    schema: "CREATE TABLE users (id int PRIMARY KEY, full_name text);",
    change: "ALTER TABLE users RENAME COLUMN full_name TO display_name;",
  });
  expect(judged?.findings[0]?.message).toBe(
    'Code that is still running selects `users.full_name`; it fails with `column "full_name" does not exist` the moment this runs, and again after a rollback of the code.',
  );
});
