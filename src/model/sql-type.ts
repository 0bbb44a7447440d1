/** A column type as the server understands it, together with the way people write it. */
export interface SqlType {
  /**
   * Canonical lower-case base name without modifiers. PostgreSQL built-ins use the server's internal
   * names (`int4`, `int8`, `varchar`, `bpchar`, `text`, `timestamptz`, `numeric`); MySQL and SQLite use
   * the written name (`int`, `varchar`, `enum`).
   */
  readonly name: string;
  /** The schema of a user-defined type when written; null for built-in types and unqualified names. */
  readonly schema: string | null;
  /** `varchar(255)` is `[255]`, `numeric(10,2)` is `[10, 2]`; empty where none is written. */
  readonly modifiers: readonly number[];
  readonly arrayDimensions: number;
  /** MySQL `UNSIGNED`. */
  readonly unsigned: boolean;
  /** The values of an inline MySQL `ENUM` or `SET`, otherwise empty. */
  readonly values: readonly string[];
  /** As people write it: `varchar(255)`, `integer`, `timestamp with time zone`, `text[]`. */
  readonly text: string;
}
