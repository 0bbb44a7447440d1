import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { dialects, type Dialect } from "../../src/model/dialect.ts";
import { hazards } from "../../src/model/hazard.ts";

/** What becomes of old code, as in the probes of running code. */
const fate = z.union([z.enum(["works", "differs"]), z.string().regex(/^[0-9A-Z]{5}$/)]);

const example = z.strictObject({
  dialect: z.enum(dialects).default("postgresql"),
  /** Of the server; the newest where it is not told. */
  version: z.number().optional(),
  /** What the case needs beside the schema of its file, rows included. */
  also: z.string().default(""),
  sql: z.string(),
  /** Whether the change runs in one transaction. */
  transaction: z.boolean().default(true),
  /** Whether the lack of a `lock_timeout` is told. */
  timeout: z.boolean().default(false),
  /** A query of running code, and what becomes of it on a server. */
  old: z.string().optional(),
  then: fate.default("works"),
  /** The worst of all changes, and all that is found. */
  is: z.enum(["additive", "destructive", "unknown"]).default("additive"),
  rules: z.array(z.string()).default([]),
  hazards: z.array(z.enum(hazards)).default([]),
  /** A part of what is said to the reader, and what is not said. */
  says: z.string().optional(),
  "says-not": z.string().optional(),
  /** Why no server of the tests can run it. */
  unproven: z.string().optional(),
});

/** A row of `docs/rules/not-covered.md`. */
const notCovered = z.strictObject({ when: z.string(), "not-covered": z.string() });
/** A test of `kinds-of-process.test.ts`, where more than a statement decides. */
const shownBy = z.strictObject({ when: z.string(), "shown-by": z.string() });
const exempted = example.extend({ when: z.string() });

const kind = z.strictObject({
  number: z.number(),
  /** In words. */
  change: z.string(),
  told: z.array(example).default([]),
  exempt: z.array(z.union([exempted, notCovered, shownBy])).default([]),
  "not-covered": z.string().optional(),
  "shown-by": z.array(z.string()).default([]),
});

export type Example = z.infer<typeof example> & { readonly version: number };

/** A kind of change that breaks, blocks or fails: what the rules say of it, and what is exempt. */
export interface KindOfChange {
  readonly number: number;
  readonly change: string;
  readonly told: readonly Example[];
  readonly exempt: readonly (Example & { readonly when: string })[];
  /** What is left out on purpose, of the kind or of its exemptions: rows of `docs/rules/not-covered.md`. */
  readonly notCovered: readonly string[];
  /** Names of tests in `kinds-of-process.test.ts`. */
  readonly shownBy: readonly string[];
}

const newest: Readonly<Record<Dialect, number>> = {
  postgresql: 18,
  mysql: 8.4,
  mariadb: 11,
  sqlite: 3,
};

const group = z.strictObject({ schema: z.string(), kinds: z.array(kind) });

const folder = new URL("kinds/", import.meta.url);

/** Every kind of change, with the whole schema of each example. */
export const kindsOfChange: readonly KindOfChange[] = readdirSync(folder)
  .flatMap((file) => {
    const { schema, kinds } = group.parse(parse(readFileSync(new URL(file, folder), "utf8")));
    return kinds.map((one) => toKind(one, schema));
  })
  .sort((one, other) => one.number - other.number);

function toKind(given: z.infer<typeof kind>, schema: string): KindOfChange {
  const whole = <Given extends z.infer<typeof example>>(one: Given) => ({
    ...one,
    version: one.version ?? newest[one.dialect],
    also: (one.dialect === "postgresql" ? schema : "") + one.also,
  });
  const cells = given.exempt;
  return {
    number: given.number,
    change: given.change,
    told: given.told.map(whole),
    exempt: cells.flatMap((cell) => ("sql" in cell ? [whole(cell)] : [])),
    notCovered: [
      given["not-covered"] ?? [],
      ...cells.map((cell) => ("not-covered" in cell ? cell["not-covered"] : [])),
    ].flat(),
    shownBy: [
      ...given["shown-by"],
      ...cells.flatMap((cell) => ("shown-by" in cell ? cell["shown-by"] : [])),
    ],
  };
}
