import { z } from "zod";
import { acknowledgingTools } from "../model/acknowledgement.ts";
import type { WaiverPolicy } from "../model/waiver.ts";
import { defaultConfiguration } from "./defaults.ts";
import { duration, toMilliseconds } from "./duration.ts";

/** `waivers:` in the configuration file. */
export const waivers = z.strictObject({
  permission: z
    .enum(["write", "maintain", "admin"])
    .optional()
    .describe("The weakest role that may waive. Default: maintain."),
  self: z
    .boolean()
    .optional()
    .describe("Whether the author of a pull request may waive their own. Default: false."),
  until: z
    .enum(["head", "statement"])
    .optional()
    .describe(
      "`head`: a waiver holds for the commit it was given for. `statement`: until the statement changes. Default: head.",
    ),
  "expires-after": duration
    .optional()
    .describe("How long a waiver holds, such as 7d. Default: it does not end."),
  never: z
    .array(z.string().min(1))
    .optional()
    .describe("Rules, reason codes and objects that nobody may waive. Default: none."),
  label: z
    .string()
    .min(1)
    .optional()
    .describe("A label that waives everything, set by somebody who may waive. Default: none."),
  "in-migrations": z
    .boolean()
    .optional()
    .describe(
      "Whether `-- expand-contract: allow=…` beside a statement counts, once somebody who may waive approved the head commit. Default: false.",
    ),
  acknowledgements: z
    .array(z.enum(acknowledgingTools))
    .optional()
    .describe(
      "Tools whose own comments beside a statement, such as `-- squawk-ignore ban-drop-column`, count in the same way. Default: none.",
    ),
});

/** Fills in what the file leaves out. */
export function toWaiverPolicy(file: z.infer<typeof waivers> = {}): WaiverPolicy {
  const standard = defaultConfiguration.waivers;
  const expiry = file["expires-after"];
  return {
    permission: file.permission ?? standard.permission,
    self: file.self ?? standard.self,
    until: file.until ?? standard.until,
    expiresAfter: expiry === undefined ? standard.expiresAfter : toMilliseconds(expiry),
    never: file.never ?? standard.never,
    label: file.label ?? standard.label,
    inMigrations: file["in-migrations"] ?? standard.inMigrations,
    acknowledgements: file.acknowledgements ?? standard.acknowledgements,
  };
}
