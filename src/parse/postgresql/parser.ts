import type { RoutineBody, RoutineUse } from "../../model/routine.ts";
import type { Statement } from "../../model/statement.ts";
import type { SqlParser } from "../parser.ts";
import { loadGrammar } from "./grammar.ts";
import { readRoutineCall } from "./plpgsql/read-call.ts";
import { routineUses } from "./plpgsql/routine-uses.ts";
import { readText } from "./read-text.ts";

/**
 * Loads PostgreSQL's own grammar (some 10 ms) and gives a parser for migrations as psql, drivers and migration tools
 * take them: plain SQL, psql commands, COPY data, templates and DO blocks.
 */
export async function loadPostgresqlParser(): Promise<SqlParser> {
  const grammar = loadGrammar();
  // Every drop of a release asks the same bodies.
  const known = new WeakMap<RoutineBody, readonly RoutineUse[]>();
  // Every row that a history inserts may call the same function.
  const read = new WeakMap<RoutineBody, Map<string, readonly Statement[] | null>>();
  return {
    parse: (text) => readText(grammar, text),
    readCall: (body, call) => {
      const key = JSON.stringify([call.arguments, call.namedArguments]);
      const calls = read.get(body) ?? new Map<string, readonly Statement[] | null>();
      read.set(body, calls);
      const before = calls.get(key);
      if (before !== undefined) return before;
      const statements = readRoutineCall(grammar, body, call);
      calls.set(key, statements);
      return statements;
    },
    usesOf: (body) => {
      const uses = known.get(body) ?? routineUses(grammar, body);
      known.set(body, uses);
      return uses;
    },
  };
}
