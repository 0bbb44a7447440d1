import type { Expression } from "../../model/expression.ts";
import type { PolicyDefinition } from "../../model/definitions.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { relationName, type Node, type NodeOf } from "./ast.ts";
import { readExpression } from "./expression.ts";
import { textInParenthesesAfter } from "./expression-text.ts";
import { rolesOf } from "./privileges.ts";
import type { Passage } from "./source-text.ts";

const commands: Readonly<Record<string, PolicyDefinition["command"]>> = {
  select: "SELECT",
  insert: "INSERT",
  update: "UPDATE",
  delete: "DELETE",
};

export function readCreatePolicy(
  statement: NodeOf<"CreatePolicyStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const from = statement.table?.location ?? 0;
  return [
    {
      kind: "create-policy",
      table: relationName(statement.table),
      name: statement.policy_name ?? "",
      definition: {
        permissive: statement.permissive === true,
        command: commands[statement.cmd_name ?? ""] ?? "ALL",
        roles: rolesOf(statement.roles),
        using: conditionAfter("USING", statement.qual, from, part),
        check: conditionAfter("CHECK", statement.with_check, from, part),
      },
    },
  ];
}

export function readAlterPolicy(
  statement: NodeOf<"AlterPolicyStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const from = statement.table?.location ?? 0;
  return [
    {
      kind: "alter-policy",
      table: relationName(statement.table),
      name: statement.policy_name ?? "",
      roles: statement.roles === undefined ? null : rolesOf(statement.roles),
      using: conditionAfter("USING", statement.qual, from, part),
      check: conditionAfter("CHECK", statement.with_check, from, part),
    },
  ];
}

/** The condition in the parentheses behind a keyword; null where there is none. */
function conditionAfter(
  keyword: string,
  node: Node | undefined,
  from: number,
  part: Passage,
): Expression | null {
  return node === undefined
    ? null
    : readExpression(node, textInParenthesesAfter(part, keyword, from));
}

const events = {
  CMD_SELECT: "select",
  CMD_INSERT: "insert",
  CMD_UPDATE: "update",
  CMD_DELETE: "delete",
} as const;

export function readCreateRule(statement: NodeOf<"RuleStmt">): readonly SchemaChange[] {
  const event = statement.event ?? "CMD_SELECT";
  return [
    {
      kind: "create-rule",
      name: statement.rulename ?? "",
      table: relationName(statement.relation),
      event: event in events ? events[event as keyof typeof events] : "select",
      instead: statement.instead === true,
      replace: statement.replace === true,
    },
  ];
}
