import type { SqlParser } from "../parser.ts";
import { loadGrammar, withBudget } from "../sql-text/grammar.ts";
import { readStatements } from "../sql-text/read-statements.ts";
import { sqliteStatementReader } from "./statement.ts";

/** The parser of SQLite, with node-sql-parser's grammar for expressions and queries. */
export async function loadSqliteParser(): Promise<SqlParser> {
  const dialect = "sqlite";
  const grammar = await loadGrammar(dialect);
  return {
    parse: (text) =>
      readStatements(
        text,
        dialect,
        sqliteStatementReader({ dialect, grammar: withBudget(grammar) }),
      ),
  };
}
