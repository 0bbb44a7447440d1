/**
 * Whether code that runs now survives a change: `additive` (it keeps working), `destructive` (it can break, or
 * data is lost), `unknown` (the change could not be read: never treated as safe).
 */
export type Compatibility = "additive" | "destructive" | "unknown";
