import type { Grant, GrantedOn, OwnedObject, SchemaChange } from "../../model/schema-change.ts";
import {
  displayName,
  namesIn,
  nodeAs,
  nodesAs,
  objectName,
  relationName,
  type ObjectType,
  type Node,
  type NodeOf,
} from "./ast.ts";
import { routineArguments } from "./functions.ts";
import { objectWord } from "./object-words.ts";
import { quoteName } from "./type-name.ts";

/** GRANT and REVOKE on objects: a change for each object. */
export function readGrant(statement: NodeOf<"GrantStmt">): readonly SchemaChange[] {
  // REVOKE GRANT OPTION FOR leaves the privilege itself.
  const isOptionOnly = statement.is_grant !== true && statement.grant_option === true;
  if (isOptionOnly && statement.behavior !== "DROP_CASCADE") return [];
  return grantTargets(statement).map(({ target, on }) => ({
    kind: statement.is_grant === true ? "grant" : "revoke",
    target,
    ...(on === null ? {} : { on }),
    privileges: privilegesOf(statement.privileges),
    grantees: rolesOf(statement.grantees),
  }));
}

/** GRANT and REVOKE of roles. */
export function readGrantRole(statement: NodeOf<"GrantRoleStmt">): readonly SchemaChange[] {
  const grantees = rolesOf(statement.grantee_roles);
  return nodesAs(statement.granted_roles, "AccessPriv").map((role) => ({
    kind: statement.is_grant === true ? "grant" : "revoke",
    ...membershipOf(role.priv_name ?? ""),
    grantees,
  }));
}

/** What stands for the right to act as a role. */
export function membershipOf(name: string): Pick<Grant, "target" | "on" | "privileges"> {
  const on = { kind: "object", object: "role", name } as const;
  return { target: `role ${quoteName(name)}`, on, privileges: ["membership"] };
}

/** ALTER DEFAULT PRIVILEGES: for objects that are made later. */
export function readDefaultPrivileges(
  statement: NodeOf<"AlterDefaultPrivilegesStmt">,
): readonly SchemaChange[] {
  const action = statement.action;
  if (action === undefined) return [];
  const options = nodesAs(statement.options, "DefElem");
  const listed = (option: string): readonly Node[] =>
    options
      .filter(({ defname }) => defname === option)
      .flatMap(({ arg }) => nodeAs(arg, "List")?.items ?? []);
  const schemas = namesIn(listed("schemas"));
  const of = objectWord(action.objtype).toLowerCase();
  const place = schemas.length === 0 ? "" : ` in schema ${schemas.map(quoteName).join(", ")}`;
  return [
    {
      kind: action.is_grant === true ? "grant" : "revoke",
      on: { kind: "future", of, schemas, roles: rolesOf(listed("roles")) },
      target: `future ${of}s${place}`,
      privileges: privilegesOf(action.privileges),
      grantees: rolesOf(action.grantees),
    },
  ];
}

export function readComment(statement: NodeOf<"CommentStmt">): readonly SchemaChange[] {
  const word = objectWord(statement.objtype).toLowerCase();
  return [{ kind: "set-comment", target: `${word} ${nameOf(statement.object)}` }];
}

interface Target {
  readonly target: string;
  readonly on: GrantedOn | null;
}

function grantTargets(statement: NodeOf<"GrantStmt">): readonly Target[] {
  const word = objectWord(statement.objtype).toLowerCase();
  if (statement.targtype === "ACL_TARGET_ALL_IN_SCHEMA") {
    return namesIn(statement.objects).map((schema) => ({
      target: `all ${word}s in schema ${quoteName(schema)}`,
      on:
        word === "table" || word === "sequence" || word === "function"
          ? { kind: "all", of: word, schema }
          : null,
    }));
  }
  return (statement.objects ?? []).map((object) => ({
    target: `${word} ${nameOf(object)}`,
    on: grantedOn(object, statement.objtype),
  }));
}

/** What somebody has privileges on, or owns, where these are followed. */
export function grantedOn(
  object: Node | undefined,
  type: ObjectType | undefined,
): OwnedObject | null {
  const relation = nodeAs(object, "RangeVar");
  if (relation !== null) return { kind: "relation", name: relationName(relation) };
  switch (type) {
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
    case "OBJECT_AGGREGATE": {
      const routine = nodeAs(object, "ObjectWithArgs");
      const argumentTypes = routine === null ? null : routineArguments(routine);
      return { kind: "function", name: objectName(object), argumentTypes };
    }
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      return { kind: "type", name: objectName(object) };
    case "OBJECT_SCHEMA":
    case "OBJECT_DATABASE":
    case "OBJECT_LANGUAGE":
    case "OBJECT_FDW":
    case "OBJECT_FOREIGN_SERVER":
    case "OBJECT_TABLESPACE":
      return {
        kind: "object",
        object: objectWord(type).toLowerCase(),
        name: nodeAs(object, "String")?.sval ?? "",
      };
    default:
      return null;
  }
}

function nameOf(object: Node | undefined): string {
  const relation = nodeAs(object, "RangeVar");
  if (relation !== null) return displayName(relationName(relation));
  const list = nodeAs(object, "List");
  if (list !== null) return namesIn(list.items).join(".");
  const number = nodeAs(object, "Integer") ?? nodeAs(object, "Float");
  if (number !== null) return "";
  return displayName(objectName(object));
}

function privilegesOf(privileges: readonly Node[] | undefined): readonly string[] {
  const written = nodesAs(privileges, "AccessPriv");
  if (written.length === 0) return ["all"];
  return written.map(({ priv_name: name = "all", cols }) =>
    cols === undefined ? name : `${name} (${namesIn(cols).join(", ")})`,
  );
}

/** The names of roles; `current_user` and the like stay words. */
export function rolesOf(roles: readonly Node[] | undefined): readonly string[] {
  return nodesAs(roles, "RoleSpec").map(roleName);
}

export function roleName(role: NodeOf<"RoleSpec"> | undefined): string {
  return role?.roletype === "ROLESPEC_CSTRING"
    ? (role.rolename ?? "")
    : (role?.roletype ?? "").replace(/^ROLESPEC_/, "").toLowerCase();
}
