/** A statement and what must be in its changes, in order. */
export interface Case {
  readonly sql: string;
  readonly changes: readonly Readonly<Record<string, unknown>>[];
}

export const users = { schema: null, name: "users" };
