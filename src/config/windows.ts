import { z } from "zod";
import type { WindowPolicy } from "../model/window.ts";
import { duration, toMilliseconds } from "./duration.ts";

const options = z.strictObject({
  conditions: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(200)
        .regex(/^[^\r\n]*$/, "is more than one line"),
    )
    .max(20)
    .optional()
    .describe(
      "What a person must have checked before a window may close, beside the backfill. Default: nothing more.",
    ),
  "stale-after": duration
    .optional()
    .describe("The age from which on a window is reminded of, once a week. Default: 30d."),
});

/** `windows:` in the configuration file: `true`, or what differs from the defaults. */
export const windows = z.union([z.boolean(), options]);

const standardAge = "30d";

/** Fills in what the file leaves out; null where no windows are kept. */
export function toWindowPolicy(file: z.infer<typeof windows> = false): WindowPolicy | null {
  if (file === false) return null;
  const given = file === true ? {} : file;
  return {
    conditions: [...new Set(given.conditions)],
    staleAfter: toMilliseconds(given["stale-after"] ?? standardAge),
  };
}
