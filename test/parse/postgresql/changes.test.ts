import { expect, test } from "vitest";
import { loadPostgresqlParser } from "../../../src/parse/postgresql/parser.ts";
import { columnCases } from "./cases/columns.ts";
import { constraintCases } from "./cases/constraints.ts";
import { dataCases } from "./cases/data.ts";
import { objectCases } from "./cases/objects.ts";
import { serverObjectCases } from "./cases/server-objects.ts";
import { tableCases } from "./cases/tables.ts";
import { unknownCases } from "./cases/unknown.ts";

const parser = await loadPostgresqlParser();

const cases = [
  ...tableCases,
  ...columnCases,
  ...constraintCases,
  ...objectCases,
  ...serverObjectCases,
  ...dataCases,
  ...unknownCases,
];

test.each(cases)("$sql", ({ sql, changes }) => {
  const statements = parser.parse(sql);
  expect(statements).toHaveLength(1);
  expect(statements[0]?.changes).toHaveLength(changes.length);
  expect(statements[0]?.changes).toMatchObject(changes);
});

test("EXECUTE does what the text has prepared under its name", () => {
  const [, execute] = parser.parse("PREPARE fill AS UPDATE t SET a = 1; EXECUTE fill;");
  expect(execute?.changes).toMatchObject([{ kind: "update-rows", bounded: false }]);
});
