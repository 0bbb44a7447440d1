import type { SchemaChange } from "../../model/schema-change.ts";
import { indexOfKeyword, splitAtCommas, sqlOf, type Cursor } from "../sql-text/cursor.ts";
import type { Token } from "../sql-text/token.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";

/** `GRANT … ON … TO …` and `REVOKE … ON … FROM …`, with the verb still to read; also of roles, without ON. */
export function readPrivileges(cursor: Cursor): readonly SchemaChange[] {
  const kind = cursor.take().keyword === "GRANT" ? "grant" : "revoke";
  if (kind === "revoke") cursor.accept("IF", "EXISTS");
  const tokens = cursor.rest();
  const to = indexOfKeyword(tokens, kind === "grant" ? "TO" : "FROM");
  if (to === -1) throw new UnreadableError("whom it concerns is not written");
  const on = indexOfKeyword(tokens.slice(0, to), "ON");
  const grantees = tokens.slice(to + 1);
  const end = indexOfKeyword(grantees, "IDENTIFIED", "REQUIRE", "WITH", "AS", "IGNORE");
  return [
    {
      kind,
      target: on === -1 ? "roles" : sqlOf(tokens.slice(on + 1, to)),
      privileges: list(tokens.slice(0, on === -1 ? to : on)),
      grantees: list(end === -1 ? grantees : grantees.slice(0, end)),
    },
  ];
}

function list(tokens: readonly Token[]): readonly string[] {
  return splitAtCommas(tokens).map(sqlOf);
}
