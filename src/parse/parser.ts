import type { RoutineBody, RoutineCall, RoutineUse } from "../model/routine.ts";
import type { Statement } from "../model/statement.ts";

/**
 * Reads the text of one migration section. Never throws and never leaves a part out: what cannot be read is a
 * statement with an `unknown` change that names the line and the cause, and reading goes on behind it. An empty or
 * comment-only text gives no statements.
 */
export interface SqlParser {
  readonly parse: (text: string) => readonly Statement[];
  /** What a call of a routine runs; null where its body cannot be read. Absent where no bodies are kept. */
  readonly readCall?: (body: RoutineBody, call: RoutineCall) => readonly Statement[] | null;
  /** The tables and columns that a body names, as far as it can be read. Absent where no bodies are kept. */
  readonly usesOf?: (body: RoutineBody) => readonly RoutineUse[];
}
