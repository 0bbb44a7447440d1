import type { SchemaChange } from "../../model/schema-change.ts";
import { nodeAs, nodesAs, type Node, type NodeOf } from "./ast.ts";
import { membershipOf, roleName, rolesOf } from "./privileges.ts";

/** Attributes of a role that are on or off, by their names in the tree: how SQL calls them. */
const flags: Readonly<Record<string, string>> = {
  bypassrls: "bypassrls",
  canlogin: "login",
  createdb: "createdb",
  createrole: "createrole",
  inherit: "inherit",
  isreplication: "replication",
  superuser: "superuser",
};

const values: Readonly<Record<string, string>> = {
  connectionlimit: "connection-limit",
  password: "password",
  validUntil: "valid-until",
};

export function readCreateRole(statement: NodeOf<"CreateRoleStmt">): readonly SchemaChange[] {
  return [{ kind: "create-object", object: "role", name: statement.role ?? "" }];
}

/** ALTER ROLE: a change for each attribute. ALTER GROUP … ADD USER grants a membership, DROP USER revokes it. */
export function readAlterRole(statement: NodeOf<"AlterRoleStmt">): readonly SchemaChange[] {
  const name = roleName(statement.role);
  return nodesAs(statement.options, "DefElem").map(({ defname = "", arg }) => {
    if (defname === "rolemembers") {
      return {
        kind: statement.action === -1 ? "revoke" : "grant",
        ...membershipOf(name),
        grantees: rolesOf(nodeAs(arg, "List")?.items),
      };
    }
    return { kind: "alter-object", object: "role", name, action: attribute(defname, arg) };
  });
}

export function readDropRole(statement: NodeOf<"DropRoleStmt">): readonly SchemaChange[] {
  return rolesOf(statement.roles).map((name) => ({
    kind: "drop-object",
    object: "role",
    name,
    ifExists: statement.missing_ok === true,
    cascade: false,
  }));
}

/** DROP OWNED BY: all that a role owns in this database, and every privilege that it has. */
export function readDropOwned(statement: NodeOf<"DropOwnedStmt">): readonly SchemaChange[] {
  return rolesOf(statement.roles).map((name) => ({
    kind: "drop-object",
    object: "all owned by role",
    name,
    ifExists: false,
    cascade: statement.behavior === "DROP_CASCADE",
  }));
}

export function readReassignOwned(statement: NodeOf<"ReassignOwnedStmt">): readonly SchemaChange[] {
  return rolesOf(statement.roles).map((name) => ({
    kind: "alter-object",
    object: "all owned by role",
    name,
    action: "reassign",
    to: roleName(statement.newrole),
  }));
}

function attribute(defname: string, arg: Node | undefined): string {
  const flag = flags[defname];
  if (flag === undefined) return values[defname] ?? defname;
  return nodeAs(arg, "Boolean")?.boolval === true ? flag : `no${flag}`;
}
