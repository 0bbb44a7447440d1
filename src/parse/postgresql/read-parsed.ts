import type { SchemaChange } from "../../model/schema-change.ts";
import type { Statement } from "../../model/statement.ts";
import { nodeAs, type Node, type RawStmt } from "./ast.ts";
import { readDoBlock, type OuterStatement } from "./do-block.ts";
import { evaluatedCalls, harmlessCalls, withCalls } from "./evaluated-calls.ts";
import { lastTokenEnd, skipBlanks } from "./lexer.ts";
import { laterCalls } from "./later-calls.ts";
import { newerSyntax } from "./newer-syntax.ts";
import { restoreChange, restoreTexts } from "./placeholder-changes.ts";
import { readStatement, type StatementEffect } from "./read-statement.ts";
import { placed, type Extent, type Reading } from "./reading.ts";
import { readCalls } from "./select.ts";
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
    const { changes, session, calls } = effectOf(statement, part, outer, reading);
    const newer = newerSyntax(statement);
    const later = laterCalls(statement);
    const read = {
      ...outer,
      ...withCalls(calls ?? []),
      ...(later.length === 0 ? {} : { laterCalls: later }),
      ...(newer.length === 0 ? {} : { newerSyntax: newer }),
    };
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
  const { changes } = readStatement(prepare.query, part);
  const calls = evaluatedCalls(prepare.query);
  prepared.set(prepare.name ?? "", { changes, calls });
}

/** EXECUTE does what the statement that the same text prepared under its name does. */
function effectOf(
  statement: Node,
  part: Passage,
  outer: OuterStatement,
  { prepared }: Reading,
): Pick<Statement, "changes" | "session" | "calls"> {
  const own = evaluatedCalls(statement);
  const name = nodeAs(statement, "ExecuteStmt")?.name;
  const executed = name === undefined ? undefined : prepared.get(name);
  if (executed !== undefined) {
    const { changes, calls = [] } = executed;
    return { changes, session: null, calls: [...own, ...calls] };
  }
  const { changes, session } = readStatement(statement, part);
  return { changes: withTrackedBody(changes, statement, part, outer), session, calls: own };
}

/** A body that stands in the statement itself is read with it: its text alone is not whole. */
function withTrackedBody(
  changes: readonly SchemaChange[],
  statement: Node,
  part: Passage,
  outer: OuterStatement,
): readonly SchemaChange[] {
  const body = nodeAs(statement, "CreateFunctionStmt")?.sql_body;
  if (body === undefined) return changes;
  const tracked = statementsIn(body).map((inner) => {
    const { changes: own, session } = readBodyStatement(inner, part);
    const calls = [...evaluatedCalls(inner), ...harmlessCalls(nodeAs(inner, "ReturnStmt"))];
    return { ...outer, changes: own, session, ...withCalls(calls) };
  });
  return changes.map((change) =>
    change.kind === "create-function" && change.body !== undefined
      ? { ...change, body: { ...change.body, text: outer.sql, tracked } }
      : change,
  );
}

function readBodyStatement(statement: Node, part: Passage): StatementEffect {
  const returned = nodeAs(statement, "ReturnStmt");
  return returned === null ? readStatement(statement, part) : readCalls(returned);
}

/** The statements of `BEGIN ATOMIC … END` stand in lists of lists; `RETURN` stands alone. */
function statementsIn(body: Node): readonly Node[] {
  const list = nodeAs(body, "List");
  return list === null ? [body] : (list.items ?? []).flatMap(statementsIn);
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
