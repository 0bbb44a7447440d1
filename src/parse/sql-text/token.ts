/** The dialects that are read here. MySQL and MariaDB share all but conditional comments and a few clauses. */
export type TextDialect = "mysql" | "mariadb" | "sqlite";

/**
 * `name` is a quoted identifier, `template` a placeholder that a tool fills in before the server sees it, `broken` a
 * quote or comment that never ends. `delimiter` ends a statement beside `;` (what DELIMITER set, Drizzle's breakpoint),
 * `client-command` is a line that the command-line client keeps for itself, `conditional` an end of a conditional
 * comment, whose content is read like any other text.
 */
export type TokenKind =
  | "word"
  | "name"
  | "string"
  | "number"
  | "symbol"
  | "template"
  | "broken"
  | "delimiter"
  | "client-command"
  | "conditional";

export interface Token {
  readonly kind: TokenKind;
  /** As written, quotes included. */
  readonly text: string;
  /**
   * The content of a name or string without its quotes. For `broken` what is not closed; for `conditional` one of
   * `open`, `close` and, where only some servers run the content, `uncertain`. Otherwise as written.
   */
  readonly value: string;
  /** An unquoted word in upper case, a symbol as it is; empty for all else. */
  readonly keyword: string;
  readonly start: number;
  readonly end: number;
  /** One-based. */
  readonly line: number;
  readonly endLine: number;
}
