import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { readFolder } from "../../src/files/read-folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "folder-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test("reads every file below a folder, with git's object ids", async () => {
  mkdirSync(join(root, "db/migrations"), { recursive: true });
  mkdirSync(join(root, ".git"));
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, ".git/config"), "");
  writeFileSync(join(root, "node_modules/x.sql"), "");
  writeFileSync(join(root, "db/migrations/1.sql"), "select 1;\n");
  writeFileSync(join(root, "db/latin.sql"), Buffer.from("\xF6", "latin1"));
  writeFileSync(join(root, "db/image.png"), Buffer.from([0]));
  writeFileSync(join(root, "db/seed.sql"), Buffer.alloc(5_000_001, "x"));
  const { entries, texts } = await readFolder(root);
  expect(entries.map(({ path, type, size }) => [path, type, size])).toEqual([
    ["db/image.png", "file", 1],
    ["db/latin.sql", "file", 1],
    ["db/migrations/1.sql", "file", 10],
    ["db/seed.sql", "file", 5_000_001],
  ]);
  expect(entries[2]?.sha).toBe("ab290eb4c1f6e10ef89c4d95c1ede4471c4cad69");
  expect(Object.fromEntries(texts)).toEqual({
    "db/image.png": { state: "binary" },
    "db/latin.sql": { state: "invalid-utf8", text: "\uFFFD" },
    "db/migrations/1.sql": { state: "text", text: "select 1;\n" },
    "db/seed.sql": { state: "too-large", bytes: 5_000_001 },
  });
});

test("lists a symbolic link and does not follow it", async () => {
  symlinkSync("/etc/passwd", join(root, "1.sql"));
  symlinkSync(root, join(root, "loop"));
  const { entries, texts } = await readFolder(root);
  expect(entries.map(({ path, type }) => [path, type])).toEqual([
    ["1.sql", "symlink"],
    ["loop", "symlink"],
  ]);
  expect(texts.size).toBe(0);
});

test("says why a folder cannot be read", async () => {
  writeFileSync(join(root, "1.sql"), "");
  await expect(readFolder(join(root, "nope"))).rejects.toThrow("it does not exist");
  await expect(readFolder(join(root, "1.sql"))).rejects.toThrow("it is not a folder");
});
