import { describe, expect, test } from "vitest";
import {
  findRemovedModel,
  findRemovedUses,
  singular,
  spellings,
} from "../../src/gate/removed-uses.ts";

const file = (path: string, patch: string) => ({
  path,
  previousPath: null,
  sha: "b".repeat(40),
  status: "modified" as const,
  patch,
});

describe("uses that a diff removed", () => {
  test.each<
    [name: string, column: string, table: string, path: string, patch: string, count: number | null]
  >([
    [
      "SQL in code",
      "full_name",
      "users",
      "app/a.ts",
      "-  select full_name from users\n+  select 1",
      1,
    ],
    ["camel case", "full_name", "users", "app/a.ts", "-  user.fullName", 1],
    ["Pascal case", "full_name", "users", "app/a.go", "-\tFullName string", 1],
    ["only moved", "full_name", "users", "app/a.ts", "-  full_name\n+    full_name", null],
    ["added", "full_name", "users", "app/a.ts", "+  full_name", null],
    ["part of a longer word", "full_name", "users", "app/a.ts", "-  full_name_index", null],
    ["a common word alone", "name", "users", "app/a.ts", "-  name: string", null],
    [
      "a common word where the table is named",
      "name",
      "users",
      "app/a.ts",
      " class User {\n-  name: string",
      1,
    ],
    [
      "a common word in the table's own file",
      "name",
      "users",
      "app/models/user.ts",
      "-  name: string",
      1,
    ],
    ["more than one", "full_name", "users", "app/a.ts", "-a full_name b full_name\n+full_name", 1],
  ])("%s", (_name, column, table, path, patch, count) => {
    expect(findRemovedUses([file(path, patch)], column, [table])?.count ?? null).toBe(count);
  });

  test("a use that moved to another file is none that went", () => {
    const from = file("app/a.ts", "-  full_name\n-  full_name");
    const to = file("app/b.ts", "+  full_name");
    expect(findRemovedUses([from, to], "full_name", ["users"])).toEqual({
      path: "app/a.ts",
      count: 1,
    });
    expect(findRemovedUses([from, to, to], "full_name", ["users"])).toBeNull();
  });

  test("the class of a table counts in its own spelling only", () => {
    const files = (line: string) => [file("app/a.ts", line)];
    expect(findRemovedModel(files("-new UserAccount()"), "user_accounts")?.count).toBe(1);
    expect(findRemovedModel(files("-userAccount.save()"), "user_accounts")).toBeNull();
    expect(findRemovedModel(files("-const user = 1"), "users")).toBeNull();
  });

  test("a file without a patch says nothing", () => {
    expect(
      findRemovedUses([{ ...file("a.bin", ""), patch: null }], "full_name", ["users"]),
    ).toBeNull();
  });

  test("spellings and the singular", () => {
    expect([...spellings("full_name")]).toEqual(["full_name", "FULL_NAME", "FullName", "fullName"]);
    expect(["users", "companies", "addresses", "class"].map(singular)).toEqual([
      "user",
      "company",
      "address",
      "class",
    ]);
  });
});
