/** `expand` adds the new shape, `migrate` moves code and data to it, `contract` removes the old one. */
export const phases = ["expand", "migrate", "contract"] as const;

export type Phase = (typeof phases)[number];
