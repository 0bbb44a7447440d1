import type { Node, RangeVar, RawStmt } from "@pgsql/types";
import type { QualifiedName } from "../../model/qualified-name.ts";

export type { Node, RangeVar, RawStmt };
export type {
  AlterTableCmd,
  ColumnDef,
  Constraint,
  FuncCall,
  FunctionParameter,
  ObjectType,
  ObjectWithArgs,
  SelectStmt,
  TypeName,
  WithClause,
} from "@pgsql/types";

type KeyOf<Union> = Union extends Union ? keyof Union : never;

/** The kind of a node of PostgreSQL's syntax tree: `CreateStmt`, `ColumnRef`, … */
export type NodeTag = KeyOf<Node>;

/** The fields of a node of one kind. */
export type NodeOf<Tag extends NodeTag> = Extract<Node, Record<Tag, unknown>>[Tag];

/**
 * A node is an object with one key, its kind. (An empty object stands for a missing list entry.)
 */
export function tagOf(node: Node): NodeTag | null {
  for (const key in node) return key as NodeTag;
  return null;
}

/** The fields of a node if it is of this kind, otherwise null. */
export function nodeAs<Tag extends NodeTag>(node: Node | undefined, tag: Tag): NodeOf<Tag> | null {
  if (node === undefined || !(tag in node)) return null;
  return (node as unknown as Record<Tag, NodeOf<Tag>>)[tag];
}

/** All nodes of one kind in a list. */
export function nodesAs<Tag extends NodeTag>(
  nodes: readonly Node[] | undefined,
  tag: Tag,
): readonly NodeOf<Tag>[] {
  const found: NodeOf<Tag>[] = [];
  for (const node of nodes ?? []) {
    const fields = nodeAs(node, tag);
    if (fields !== null) found.push(fields);
  }
  return found;
}

/** Whether a list of options, as in `EXPLAIN (ANALYZE)`, has one of a name. */
export function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return nodesAs(options, "DefElem").some(({ defname }) => defname === name);
}

/** The texts of a list of String nodes (an empty string has no `sval`). */
export function namesIn(nodes: readonly Node[] | undefined): readonly string[] {
  return nodesAs(nodes, "String").map((name) => name.sval ?? "");
}

/** The name that the parts `schema.name` or `database.schema.name` make. */
export function qualifiedName(parts: readonly string[]): QualifiedName {
  return { schema: parts.at(-2) ?? null, name: parts.at(-1) ?? "" };
}

export function relationName(relation: RangeVar | undefined): QualifiedName {
  return { schema: relation?.schemaname ?? null, name: relation?.relname ?? "" };
}

/**
 * The name in a node that stands for an object: a list of strings, one string, a type name, or a function with its
 * arguments.
 */
export function objectName(node: Node | undefined): QualifiedName {
  const list = nodeAs(node, "List");
  if (list !== null) return qualifiedName(namesIn(list.items));
  const single = nodeAs(node, "String");
  if (single !== null) return { schema: null, name: single.sval ?? "" };
  const type = nodeAs(node, "TypeName");
  if (type !== null) return qualifiedName(namesIn(type.names));
  const routine = nodeAs(node, "ObjectWithArgs");
  if (routine !== null) return qualifiedName(namesIn(routine.objname));
  return { schema: null, name: "" };
}

/** `schema.name` for a message. */
export function displayName(name: QualifiedName): string {
  return name.schema === null ? name.name : `${name.schema}.${name.name}`;
}
