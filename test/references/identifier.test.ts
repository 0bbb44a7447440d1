import { expect, test } from "vitest";
import { endsWithName, holdsName } from "../../src/references/identifier.ts";

const names = new Set(["user", "users"]);

test.each([
  ["currentUser", true, true],
  ["UserRepository", true, false],
  ["find_users_by_id", true, false],
  ["superuser", false, false],
  ["useful", false, false],
  ["", false, false],
])("%s", (identifier, holds, ends) => {
  expect(holdsName(identifier, names)).toBe(holds);
  expect(endsWithName(identifier, names)).toBe(ends);
});

test("encoded data, one identifier of very many words, is read at once", () => {
  const data = "aB9_".repeat(50_000);
  const start = performance.now();
  expect(holdsName(data, names)).toBe(false);
  expect(holdsName(`${data}User`, names)).toBe(true);
  expect(performance.now() - start).toBeLessThan(10_000);
});
