import type { SqlParser } from "../parser.ts";
import { loadGrammar } from "./grammar.ts";
import { readRoutineCall } from "./plpgsql/read-call.ts";
import { readText } from "./read-text.ts";

/**
 * Loads PostgreSQL's own grammar (some 10 ms) and gives a parser for migrations as psql, drivers and migration tools
 * take them: plain SQL, psql commands, COPY data, templates and DO blocks.
 */
export async function loadPostgresqlParser(): Promise<SqlParser> {
  const grammar = loadGrammar();
  return {
    parse: (text) => readText(grammar, text),
    readCall: (body, call) => readRoutineCall(grammar, body, call),
  };
}
