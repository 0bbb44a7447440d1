import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listAround, readTexts } from "../../src/files/migration-files.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "files-"));
  mkdirSync(join(root, "db/migrations/old"), { recursive: true });
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "compose.yml"), "services: {}\n");
  writeFileSync(join(root, "db/schema.prisma"), "");
  writeFileSync(join(root, "app/main.ts"), "");
  writeFileSync(join(root, "db/migrations/001.sql"), "SELECT 1;\n");
  writeFileSync(join(root, "db/migrations/old/000.sql"), "SELECT 0;\n");
  symlinkSync("/etc/passwd", join(root, "db/migrations/002.sql"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the files around a migration", () => {
  test("are its folder's, what lies below, and those of the folders above, up to the root", () => {
    const { entries } = listAround(root, join(root, "db/migrations/001.sql"));
    expect(entries.map(({ path, type }) => `${type} ${path}`).sort()).toEqual([
      "file compose.yml",
      "file db/migrations/001.sql",
      "file db/migrations/old/000.sql",
      "file db/schema.prisma",
      "symlink db/migrations/002.sql",
    ]);
  });

  test("are read as text; a link is not followed, and what is too large is told", () => {
    const large = join(root, "db/migrations/003.sql");
    writeFileSync(large, "");
    truncateSync(large, 6_000_000);
    const texts = readTexts(root, listAround(root, large).entries);
    expect(texts.get("db/migrations/001.sql")).toEqual({ state: "text", text: "SELECT 1;\n" });
    expect(texts.has("db/migrations/002.sql")).toBe(false);
    expect(texts.get("db/migrations/003.sql")).toEqual({ state: "too-large", bytes: 6_000_000 });
  });

  test("that vanish while they are read are an error that names them", () => {
    const gone = { path: "gone.sql", sha: "gone.sql", type: "file" as const, size: null };
    expect(() => readTexts(root, [gone])).toThrow(/gone\.sql`: it does not exist\.$/);
  });
});
