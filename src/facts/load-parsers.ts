import type { Dialect } from "../model/dialect.ts";
import type { MigrationFolder } from "../model/migration.ts";
import type { Statement } from "../model/statement.ts";
import { loadParser } from "../parse/load-parser.ts";
import type { SqlParser } from "../parse/parser.ts";
import type { Parsers } from "../read-statements.ts";

/** Loads the parsers of the dialects that occur, and no others. */
export async function loadParsers(folders: readonly MigrationFolder[]): Promise<Parsers> {
  const dialects = new Set<Dialect>();
  for (const { dialect } of folders) if (dialect !== null) dialects.add(dialect);
  const loaded = await Promise.all(
    [...dialects].map(async (dialect) => [dialect, await loadParser(dialect)] as const),
  );
  return new Map(loaded);
}

/** Like `loadParsers`, with a memory: a history that is read at several commits is parsed once. */
export function createParserLoader(): typeof loadParsers {
  const remembered = new Map<Dialect, SqlParser>();
  return async (folders) => {
    for (const [dialect, parser] of await loadParsers(folders)) {
      if (!remembered.has(dialect)) remembered.set(dialect, withMemory(parser));
    }
    return new Map(remembered);
  };
}

function withMemory(parser: SqlParser): SqlParser {
  const known = new Map<string, readonly Statement[]>();
  return {
    ...parser,
    parse: (text) => {
      const statements = known.get(text) ?? parser.parse(text);
      known.set(text, statements);
      return statements;
    },
  };
}
