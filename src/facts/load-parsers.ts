import type { FolderHistory, Parsers } from "../evaluate.ts";
import type { Dialect } from "../model/dialect.ts";
import { loadParser } from "../parse/load-parser.ts";

/** Loads the parsers of the dialects that occur, and no others. */
export async function loadParsers(histories: readonly FolderHistory[]): Promise<Parsers> {
  const dialects = new Set<Dialect>();
  for (const { folder } of histories) if (folder.dialect !== null) dialects.add(folder.dialect);
  const loaded = await Promise.all(
    [...dialects].map(async (dialect) => [dialect, await loadParser(dialect)] as const),
  );
  return new Map(loaded);
}
