import { expect, test } from "vitest";
import type { ConstraintDefinition } from "../../src/model/definitions.ts";
import { clauseOf } from "../../src/report/change-words.ts";
import { makeChange } from "./samples.ts";

const table = { schema: "public", name: "users" };
const check: ConstraintDefinition = {
  name: null,
  type: "check",
  columns: ["age"],
  expression: null,
  references: null,
  notValid: false,
  enforced: true,
  deferrable: false,
  usingIndex: null,
};

test.each([
  [check, "public.users", "adds a check constraint to `users`"],
  [{ ...check, type: "foreign-key" as const }, "public.users", "adds a foreign key to `users`"],
  [{ ...check, name: "age_sane" }, "public.users.age_sane", "adds constraint `users.age_sane`"],
])("a constraint is told by its name, or else by its table", (constraint, object, clause) => {
  const change = makeChange({ kind: "add-constraint", table, constraint }, { object });
  expect(clauseOf(change)).toBe(clause);
});
