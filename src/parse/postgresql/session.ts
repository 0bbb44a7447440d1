import type { UnknownChange } from "../../model/schema-change.ts";
import type { SessionEffect } from "../../model/statement.ts";
import { nodeAs, type FuncCall, type NodeOf } from "./ast.ts";
import { constantText, functionName, stringConstant } from "./expression.ts";
import { unknown } from "./unknown.ts";

/** Parameters whose text is a list of names. */
const listParameters: ReadonlySet<string> = new Set(["search_path", "temp_tablespaces"]);

/**
 * SET and RESET. A reset has no values; RESET ALL has the name `all`. SET TRANSACTION and the like set nothing that
 * outlives their transaction's mode.
 */
export function readVariableSet(statement: NodeOf<"VariableSetStmt">): SessionEffect | null {
  const local = statement.is_local === true;
  const name = (statement.name ?? "").toLowerCase();
  switch (statement.kind) {
    case "VAR_SET_VALUE":
      return {
        kind: "set",
        name,
        values: (statement.args ?? []).map((value) => constantText(value) ?? ""),
        local,
      };
    case "VAR_SET_DEFAULT":
    case "VAR_RESET":
      return { kind: "set", name, values: [], local };
    case "VAR_RESET_ALL":
      return { kind: "set", name: "all", values: [], local: false };
    default:
      return null;
  }
}

/**
 * A setting under which the server finds other ends of texts than its grammar does here: what stands behind it is not
 * what it seems.
 */
export function misreadFrom(session: SessionEffect | null): readonly UnknownChange[] {
  if (session?.kind !== "set" || session.name !== "standard_conforming_strings") return [];
  if (/^(?:on|t(?:rue)?|y(?:es)?|1)$/i.test(session.values[0] ?? "on")) return [];
  return [
    unknown(
      "Without `standard_conforming_strings` a backslash may hide where a text ends, and with it the statements behind. Leave it on, and write such texts as `E'…'`.",
    ),
  ];
}

/** DISCARD ALL and DISCARD TEMP; null for plans and sequence caches. */
export function readDiscard(statement: NodeOf<"DiscardStmt">): SessionEffect | null {
  if (statement.target === "DISCARD_ALL") return { kind: "discard", all: true };
  return statement.target === "DISCARD_TEMP" ? { kind: "discard", all: false } : null;
}

export function readTransaction(statement: NodeOf<"TransactionStmt">): SessionEffect | null {
  switch (statement.kind) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return { kind: "begin" };
    case "TRANS_STMT_COMMIT":
      return { kind: "commit" };
    case "TRANS_STMT_ROLLBACK":
      return { kind: "rollback" };
    case "TRANS_STMT_SAVEPOINT":
      return { kind: "savepoint", name: statement.savepoint_name ?? "" };
    case "TRANS_STMT_ROLLBACK_TO":
      return { kind: "rollback-to", name: statement.savepoint_name ?? "" };
    default:
      return null;
  }
}

/** `set_config('search_path', 'a, b', false)`; null where its arguments are no constants. */
export function readSetConfig(call: FuncCall): SessionEffect | null {
  if (functionName(call) !== "set_config") return null;
  const name = stringConstant(call.args?.[0])?.toLowerCase();
  const value = stringConstant(call.args?.[1]);
  const local = nodeAs(call.args?.[2], "A_Const")?.boolval;
  if (name === undefined || value === null || local === undefined) return null;
  return {
    kind: "set",
    name,
    values: listParameters.has(name) ? splitNames(value) : [value],
    local: local.boolval === true,
  };
}

/** The names in `a, "B"`; one empty name for an empty text, which is not a reset. */
function splitNames(list: string): readonly string[] {
  return list.split(",").map((part) => {
    const name = part.trim();
    return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
  });
}
