/**
 * The name of a table, view, type, function, index or sequence, already folded as the server folds it
 * (unquoted PostgreSQL names are lower case). `schema` is null where the statement names none and the
 * dialect has not resolved it yet (PostgreSQL: the search path; MySQL: the current database).
 */
export interface QualifiedName {
  readonly schema: string | null;
  readonly name: string;
}
