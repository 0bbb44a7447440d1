import { z } from "zod";
import type { ConfiguredProcess } from "../model/configuration.ts";
import { duration, toMilliseconds } from "./duration.ts";

const process = z
  .strictObject({
    paths: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("Globs of the code that it runs. Default: all."),
    environment: z
      .string()
      .min(1)
      .optional()
      .describe("The environment, by name or pattern, that it runs in. Default: its own name."),
    drain: duration
      .optional()
      .describe("How long work that old code has begun may still take after the expand is live."),
    "minimum-age": duration
      .optional()
      .describe("How long a release must be out before its clients count as updated."),
  })
  .refine((one) => one.environment !== undefined || one["minimum-age"] !== undefined, {
    error: "needs `environment`, or `minimum-age` for what is released to clients",
  });

/** The key `processes`. */
export const processes = z.record(
  z.string().regex(/^[\w .-]{1,60}$/, "is not a name of letters, digits, spaces, `.`, `_` and `-`"),
  process,
);

type Processes = z.infer<typeof processes>;

/** The processes with every default filled in. */
export function toConfiguredProcesses(written: Processes = {}): readonly ConfiguredProcess[] {
  return Object.entries(written).map(([name, one]) => ({
    name,
    paths: one.paths ?? ["**"],
    environment: one.environment ?? name,
    drain: toMilliseconds(one.drain),
    minimumAge: toMilliseconds(one["minimum-age"]),
  }));
}

/** Processes that run nowhere in particular: what is released to clients. */
export function releasedProcesses(written: Processes = {}): readonly string[] {
  return Object.keys(written).filter((name) => written[name]?.environment === undefined);
}
