import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { evaluate } from "../src/evaluate.ts";
import { diffMigrations } from "../src/migrations/diff-migrations.ts";
import type { Parsers } from "../src/read-statements.ts";
import { defaults } from "./judge-memory.ts";
import { folderOf, migrationsOf } from "./migrations/repository.ts";

/** What a whole pull request comes to: each case is a history, what is added to it, and what must be held up. */
export const netEffects = z
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

export type NetEffect = (typeof netEffects)[number]["cases"][number];

/** Kind and object of every change that is not additive. */
export function heldBy(
  history: string,
  { change, transaction }: NetEffect,
  parsers: Parsers,
): readonly string[] {
  const layout = transaction ? "sqlx" : "sql";
  const before = { "migrations/1_base.sql": history };
  const texts = [change].flat().map((text, index) => [`migrations/${index + 2}_new.sql`, text]);
  const base = migrationsOf(layout, before);
  const head = migrationsOf(layout, { ...before, ...Object.fromEntries(texts) });
  const folder = folderOf(layout);
  const changes = diffMigrations(base, head);
  const { files } = evaluate([{ folder, base, changes }], defaults, parsers);
  return files
    .flatMap(({ statements }) => statements.flatMap((statement) => statement.changes))
    .filter(({ compatibility }) => compatibility !== "additive")
    .map((one) => `${one.change.kind} ${one.object ?? "?"}`);
}
