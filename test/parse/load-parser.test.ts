import { expect, it } from "vitest";
import { dialects } from "../../src/model/dialect.ts";
import { loadParser } from "../../src/parse/load-parser.ts";

it.each(dialects)("loads the parser of %s once", async (dialect) => {
  const parser = await loadParser(dialect);
  expect(parser.parse("DROP TABLE users;")).toMatchObject([
    { line: 1, endLine: 1, changes: [{ kind: "drop-table", table: { name: "users" } }] },
  ]);
  expect(await loadParser(dialect)).toBe(parser);
});
