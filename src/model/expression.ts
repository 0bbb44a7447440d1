/** An SQL expression (a default, a check, an index part, a view's body): its text and what it uses. */
export interface Expression {
  readonly sql: string;
  /** Literals, casts of literals and operators on them only: no function, no column. */
  readonly constant: boolean;
  /** The literal NULL, also when cast. */
  readonly isNull: boolean;
  /** Names of the functions called, lower case, without `pg_catalog`, in order of appearance. */
  readonly functions: readonly string[];
  /** Names of the columns read, unqualified. */
  readonly columns: readonly string[];
}
