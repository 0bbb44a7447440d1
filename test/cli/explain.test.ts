import { expect, test } from "vitest";
import { ruleCatalogue } from "../../src/rules/index.ts";
import { atWork } from "./command-line.ts";

test("explains a rule in a screenful", () =>
  atWork(async ({ run }) => {
    const { code, out, err } = await run("explain", "drop-column");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("drop-column (error)");
    expect(out).toContain("drop-column: warning   # error, warning or off");
    expect(out).toContain("/docs/rules/drop-column.md");
    expect(out.split("\n").length).toBeLessThan(25);
  }));

test("lists all rules with their severities", () =>
  atWork(async ({ run }) => {
    const { code, out } = await run("explain");
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n")).toHaveLength(ruleCatalogue.length);
    for (const { id } of ruleCatalogue)
      expect(out).toMatch(new RegExp(`^${id} +(error|warning|off) `, "m"));
  }));

test("a rule that does not exist exits with 2", () =>
  atWork(async ({ run }) => {
    const { code, err } = await run("explain", "drop-colunm");
    expect([code, err]).toEqual([
      2,
      "There is no rule `drop-colunm`. `expand-contract explain` lists them all.\n",
    ]);
  }));

test("help exits with 0", () =>
  atWork(async ({ run }) => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    for (const command of ["lint", "check", "explain"]) expect(out).toContain(`  ${command} `);
  }));
