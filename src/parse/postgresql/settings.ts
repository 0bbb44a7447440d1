import type { ChangeSetting } from "../../model/schema-change.ts";
import type { NodeOf } from "./ast.ts";
import { constantText } from "./expression.ts";
import { roleName } from "./privileges.ts";
import { quoteName } from "./type-name.ts";

export function readRoleSetting(statement: NodeOf<"AlterRoleSetStmt">): readonly ChangeSetting[] {
  const whose =
    statement.role === undefined ? "all roles" : `role ${quoteName(roleName(statement.role))}`;
  const where =
    statement.database === undefined ? "" : ` in database ${quoteName(statement.database)}`;
  return [changed(`${whose}${where}`, statement.setstmt)];
}

export function readDatabaseSetting(
  statement: NodeOf<"AlterDatabaseSetStmt">,
): readonly ChangeSetting[] {
  return [changed(`database ${quoteName(statement.dbname ?? "")}`, statement.setstmt)];
}

export function readSystemSetting(statement: NodeOf<"AlterSystemStmt">): readonly ChangeSetting[] {
  return [changed("system", statement.setstmt)];
}

function changed(target: string, statement: NodeOf<"VariableSetStmt"> | undefined): ChangeSetting {
  const isSet = statement?.kind === "VAR_SET_VALUE";
  return {
    kind: "change-setting",
    target,
    setting: statement?.kind === "VAR_RESET_ALL" ? "all" : (statement?.name ?? "").toLowerCase(),
    value: isSet ? (statement.args ?? []).map((arg) => constantText(arg) ?? "").join(", ") : null,
  };
}
