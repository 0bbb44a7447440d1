/**
 * What running a change does to a live database. `blocks-writes` and `blocks-reads` mean for a time that grows
 * with the table, or behind other transactions; `scans-table` is a scan under a lock that blocks writes.
 */
export const hazards = [
  "breaks-running-code",
  "loses-data",
  "rewrites-table",
  "scans-table",
  "blocks-writes",
  "blocks-reads",
  "can-fail",
  "cannot-run",
] as const;

export type Hazard = (typeof hazards)[number];
