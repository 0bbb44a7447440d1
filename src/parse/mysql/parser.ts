import type { SqlParser } from "../parser.ts";
import { loadGrammar, withBudget } from "../sql-text/grammar.ts";
import { readStatements } from "../sql-text/read-statements.ts";
import { mysqlStatementReader } from "./statement.ts";

/** The parser of MySQL or MariaDB, with node-sql-parser's grammar of that dialect for expressions and queries. */
export async function loadMysqlParser(dialect: "mysql" | "mariadb"): Promise<SqlParser> {
  const grammar = await loadGrammar(dialect);
  return {
    parse: (text) =>
      readStatements(
        text,
        dialect,
        mysqlStatementReader({ dialect, grammar: withBudget(grammar) }),
      ),
  };
}
