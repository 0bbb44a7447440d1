/**
 * The text without what no server reads: comments and superfluous blanks. Two texts that give the same result differ
 * in nothing else, whatever the dialect. Where the dialects disagree the text is kept as it stands, so that on doubt
 * two texts differ:
 * - `--` without a blank behind it and `#` are comments in some dialects only; they go where a statement begins;
 * - comments that a server or a migration tool reads (`/*! … *\/`, `/*+ … *\/`, `-- +goose Up`) stay;
 * - nested comments, backslashes in quotes and quotes without an end keep all the rest of the text;
 * - psql commands, `DELIMITER` and `GO` make line ends matter: such a text is kept whole.
 */
export function normalizeSql(sql: string): string {
  const pieces: string[] = [];
  let at = 0;
  // What was kept last: nothing yet or a semicolon, where a statement begins.
  let last = ";";
  let gap = { blank: false, lineEnd: false };

  function keep(end: number): void {
    // Strings on two lines are one string, but on one line they are not.
    const joins = gap.lineEnd && last === "'" && sql[at] === "'";
    if (pieces.length > 0) pieces.push(joins ? "\n" : gap.blank ? " " : "");
    pieces.push(sql.slice(at, end));
    last = sql[end - 1] ?? last;
    gap = { blank: false, lineEnd: false };
    at = end;
  }

  while (at < sql.length) {
    const character = sql[at] ?? "";
    if (isBlank(character)) {
      gap = { blank: true, lineEnd: gap.lineEnd || character === "\n" };
      at += 1;
      continue;
    }
    const comment = commentAt(sql, at, last === ";");
    if (comment !== null) {
      if (comment.kind === "doubt") {
        keep(sql.length);
        break;
      }
      // With the line's end: what follows is not a part of the comment.
      if (comment.kind === "kept") keep(comment.end + (sql[comment.end] === "\n" ? 1 : 0));
      else {
        gap = { ...gap, blank: true };
        at = comment.end;
      }
      continue;
    }
    if (character === "\\") return sql;
    const end = quoteEnd(sql, at);
    if (end === null) {
      keep(sql.length);
      break;
    }
    const word = end - at > 1 && isWordStart(character) ? sql.slice(at, end).toLowerCase() : "";
    if (word === "delimiter" || word === "go") return sql;
    keep(end);
  }
  return pieces.join("");
}

interface Comment {
  readonly kind: "dropped" | "kept" | "doubt";
  readonly end: number;
}

/** Lines that a migration tool or this program reads. */
const directive =
  /^(--|#)[ \t]*([+!>]|-*[ \t]*(name:|migrate:|atlas:|expand-contract:|no-transaction|liquibase|changeset|rollback|precondition|safety-assured|tern:|create above))/i;

function commentAt(sql: string, at: number, atStart: boolean): Comment | null {
  if (sql.startsWith("--", at)) {
    const end = lineEnd(sql, at);
    if (directive.test(sql.slice(at, Math.min(end, at + 80)))) return { kind: "kept", end };
    const behind = sql[at + 2];
    const certain = behind === undefined || isBlank(behind) || atStart;
    return { kind: certain ? "dropped" : "doubt", end };
  }
  if (sql[at] === "#" && atStart) {
    const end = lineEnd(sql, at);
    const kept = directive.test(sql.slice(at, Math.min(end, at + 80)));
    return { kind: kept ? "kept" : "dropped", end };
  }
  if (!sql.startsWith("/*", at)) return null;
  const close = sql.indexOf("*/", at + 2);
  const nested = close === -1 || sql.slice(at + 2, close).includes("/*");
  if (nested) return { kind: "doubt", end: sql.length };
  const served = ["!", "+", "M"].includes(sql[at + 2] ?? "");
  return { kind: served ? "kept" : "dropped", end: close + 2 };
}

/** The end of the quote, word or character at an index; null where a quote leaves doubt where it ends. */
function quoteEnd(sql: string, at: number): number | null {
  const character = sql[at] ?? "";
  if (character === "'" || character === '"' || character === "`") {
    const close = sql.indexOf(character, at + 1);
    // A doubled quote is read as two quotes side by side, which comes to the same.
    return close === -1 || sql.slice(at, close).includes("\\") ? null : close + 1;
  }
  if (isWordStart(character)) {
    let end = at + 1;
    while (end < sql.length && (isWordStart(sql[end] ?? "") || isDigitOrDollar(sql[end] ?? ""))) {
      end += 1;
    }
    return end;
  }
  if (character !== "$") return at + 1;
  const tag = /^\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]{0,62})?\$/.exec(sql.slice(at, at + 66));
  if (tag === null) return at + 1;
  const close = sql.indexOf(tag[0], at + tag[0].length);
  return close === -1 ? null : close + tag[0].length;
}

function lineEnd(sql: string, at: number): number {
  const end = sql.indexOf("\n", at);
  return end === -1 ? sql.length : end;
}

function isBlank(character: string): boolean {
  return (
    character === " " ||
    character === "\n" ||
    character === "\t" ||
    character === "\r" ||
    character === "\f"
  );
}

function isWordStart(character: string): boolean {
  return /[A-Za-z_\u0080-\uffff]/.test(character);
}

function isDigitOrDollar(character: string): boolean {
  return character === "$" || (character >= "0" && character <= "9");
}
