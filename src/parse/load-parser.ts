import type { Dialect } from "../model/dialect.ts";
import type { SqlParser } from "./parser.ts";

const loaded = new Map<Dialect, Promise<SqlParser>>();

/** The parser of a dialect, loaded when it is first asked for and kept. */
export function loadParser(dialect: Dialect): Promise<SqlParser> {
  const known = loaded.get(dialect);
  if (known !== undefined) return known;
  const parser = importParser(dialect);
  loaded.set(dialect, parser);
  return parser;
}

async function importParser(dialect: Dialect): Promise<SqlParser> {
  switch (dialect) {
    case "postgresql":
      return (await import("./postgresql/parser.ts")).loadPostgresqlParser();
    case "mysql":
    case "mariadb":
      return (await import("./mysql/parser.ts")).loadMysqlParser(dialect);
    case "sqlite":
      return (await import("./sqlite/parser.ts")).loadSqliteParser();
  }
}
