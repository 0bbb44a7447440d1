import type { SchemaChange } from "../../model/schema-change.ts";
import {
  displayName,
  namesIn,
  nodeAs,
  nodesAs,
  objectName,
  qualifiedName,
  relationName,
  type Node,
  type NodeOf,
  type TypeName,
} from "./ast.ts";
import { readCreateTable } from "./create-table.ts";
import { objectWord } from "./object-words.ts";
import { roleName } from "./privileges.ts";
import type { Passage } from "./source-text.ts";
import { readArgumentType } from "./type-name.ts";
import { unknown } from "./unknown.ts";

/*
 * What a server has beside tables: read by what tells one from another of its kind, in the words of its DROP, so that
 * what is dropped and made again is seen to be the same.
 */

export function created(object: string, name: string): readonly SchemaChange[] {
  return [{ kind: "create-object", object, name }];
}

export function altered(object: string, name: string, action: string): readonly SchemaChange[] {
  return [{ kind: "alter-object", object, name, action }];
}

export function dropped(
  object: string,
  name: string,
  { missing_ok: ifExists = false }: { readonly missing_ok?: boolean },
): readonly SchemaChange[] {
  return [{ kind: "drop-object", object, name, ifExists, cascade: false }];
}

export function dottedName(parts: readonly Node[] | undefined): string {
  return displayName(qualifiedName(namesIn(parts)));
}

/** CREATE OPERATOR, COLLATION, TEXT SEARCH …: all that goes by a name and a list of properties. */
export function readDefined(statement: NodeOf<"DefineStmt">): readonly SchemaChange[] {
  const object = objectWord(statement.kind).toLowerCase();
  const name = dottedName(statement.defnames);
  if (statement.kind !== "OBJECT_OPERATOR") return created(object, name);
  const sides = ["leftarg", "rightarg"].map((side) => {
    const given = nodesAs(statement.definition, "DefElem").find(({ defname }) => defname === side);
    return argument(nodeAs(given?.arg, "TypeName"));
  });
  return created(object, `${name}(${sides.join(", ")})`);
}

/** What DROP, RENAME and OWNER TO call an object that is no relation, type or routine. */
export function nameOfObject(object: Node | undefined): string {
  const routine = nodeAs(object, "ObjectWithArgs");
  if (routine !== null) {
    const types = (routine.objargs ?? []).map((node) => argument(nodeAs(node, "TypeName")));
    return `${dottedName(routine.objname)}(${types.join(", ")})`;
  }
  const items = nodeAs(object, "List")?.items ?? [];
  const [first, second] = items;
  const type = nodeAs(first, "TypeName");
  if (type === null) return displayName(objectName(object));
  const target = nodeAs(second, "TypeName");
  return target === null
    ? transformName(type, nodeAs(second, "String")?.sval ?? "")
    : castName(type, target);
}

/** An operator class or family is named behind its access method. */
export function nameInAccessMethod(object: Node | undefined): string {
  const [method = "", ...name] = namesIn(nodeAs(object, "List")?.items);
  return `${displayName(qualifiedName(name))} using ${method}`;
}

export function readCreateCast(statement: NodeOf<"CreateCastStmt">): readonly SchemaChange[] {
  const name = castName(statement.sourcetype, statement.targettype);
  if (statement.context !== "COERCION_IMPLICIT") return created("cast", name);
  return [{ kind: "create-object", object: "cast", name, isImplicit: true }];
}

export function readCreateTransform(
  statement: NodeOf<"CreateTransformStmt">,
): readonly SchemaChange[] {
  return created("transform", transformName(statement.type_name, statement.lang ?? ""));
}

export function userMapping(statement: NodeOf<"DropUserMappingStmt">): string {
  return `${roleName(statement.user)} on ${statement.servername ?? ""}`;
}

export function readAlterEventTrigger(
  statement: NodeOf<"AlterEventTrigStmt">,
): readonly SchemaChange[] {
  // As for a table's triggers: enabled for replicas is off for an ordinary session.
  const isOn = statement.tgenabled === "O" || statement.tgenabled === "A";
  return altered("event trigger", statement.trigname ?? "", isOn ? "enable" : "disable");
}

export function readAlterExtensionMember(
  statement: NodeOf<"AlterExtensionContentsStmt">,
): readonly SchemaChange[] {
  const action = statement.action === -1 ? "drop-member" : "add-member";
  return altered("extension", statement.extname ?? "", action);
}

export function readAlterDatabase(statement: NodeOf<"AlterDatabaseStmt">): readonly SchemaChange[] {
  return nodesAs(statement.options, "DefElem").flatMap(({ defname = "" }) =>
    altered("database", statement.dbname ?? "", defname.replaceAll("_", "-")),
  );
}

export function readAlterOperatorFamily(
  statement: NodeOf<"AlterOpFamilyStmt">,
): readonly SchemaChange[] {
  const name = `${dottedName(statement.opfamilyname)} using ${statement.amname ?? ""}`;
  return altered("operator family", name, statement.isDrop === true ? "drop-member" : "add-member");
}

/** IMPORT FOREIGN SCHEMA: the tables are known only where the statement lists them, their columns never. */
export function readImportedSchema(
  statement: NodeOf<"ImportForeignSchemaStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const { local_schema: schemaname = "", server_name: server = "" } = statement;
  if (statement.list_type !== "FDW_IMPORT_SCHEMA_LIMIT_TO") {
    return created("foreign schema", `${statement.remote_schema ?? ""} of ${server}`);
  }
  return nodesAs(statement.table_list, "RangeVar").flatMap((table) =>
    readCreateTable({ relation: { ...table, schemaname } }, part).map((change) =>
      change.kind === "create-table" ? { ...change, fromQuery: true } : change,
    ),
  );
}

/** Whose providers do what: one masks columns, another decides who may read them. */
export function readSecurityLabel(statement: NodeOf<"SecLabelStmt">): readonly SchemaChange[] {
  const provider = statement.provider ?? "the provider";
  const name =
    nodeAs(statement.object, "List") === null
      ? displayName(objectName(statement.object))
      : namesIn(nodeAs(statement.object, "List")?.items).join(".");
  return [
    unknown(
      `A security label on \`${name}\` means what \`${provider}\` makes of it, which is not known; review it by hand.`,
      name,
    ),
  ];
}

export function readMoveAll(statement: NodeOf<"AlterTableMoveAllStmt">): readonly SchemaChange[] {
  const tablespace = statement.orig_tablespacename ?? "";
  return [
    unknown(
      `Everything in tablespace \`${tablespace}\` is written anew elsewhere, each table under ACCESS EXCLUSIVE; which tables these are is not known.`,
      tablespace,
    ),
  ];
}

export function readDependsOnExtension(
  statement: NodeOf<"AlterObjectDependsStmt">,
): readonly SchemaChange[] {
  const name =
    statement.relation === undefined
      ? nameOfObject(statement.object)
      : displayName(relationName(statement.relation));
  return altered("extension", statement.extname?.sval ?? name, "add-dependant");
}

function castName(source: TypeName | undefined, target: TypeName | undefined): string {
  return `(${readArgumentType(source)} AS ${readArgumentType(target)})`;
}

function transformName(type: TypeName | undefined, language: string): string {
  return `for ${readArgumentType(type)} language ${language}`;
}

/** An operand that an operator lacks is NONE. */
function argument(type: TypeName | null): string {
  return type === null ? "none" : readArgumentType(type);
}
