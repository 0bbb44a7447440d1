import type { Statement } from "../model/statement.ts";

/**
 * Reads the text of one migration section. Never throws and never leaves a part out: what cannot be read is a
 * statement with an `unknown` change that names the line and the cause, and reading goes on behind it. An empty or
 * comment-only text gives no statements.
 */
export interface SqlParser {
  readonly parse: (text: string) => readonly Statement[];
}
