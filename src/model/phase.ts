/** `expand` adds the new shape, `migrate` moves code and data to it, `contract` removes the old one. */
export type Phase = "expand" | "migrate" | "contract";
