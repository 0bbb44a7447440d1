import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { novelties } from "../../src/rules/newer-syntax.ts";
import { ruleCatalogue, ruleIds, rules } from "../../src/rules/index.ts";
import { judgeSql } from "./judge-sql.ts";

const root = new URL("../../", import.meta.url);
const page = (id: string): string => readFileSync(new URL(`docs/rules/${id}.md`, root), "utf8");

/** SQL blocks of a page by what they are marked as: `schema`, `flagged` or `safe`. */
function blocks(text: string, mark: string): readonly { sql: string; version: number }[] {
  return [...text.matchAll(/^```sql (\w+)(?: version=(\d+))?\n([^]*?)\n```$/gm)]
    .filter((block) => block[1] === mark)
    .map((block) => ({ sql: block[3] ?? "", version: Number(block[2] ?? 15) }));
}

test("rules and pages match one to one", () => {
  const pages = readdirSync(new URL("docs/rules/", root)).map((file) => file.replace(/\.md$/, ""));
  expect(pages.filter((name) => name !== "not-covered").sort()).toEqual([...ruleIds].sort());
});

test("every rule stands in the file of its name", () => {
  for (const { id } of rules) {
    expect(existsSync(new URL(`src/rules/${id}.ts`, root)), id).toBe(true);
  }
});

test("cannot-run-as-written lists each syntax with its version", () => {
  const listed = [...page("cannot-run-as-written").matchAll(/^\| (\S.*?) +\| (\d+) +\|$/gm)];
  expect(Object.fromEntries(listed.map(([, syntax, since]) => [syntax, Number(since)]))).toEqual(
    Object.fromEntries(Object.entries(novelties).map(([syntax, { since }]) => [syntax, since])),
  );
});

describe.each(ruleCatalogue)("the page of $id", ({ id, title, severity, summary }) => {
  test("says what the catalogue says", () => {
    const text = page(id);
    expect(text).toContain(`# \`${id}\``);
    expect(text).toContain(title);
    expect(text).toContain(summary);
    expect(text).toContain(`Default severity: \`${severity}\``);
    expect(text).toContain(`rules:\n  ${id}: `);
  });
});

describe.each(rules)("the examples of $id", ({ id }) => {
  const text = page(id);
  const schema = blocks(text, "schema")[0]?.sql ?? "";
  const found = async (sql: string, version: number): Promise<readonly string[]> => {
    const judged = await judgeSql({
      dialect: "postgresql",
      version,
      schema,
      change: sql,
      transaction: false,
      lockTimeout: id === "missing-lock-timeout",
    });
    return judged.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  };

  test("what is marked as flagged is flagged", async () => {
    expect(blocks(text, "flagged")).not.toHaveLength(0);
    for (const { sql, version } of blocks(text, "flagged")) {
      expect(await found(sql, version)).toContain(id);
    }
  });

  test("what is marked as safe is not", async () => {
    for (const { sql, version } of blocks(text, "safe")) {
      const rulesFound = await found(sql, version);
      expect(rulesFound).not.toContain(id);
      expect(rulesFound).not.toContain("unreadable-change");
    }
  });
});
