import type { TextDialect } from "./token.ts";

/** Whether the server runs what stands in a conditional comment; `uncertain` where that hangs on its version. */
export type ConditionalComment = {
  readonly state: "runs" | "skipped" | "uncertain";
  readonly contentStart: number;
};

const opener = /\/\*(M?)!(\d{5,6})?/y;

/**
 * The conditional comment that opens at `position`, or null where none does. `/*!50003 x` runs from MySQL 5.0.3 on;
 * MariaDB runs it too, but takes the versions 50700 to 99999 for MySQL's alone, and `/*M!` for its own
 * (MariaDB's manual, "Comment Syntax"; MySQL's manual, "Comments").
 */
export function readConditionalComment(
  text: string,
  position: number,
  dialect: TextDialect,
): ConditionalComment | null {
  if (dialect === "sqlite") return null;
  opener.lastIndex = position;
  const match = opener.exec(text);
  if (match === null) return null;
  const contentStart = opener.lastIndex;
  const mariadbOnly = match[1] === "M";
  if (mariadbOnly && dialect === "mysql") return null;
  const version = match[2] === undefined ? 0 : Number(match[2]);
  if (dialect === "mariadb" && !mariadbOnly && version >= 50700 && version <= 99999) {
    return { state: "skipped", contentStart };
  }
  // Dumps hide lines behind versions that no server will have, such as MariaDB's sandbox mark.
  if (version === 99999 || version === 999999) return { state: "skipped", contentStart };
  // Every server in use is at least MySQL 8.0 or MariaDB 10.6.
  const newestCertain = dialect === "mysql" ? 80099 : 100699;
  return { state: version <= newestCertain ? "runs" : "uncertain", contentStart };
}

/** The end of a conditional comment that is skipped, behind its closing mark; -1 where it never ends. */
export function skippedCommentEnd(text: string, contentStart: number): number {
  let position = contentStart;
  for (;;) {
    const close = text.indexOf("*/", position);
    if (close === -1) return -1;
    const nested = text.slice(position, close).indexOf("/*");
    if (nested === -1) return close + 2;
    // An ordinary comment inside ends first, and the outer one goes on.
    position = close + 2;
  }
}
