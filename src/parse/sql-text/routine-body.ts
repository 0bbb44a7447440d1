import { followMysqlRoutine } from "./mysql-routine-body.ts";
import type { TextDialect, Token } from "./token.ts";

/**
 * Follows a statement token by token and tells whether it is inside a body whose `;` do not end it: a routine of
 * MySQL or MariaDB (`CREATE TRIGGER … BEGIN … END`), or a trigger of SQLite. A body that never closes stays open,
 * so the caller can tell that the statement's end is a guess.
 */
export interface RoutineBody {
  readonly follow: (token: Token) => void;
  readonly isOpen: () => boolean;
}

export function followRoutineBody(dialect: TextDialect): RoutineBody {
  return dialect === "sqlite" ? followSqliteTrigger() : followMysqlRoutine();
}

/** SQLite's own rule (sqlite3_complete): a trigger ends at `; END ;`. */
function followSqliteTrigger(): RoutineBody {
  let index = 0;
  let create = false;
  let trigger = false;
  let closed = false;
  let previous = "";
  return {
    follow(token) {
      if (index === 0) create = token.keyword === "CREATE";
      else if (create && index <= 2 && token.keyword === "TRIGGER") trigger = true;
      if (trigger && previous === ";" && token.keyword === "END") closed = true;
      previous = token.keyword;
      index += 1;
    },
    isOpen: () => trigger && !closed,
  };
}
