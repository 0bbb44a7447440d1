import type { NewerSyntax } from "../../model/newer-syntax.ts";
import { hasOption, nodeAs, nodesAs, tagOf, type Node, type NodeOf, type NodeTag } from "./ast.ts";
import { walk } from "./walk.ts";

/** What tells a syntax in the fields of a node. */
type Marks<Tag extends NodeTag> = {
  readonly [Syntax in NewerSyntax]?: (fields: NodeOf<Tag>) => boolean;
};

const grantsMaintain = ({ privileges }: Pick<NodeOf<"GrantStmt">, "privileges">): boolean =>
  nodesAs(privileges, "AccessPriv").some(({ priv_name: name }) => name === "maintain");

const marks: { readonly [Tag in NodeTag]?: Marks<Tag> } = {
  AlterDefaultPrivilegesStmt: {
    "GRANT MAINTAIN": ({ action }) => action !== undefined && grantsMaintain(action),
  },
  AlterDomainStmt: {
    "ALTER DOMAIN … ADD NOT NULL": ({ def }) =>
      nodeAs(def, "Constraint")?.contype === "CONSTR_NOTNULL",
  },
  AlterTableCmd: {
    "SET ACCESS METHOD": ({ subtype }) => subtype === "AT_SetAccessMethod",
    "SET EXPRESSION": ({ subtype }) => subtype === "AT_SetExpression",
    "DROP EXPRESSION": ({ subtype }) => subtype === "AT_DropExpression",
    COMPRESSION: ({ subtype }) => subtype === "AT_SetCompression",
    "SET STATISTICS DEFAULT": ({ subtype, def }) =>
      subtype === "AT_SetStatistics" && def === undefined,
    "SET STORAGE DEFAULT": ({ subtype, def }) =>
      subtype === "AT_SetStorage" && nodeAs(def, "String")?.sval?.toLowerCase() === "default",
    "DETACH … CONCURRENTLY": ({ subtype, def }) =>
      subtype === "AT_DetachPartitionFinalize" || nodeAs(def, "PartitionCmd")?.concurrent === true,
    "NOT NULL as a table constraint": ({ def }) =>
      nodeAs(def, "Constraint")?.contype === "CONSTR_NOTNULL",
    "NOT ENFORCED": ({ def }) => nodeAs(def, "ATAlterConstraint")?.alterEnforceability === true,
    security_invoker: ({ subtype, def }) =>
      subtype === "AT_SetRelOptions" && hasOption(nodeAs(def, "List")?.items, "security_invoker"),
  },
  ColumnDef: {
    COMPRESSION: ({ compression }) => compression !== undefined,
    "STORAGE in a column's definition": ({ storage_name: storage }) => storage !== undefined,
  },
  CommonTableExpr: {
    "SEARCH and CYCLE in a query": ({ search_clause: search, cycle_clause: cycle }) =>
      search !== undefined || cycle !== undefined,
  },
  Constraint: {
    "NOT ENFORCED": ({ contype, is_enforced: isEnforced }) =>
      contype === "CONSTR_ATTR_ENFORCED" ||
      contype === "CONSTR_ATTR_NOT_ENFORCED" ||
      ((contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN") && isEnforced !== true),
    "NULLS NOT DISTINCT": (constraint) => constraint.nulls_not_distinct === true,
    "SET NULL of some columns": (constraint) => constraint.fk_del_set_cols !== undefined,
    "STORED generated columns": (constraint) =>
      constraint.contype === "CONSTR_GENERATED" && constraint.generated_kind !== "v",
    "VIRTUAL generated columns": (constraint) =>
      constraint.contype === "CONSTR_GENERATED" && constraint.generated_kind === "v",
    "WITHOUT OVERLAPS": (constraint) =>
      constraint.without_overlaps === true || constraint.fk_with_period === true,
  },
  CreateFunctionStmt: {
    "BEGIN ATOMIC and RETURN in a function's body": ({ sql_body: body }) => body !== undefined,
    "OUT arguments of a procedure": ({ is_procedure: isProcedure, parameters }) =>
      isProcedure === true &&
      nodesAs(parameters, "FunctionParameter").some(({ mode }) => mode === "FUNC_PARAM_OUT"),
  },
  CreateSeqStmt: {
    "CREATE UNLOGGED SEQUENCE": ({ sequence }) => sequence?.relpersistence === "u",
  },
  CreateStatsStmt: {
    "statistics on an expression": ({ exprs }) =>
      nodesAs(exprs, "StatsElem").some(({ expr }) => expr !== undefined),
    "statistics without a name": ({ defnames: names }) => names === undefined,
  },
  CreateStmt: {
    "NOT NULL as a table constraint": ({ tableElts }) =>
      nodesAs(tableElts, "Constraint").some(({ contype }) => contype === "CONSTR_NOTNULL"),
  },
  CreateTrigStmt: { "CREATE OR REPLACE TRIGGER": ({ replace }) => replace === true },
  GrantStmt: {
    "GRANT MAINTAIN": grantsMaintain,
    "GRANT … ON PARAMETER": ({ objtype }) => objtype === "OBJECT_PARAMETER_ACL",
    "GRANTED BY": ({ grantor }) => grantor !== undefined,
  },
  GrantRoleStmt: {
    "GRANT … WITH INHERIT": ({ opt }) => hasOption(opt, "inherit"),
    "GRANT … WITH SET": ({ opt }) => hasOption(opt, "set"),
  },
  JsonIsPredicate: { "IS JSON": () => true },
  // A function of one's own may have the name.
  JsonObjectConstructor: {
    "JSON_OBJECT with its own syntax": ({ exprs }) => exprs !== undefined,
  },
  JsonTable: { JSON_TABLE: () => true },
  IndexStmt: { "NULLS NOT DISTINCT": (index) => index.nulls_not_distinct === true },
  MergeStmt: {
    MERGE: () => true,
    "MERGE … RETURNING": ({ returningClause }) => returningClause !== undefined,
    "MERGE … WHEN NOT MATCHED BY SOURCE": ({ mergeWhenClauses }) =>
      nodesAs(mergeWhenClauses, "MergeWhenClause").some(
        ({ matchKind }) => matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE",
      ),
  },
  PublicationObjSpec: {
    "a publication of a schema's tables": ({ pubobjtype: type }) =>
      type === "PUBLICATIONOBJ_TABLES_IN_SCHEMA" || type === "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA",
    "a publication of some columns": ({ pubtable }) => pubtable?.columns !== undefined,
    "a publication of some rows": ({ pubtable }) => pubtable?.whereClause !== undefined,
  },
  RangeSubselect: { "a subquery without a name": ({ alias }) => alias === undefined },
  ReindexStmt: {
    "REINDEX … CONCURRENTLY": ({ params }) => hasOption(params, "concurrently"),
  },
  RenameStmt: {
    "ALTER VIEW … RENAME COLUMN": ({ renameType, relationType }) =>
      renameType === "OBJECT_COLUMN" && relationType === "OBJECT_VIEW",
  },
  ViewStmt: { security_invoker: ({ options }) => hasOption(options, "security_invoker") },
};

/** Rows to insert, which are many, and what holds names and constants alone: half of all nodes. */
const passedOver: ReadonlySet<NodeTag> = new Set([
  "InsertStmt",
  "A_Const",
  "ColumnRef",
  "String",
  "TypeName",
]);

/** The syntax of a statement that an older PostgreSQL may not know. */
export function newerSyntax(statement: Node): readonly NewerSyntax[] {
  const found = new Set<NewerSyntax>();
  walk(statement, (node) => {
    const tag = tagOf(node);
    if (tag === null || passedOver.has(tag)) return false;
    for (const syntax of marksIn(tag, node)) found.add(syntax);
    return true;
  });
  return [...found];
}

function marksIn<Tag extends NodeTag>(tag: Tag, node: Node): readonly NewerSyntax[] {
  const known: Marks<Tag> | undefined = marks[tag];
  const fields = known === undefined ? null : nodeAs(node, tag);
  if (known === undefined || fields === null) return [];
  const syntaxes = Object.keys(known) as NewerSyntax[];
  return syntaxes.filter((syntax) => known[syntax]?.(fields) === true);
}
