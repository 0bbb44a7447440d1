import { z } from "zod";

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const error = "is not a duration such as 30m, 2h, 90d or 4w";

/** A duration as people write it: `30m`, `2h`, `90d`, `4w`. */
export const duration = z.string({ error }).regex(/^\d{1,4}[mhdw]$/, { error });

/** The milliseconds of a duration that the schema let pass; 0 where there is none. */
export function toMilliseconds(text: string | undefined): number {
  const unit = text?.at(-1);
  return unit === undefined ? 0 : parseInt(text ?? "", 10) * units[unit as keyof typeof units];
}
