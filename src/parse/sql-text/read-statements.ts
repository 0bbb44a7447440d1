import type { SchemaChange } from "../../model/schema-change.ts";
import type { SessionEffect, Statement } from "../../model/statement.ts";
import { attempt, refusal } from "./clause.ts";
import { createCursor, type Cursor } from "./cursor.ts";
import { splitStatements, tokenLimit, type StatementText } from "./split-statements.ts";
import type { TextDialect } from "./token.ts";
import { unknownChange } from "./unreadable.ts";

/** What one statement does. Several settings of one SET are several effects. */
export interface StatementReading {
  readonly changes: readonly SchemaChange[];
  readonly effects: readonly SessionEffect[];
}

/** Reads one statement from its first token on; throws `UnreadableError` where it does not know it. */
export type ReadStatement = (cursor: Cursor, complete: boolean) => StatementReading;

/** Statements of which only the beginning counts, however long they are. */
const longStatements = new Set(["INSERT", "REPLACE"]);

/** The statements of a text. Never throws for what the text holds. */
export function readStatements(
  text: string,
  dialect: TextDialect,
  read: ReadStatement,
): readonly Statement[] {
  const statements: Statement[] = [];
  for (const part of splitStatements(text, dialect)) {
    const { changes, effects } = readPart(part, dialect, read);
    const place = { line: part.line, endLine: part.endLine, sql: text.slice(part.start, part.end) };
    statements.push({ ...place, changes, session: effects[0] ?? null });
    for (const session of effects.slice(1)) statements.push({ ...place, changes: [], session });
  }
  return statements;
}

function readPart(
  part: StatementText,
  dialect: TextDialect,
  read: ReadStatement,
): StatementReading {
  if (part.problem !== null) return unread(part, part.problem);
  if (!part.complete && !longStatements.has(part.tokens[0]?.keyword ?? "")) {
    return unread(part, `it is longer than ${tokenLimit.toLocaleString("en")} words and signs`);
  }
  const result = attempt(part.tokens, null, () => {
    const cursor = createCursor(part.tokens, dialect);
    return read(cursor, part.complete);
  });
  return result.read ? result.value : { changes: [result.unknown], effects: [] };
}

function unread(part: StatementText, cause: string): StatementReading {
  return { changes: [unknownChange(refusal(part.tokens, cause), null)], effects: [] };
}

export function changesOnly(changes: readonly SchemaChange[]): StatementReading {
  return { changes, effects: [] };
}

export function effectsOnly(...effects: readonly SessionEffect[]): StatementReading {
  return { changes: [], effects };
}
