import { mkdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createGitSource } from "../../src/git/source.ts";
import { createClone, type Clone } from "./clone.ts";

let clone: Clone;
beforeEach(() => {
  clone = createClone();
  mkdirSync(clone.path("app"));
});
afterEach(() => clone.remove());

async function search(folder: string, commit: string, texts: readonly string[]) {
  const source = createGitSource(folder);
  const { entries } = await source.readTree(commit);
  const result = await source.searchFiles(commit, entries, texts);
  return result.state === "searched" ? result.found : result.reason;
}

test("files that hold a text in any case are found, from any folder of the clone", async () => {
  const commit = clone.commit("Start", {
    "app/users.ts": "SELECT Full_Name",
    "app/other.ts": "none",
    "top.ts": "fullName",
  });
  const expected = [
    { path: "app/users.ts", text: "SELECT Full_Name" },
    { path: "top.ts", text: "fullName" },
  ];
  expect(await search(clone.folder, commit, ["full_name", "fullname"])).toEqual(expected);
  expect(await search(clone.path("app"), commit, ["full_name", "fullname"])).toEqual(expected);
});

test("no file that holds one is an empty answer, not a failure", async () => {
  expect(await search(clone.folder, clone.commit("Start", { "a.ts": "a" }), ["full_name"])).toEqual(
    [],
  );
});

test("an attribute does not hide code, and bytes are left out", async () => {
  const commit = clone.commit("Start", {
    ".gitattributes": "*.ts binary\n",
    "a.ts": "full_name",
    "b.ts": Buffer.from("full_name\0"),
  });
  expect(await search(clone.folder, commit, ["full_name"])).toEqual([
    { path: "a.ts", text: "full_name" },
  ]);
});

test("the tree of the commit is searched, not the working copy", async () => {
  const commit = clone.commit("Start", { "a.ts": "full_name" });
  clone.commit("Later", { "a.ts": "gone" });
  expect(await search(clone.folder, commit, ["full_name"])).toHaveLength(1);
});

test("a commit that the clone lacks cannot be told", async () => {
  clone.commit("Start", { "a.ts": "a" });
  const source = createGitSource(clone.folder);
  const result = await source.searchFiles("d".repeat(40), [], ["full_name"]);
  expect(result).toMatchObject({ state: "unknown" });
});
