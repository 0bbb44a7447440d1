import type { Statement } from "../../model/statement.ts";
import type { Grammar } from "./grammar.ts";
import { lineAt, type SourceText } from "./source-text.ts";

/** What reading one text needs to know. */
export interface Reading {
  readonly grammar: Grammar;
  readonly source: SourceText;
  /** What the statements that the text prepares do when they are executed, by name. */
  readonly prepared: Map<string, Pick<Statement, "changes" | "calls">>;
  /** Reads SQL that a DO block runs, at a line of the file. */
  readonly readInner: (sql: string, firstLine: number) => readonly Statement[];
}

/** From an index of the source to another. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The place and text of a statement. */
export function placed(
  source: SourceText,
  { start, end }: Extent,
): Pick<Statement, "line" | "endLine" | "sql"> {
  return {
    line: lineAt(source, start),
    endLine: lineAt(source, Math.max(start, end - 1)),
    sql: source.text.slice(start, end),
  };
}
