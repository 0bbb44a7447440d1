import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/**
 * What becomes of the old code: it works, it fails with an SQLSTATE, or it gets other rows without an error. Or the
 * server refuses the change.
 */
const fate = z.union([z.enum(["works", "differs", "refused"]), z.string().regex(/^[0-9A-Z]{5}$/)]);

const probe = z.strictObject({
  name: z.string(),
  /** What the case needs beside the schema of its group, rows included. */
  also: z.string().default(""),
  change: z.string(),
  /** Whether the change runs in one transaction. */
  transaction: z.boolean().default(true),
  old: z.string(),
  then: fate,
  /** The rule that tells the harm. */
  by: z.string().optional(),
  /** What becomes of it on servers before a version: `unknown` where they do not know what stands there either. */
  before: z.record(z.string().regex(/^\d+$/), z.union([fate, z.literal("unknown")])).default({}),
  /** True where the rule only warns, because the harm hangs on what code expects. */
  warns: z.literal(true).optional(),
  /** What no rule tells, or tells in vain: a row of `docs/rules/not-covered.md`. */
  limit: z.string().optional(),
});

export type Probe = z.infer<typeof probe>;

const group = z.strictObject({ schema: z.string(), probes: z.array(probe) });

const folder = new URL("./", import.meta.url);

/** What must become of the old code on a server. */
export function fateOn(version: number, { then, before }: Probe): Probe["then"] | "unknown" {
  const [earliest] = Object.entries(before)
    .filter(([since]) => version < Number(since))
    .toSorted(([one], [other]) => Number(one) - Number(other));
  return earliest?.[1] ?? then;
}

/** The probes by their group, each with its whole schema. */
export const probeGroups = readdirSync(folder)
  .filter((file) => file.endsWith(".yml"))
  .sort()
  .map((file) => {
    const { schema, probes } = group.parse(parse(readFileSync(new URL(file, folder), "utf8")));
    return {
      name: file.replace(/\.yml$/, ""),
      probes: probes.map((one) => ({ ...one, schema: schema + one.also })),
    };
  });
