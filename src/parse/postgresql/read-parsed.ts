import type { Statement } from "../../model/statement.ts";
import { nodeAs, type Node, type RawStmt } from "./ast.ts";
import { readDoBlock } from "./do-block.ts";
import { lastTokenEnd, skipBlanks } from "./lexer.ts";
import { newerSyntax } from "./newer-syntax.ts";
import { restoreChange, restoreTexts } from "./placeholder-changes.ts";
import { readStatement, type StatementEffect } from "./read-statement.ts";
import { placed, type Extent, type Reading } from "./reading.ts";
import { indexOfByte, type Passage } from "./source-text.ts";

/** The statements that the grammar found in a passage, with the templates that were filled in put back. */
export function readParsed(
  reading: Reading,
  part: Passage,
  parsed: readonly RawStmt[],
  templates: readonly string[],
): readonly Statement[] {
  return parsed.flatMap((raw) => {
    const statement = raw.stmt;
    if (statement === undefined) return [];
    const outer = placed(reading.source, extentOf(raw, part, templates.length > 0));
    const block = nodeAs(statement, "DoStmt");
    if (block !== null) return readDoBlock(block, outer, part, reading);
    notePrepared(statement, part, reading);
    const { changes, session } = executed(statement, reading) ?? readStatement(statement, part);
    const newer = newerSyntax(statement);
    const read = { ...outer, ...(newer.length === 0 ? {} : { newerSyntax: newer }) };
    if (templates.length === 0) return [{ ...read, changes, session }];
    return [
      {
        ...read,
        changes: changes.map((change) => restoreChange(change, templates)),
        session:
          session?.kind === "set"
            ? { ...session, values: restoreTexts(session.values, templates) }
            : session,
      },
    ];
  });
}

function notePrepared(statement: Node, part: Passage, { prepared }: Reading): void {
  const prepare = nodeAs(statement, "PrepareStmt");
  if (prepare?.query === undefined) return;
  prepared.set(prepare.name ?? "", readStatement(prepare.query, part).changes);
}

/** EXECUTE does what the statement that the same text prepared under its name does. */
function executed(statement: Node, { prepared }: Reading): StatementEffect | null {
  const name = nodeAs(statement, "ExecuteStmt")?.name;
  const changes = name === undefined ? undefined : prepared.get(name);
  return changes === undefined ? null : { changes, session: null };
}

/** From the first token of a statement to its last. With templates, the passage itself ends with the last token. */
function extentOf(raw: RawStmt, part: Passage, filled: boolean): Extent {
  const offset = raw.stmt_location ?? 0;
  const start = skipBlanks(part.text, indexOfByte(part, offset));
  // Without a length it runs to the end of the text, comments behind it included.
  const end =
    raw.stmt_len !== undefined
      ? blanksBefore(part.text, indexOfByte(part, offset + raw.stmt_len))
      : filled
        ? part.text.length
        : lastTokenEnd(part.text, start, part.text.length);
  return { start: part.start + start, end: part.start + end };
}

function blanksBefore(text: string, end: number): number {
  let at = end;
  while (at > 0 && (text[at - 1] ?? "").trim() === "") at -= 1;
  return at;
}
