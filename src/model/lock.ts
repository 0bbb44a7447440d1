/** PostgreSQL's table locks, weakest first (manual, section 13.3.1). */
export const postgresqlLocks = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
] as const;

export type Lock = (typeof postgresqlLocks)[number];
