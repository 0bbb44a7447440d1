import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { evaluate } from "../src/evaluate.ts";
import { loadParsers } from "../src/facts/load-parsers.ts";
import { diffMigrations } from "../src/migrations/diff-migrations.ts";
import type { Parsers } from "../src/read-statements.ts";
import { defaults } from "./judge-memory.ts";
import { folderOf, migrationsOf } from "./migrations/repository.ts";

/** What a whole pull request comes to: each case is a history, what is added to it, and what must be held up. */
const groups = z
  .array(
    z.strictObject({
      name: z.string(),
      history: z.string(),
      cases: z.array(
        z.strictObject({
          name: z.string(),
          /** One text for each migration that is added. */
          change: z.union([z.string(), z.array(z.string())]),
          /** Whether the tool wraps each migration in a transaction. */
          transaction: z.boolean().default(false),
          /** Kind and object of every change that is not additive. */
          holds: z.array(z.string()),
        }),
      ),
    }),
  )
  .parse(parse(readFileSync(new URL("fixtures/net-effect.yml", import.meta.url), "utf8")));

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers([folderOf("sql")]);
});

describe.each(groups)("$name", ({ history, cases }) => {
  test.each(cases)("$name", ({ change, transaction, holds }) => {
    const layout = transaction ? "sqlx" : "sql";
    const before = { "migrations/1_base.sql": history };
    const texts = [change].flat().map((text, index) => [`migrations/${index + 2}_new.sql`, text]);
    const base = migrationsOf(layout, before);
    const head = migrationsOf(layout, { ...before, ...Object.fromEntries(texts) });
    const folder = folderOf(layout);
    const { files } = evaluate(
      [{ folder, base, changes: diffMigrations(base, head) }],
      defaults,
      parsers,
    );
    const held = files
      .flatMap(({ statements }) => statements.flatMap(({ changes }) => changes))
      .filter(({ compatibility }) => compatibility !== "additive")
      .map((one) => `${one.change.kind} ${one.object ?? "?"}`);
    expect(held).toEqual(holds);
  });
});
