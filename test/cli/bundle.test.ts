import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { atWork, dropFullName, users } from "./command-line.ts";

const bundle = resolve(import.meta.dirname, "../../dist/cli.js");

test("the committed bundle runs as a program, and exits as the command does", () =>
  atWork(async ({ folder, write }) => {
    write({ "db/migrations/001_users.sql": users, "db/migrations/002_drop.sql": dropFullName });
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [bundle, ...args], { cwd: folder, encoding: "utf8" });
    const blocked = run("lint", "--format", "json", "db/migrations/002_drop.sql");
    expect([blocked.status, blocked.stderr]).toEqual([1, ""]);
    expect(JSON.parse(blocked.stdout)).toMatchObject({
      schemaVersion: 1,
      summary: { destructive: 1 },
    });
    expect(run("lint", "db/migrations/001_users.sql").status).toBe(0);
    expect(run("lint", "nothing.sql")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: "`nothing.sql` does not exist. Name files that do.\n",
    });
    await Promise.resolve();
  }));

test("a pipe takes all of a long answer", () =>
  atWork(async ({ folder, write }) => {
    const drops = Array.from({ length: 500 }, (_, position) => `DROP TABLE t${position};\n`);
    write({ "db/migrations/001_drops.sql": drops.join("") });
    const lint = [bundle, "lint", "--format", "json", "db/migrations/001_drops.sql"];
    const { stdout } = spawnSync(process.execPath, lint, { cwd: folder, encoding: "utf8" });
    expect(stdout.length).toBeGreaterThan(200_000);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { destructive: 500 } });
    await Promise.resolve();
  }));
