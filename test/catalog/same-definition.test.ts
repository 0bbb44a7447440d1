import { expect, test } from "vitest";
import {
  sameConstraintDefinition,
  sameExpression,
  sameIndexDefinition,
  sameType,
} from "../../src/catalog/same-definition.ts";
import type { Expression } from "../../src/model/expression.ts";
import { constraint, index, type } from "./definitions.ts";

function expression(sql: string): Expression {
  return { sql, constant: false, isNull: false, functions: [], columns: [] };
}

test.each([
  ["a > 0", "A  >  0"],
  ["a>0", "a > 0"],
  ["(a > 0)", "a > 0"],
  ["((a) > (0))", "(a) > (0)"],
  ["lower(a)\n = 'x'", "LOWER(a) = 'x'"],
  ["'it' = a", "'it'=a"],
])("%s is %s", (one, other) => {
  expect(sameExpression(expression(one), expression(other))).toBe(true);
  expect(sameExpression(expression(other), expression(one))).toBe(true);
});

test.each([
  ["a = 'X'", "a = 'x'"],
  ["a = 'x  y'", "a = 'x y'"],
  ['"A" > 0', "a > 0"],
  ['"a b" > 0', '"a  b" > 0'],
  ["(a > 0) or (b > 0)", "a > 0) or (b > 0"],
  ["is null", "isnull"],
  ["(a", "a"],
])("%s is not %s", (one, other) => {
  expect(sameExpression(expression(one), expression(other))).toBe(false);
});

test("nothing is the same as nothing only", () => {
  expect(sameExpression(null, null)).toBe(true);
  expect(sameExpression(null, expression("a"))).toBe(false);
  expect(sameExpression(expression("a"), null)).toBe(false);
});

test("indexes differ by every property but the name", () => {
  const one = { ...index(["a", "b"], "one"), where: expression("a > 0") };
  expect(sameIndexDefinition(one, { ...one, name: "other", method: "btree" })).toBe(true);
  for (const change of [
    { unique: true },
    { method: "gin" },
    { include: ["c"] },
    { where: null },
    { parts: index(["a"]).parts },
    { parts: index(["a", "c"]).parts },
    { parts: index(["c", "b"]).parts },
    { parts: index(["a", "b", "c"]).parts },
    { parts: [...index(["a"]).parts, { column: null, expression: expression("b") }] },
  ])
    expect([change, sameIndexDefinition(one, { ...one, ...change })]).toEqual([change, false]);
});

test("constraints differ by every property but the name and what they were built on", () => {
  const references = { table: { schema: null, name: "users" }, columns: ["id"], onDelete: null };
  const one = constraint("foreign-key", ["user_id"], { references });
  expect(sameConstraintDefinition(one, { ...one, name: "other", usingIndex: "i" })).toBe(true);
  const noAction = { ...references, onDelete: "NO ACTION" };
  expect(sameConstraintDefinition(one, { ...one, references: noAction })).toBe(true);
  for (const change of [
    { type: "unique" as const },
    { notValid: true },
    { enforced: false },
    { deferrable: true },
    { columns: ["team_id"] },
    { references: null },
    { references: { ...references, onDelete: "cascade" } },
    { references: { ...references, columns: ["code"] } },
    { references: { ...references, table: { schema: "auth", name: "users" } } },
    { references: { ...references, table: { schema: null, name: "teams" } } },
    { expression: expression("a > 0") },
  ])
    expect([change, sameConstraintDefinition(one, { ...one, ...change })]).toEqual([change, false]);
});

test("a check is what its expression says, whatever columns are listed", () => {
  const check = constraint("check", ["a"], { expression: expression("a > 0") });
  expect(sameConstraintDefinition(check, { ...check, columns: [] })).toBe(true);
});

test("types without a schema are taken to be those of the name", () => {
  const one = { ...type("mood"), schema: "public" };
  expect(sameType(one, { ...one, schema: null })).toBe(true);
  expect(sameType({ ...one, schema: null }, one)).toBe(true);
  expect(sameType(one, { ...one })).toBe(true);
  expect(sameType(one, { ...one, arrayDimensions: 1 })).toBe(false);
  expect(sameType({ ...one, arrayDimensions: 1 }, { ...one, arrayDimensions: 2 })).toBe(true);
  for (const change of [
    { schema: "shop" },
    { name: "state" },
    { unsigned: true },
    { values: ["a"] },
  ])
    expect([change, sameType(one, { ...one, ...change })]).toEqual([change, false]);
  expect(sameType(type("varchar(3)"), type("varchar(4)"))).toBe(false);
  expect(sameType(type("varchar(3)"), type("varchar"))).toBe(false);
});
