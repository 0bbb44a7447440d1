import type { SessionEffect } from "../../model/statement.ts";
import {
  createCursor,
  indexOfKeyword,
  nextKeyword,
  readName,
  splitAtCommas,
  sqlOf,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { StatementReading } from "../sql-text/read-statements.ts";
import { effectsOnly } from "../sql-text/read-statements.ts";
import type { Token } from "../sql-text/token.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";

/** User variables that keep what sql_mode was, as dumps do. Filled while a text is read. */
export type SqlModeVariables = Set<string>;

/** Modes under which quotes or backslashes mean something else than this program reads them as. */
const quotingModes = /ansi|no_backslash_escapes|oracle|mssql|db2|postgresql|maxdb/i;
const scopes = ["SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY"];

/** `SET …`, with the verb still to read. Each setting is an effect; user variables are none. */
export function readSet(cursor: Cursor, sqlModeVariables: SqlModeVariables): StatementReading {
  cursor.take();
  if (cursor.accept("NAMES") || cursor.accept("CHARACTER", "SET") || cursor.accept("CHARSET")) {
    return effectsOnly(setting("names", cursor.rest()));
  }
  if (nextKeyword(cursor) === "PASSWORD") throw new UnreadableError("it changes an account");
  if (nextKeyword(cursor) === "STATEMENT") {
    throw new UnreadableError("the statement behind its settings is not read");
  }
  if (
    ["DEFAULT", "ROLE", "RESOURCE"].includes(nextKeyword(cursor)) &&
    nextKeyword(cursor, 1) !== "="
  ) {
    unexpected(cursor);
  }
  if (isTransactionSetting(cursor))
    return effectsOnly(setting("transaction_isolation", cursor.rest()));
  return effectsOnly(
    ...splitAtCommas(cursor.rest()).flatMap((tokens) => {
      const effect = readAssignment(tokens, cursor, sqlModeVariables);
      return effect === null ? [] : [effect];
    }),
  );
}

function isTransactionSetting(cursor: Cursor): boolean {
  const ahead = scopes.includes(nextKeyword(cursor)) ? 1 : 0;
  return nextKeyword(cursor, ahead) === "TRANSACTION" && nextKeyword(cursor, ahead + 1) !== "=";
}

/** Null for a user variable. */
function readAssignment(
  tokens: readonly Token[],
  cursor: Cursor,
  sqlModeVariables: SqlModeVariables,
): SessionEffect | null {
  const equals = indexOfKeyword(tokens, "=");
  if (equals === -1) throw new UnreadableError("a setting in it has no `=`");
  const value = tokens.slice(equals + 1);
  const target = createCursor(
    tokens.slice(0, equals).filter((token) => token.keyword !== ":"),
    cursor.dialect,
  );
  const system = target.accept("@", "@");
  if (!system && target.accept("@")) {
    keepSqlMode(readName(target), value, sqlModeVariables);
    return null;
  }
  const scope = scopes.includes(nextKeyword(target)) ? target.take().keyword : "SESSION";
  target.accept(".");
  const name = readName(target).toLowerCase();
  if (!target.atEnd()) unexpected(target);
  if (scope === "GLOBAL" || scope.startsWith("PERSIST")) {
    throw new UnreadableError(`it sets \`${name}\` for the whole server`);
  }
  if (name === "sql_mode") checkSqlMode(value, sqlModeVariables);
  return setting(name, value);
}

function setting(name: string, value: readonly Token[]): SessionEffect {
  const values = splitAtCommas(value).map((part) =>
    part.length === 1 ? (part[0]?.value ?? "") : sqlOf(part),
  );
  return { kind: "set", name, values, local: false };
}

function keepSqlMode(variable: string, value: readonly Token[], kept: SqlModeVariables): void {
  const source = sqlOf(value).toLowerCase().replaceAll(" ", "");
  if (source === "@@sql_mode" || source === "@@session.sql_mode") kept.add(variable.toLowerCase());
  else kept.delete(variable.toLowerCase());
}

/** What follows a mode that quotes otherwise cannot be read, so such a mode, or one that cannot be told, is refused. */
function checkSqlMode(value: readonly Token[], kept: SqlModeVariables): void {
  const [first, second] = value;
  if (value.length === 1 && first?.kind === "string" && !quotingModes.test(first.value)) return;
  if (value.length === 1 && (first?.keyword === "DEFAULT" || first?.text === "0")) return;
  if (value.length === 2 && first?.keyword === "@" && kept.has(second?.value.toLowerCase() ?? ""))
    return;
  // `REPLACE(@@sql_mode, 'MODE', '')` only takes a mode away.
  const source = sqlOf(value).replace(/\s/g, "");
  if (/^\(?(?:SELECT)?REPLACE\(@@(?:session\.)?sql_mode,'[A-Z_,]*',''\)\)?$/i.test(source)) return;
  throw new UnreadableError("it may make the server read quotes otherwise from here on");
}
