import type { SoughtObject } from "../../../model/condition.ts";
import { namesIn, nodeAs, nodesAs, type Node, type SelectStmt } from "../ast.ts";
import { functionName, stringConstant, uncast } from "../expression.ts";
import { namedByText } from "../named-by-text.ts";
import { mayBeTemplate } from "../placeholders.ts";

/** What a relation of the server's catalogs lists, and the columns that name it. */
interface Source {
  readonly kind: SoughtObject["kind"];
  readonly name: string;
  readonly schema?: string;
  readonly table?: string;
}

/** The first that a query reads is what it looks for; the others only name its schema or table. */
const sources: Readonly<Record<string, Source>> = {
  pg_enum: { kind: "enum-value", name: "enumlabel", table: "enumtypid" },
  pg_attribute: { kind: "column", name: "attname", table: "attrelid" },
  pg_constraint: {
    kind: "constraint",
    name: "conname",
    schema: "connamespace",
    table: "conrelid",
  },
  pg_trigger: { kind: "trigger", name: "tgname", table: "tgrelid" },
  pg_policy: { kind: "policy", name: "polname", table: "polrelid" },
  pg_policies: { kind: "policy", name: "policyname", schema: "schemaname", table: "tablename" },
  pg_proc: { kind: "function", name: "proname", schema: "pronamespace" },
  pg_type: { kind: "type", name: "typname", schema: "typnamespace" },
  pg_indexes: { kind: "index", name: "indexname", schema: "schemaname", table: "tablename" },
  pg_tables: { kind: "table", name: "tablename", schema: "schemaname" },
  pg_views: { kind: "view", name: "viewname", schema: "schemaname" },
  pg_matviews: { kind: "view", name: "matviewname", schema: "schemaname" },
  pg_sequences: { kind: "sequence", name: "sequencename", schema: "schemaname" },
  pg_class: { kind: "relation", name: "relname", schema: "relnamespace" },
  pg_extension: { kind: "extension", name: "extname" },
  pg_namespace: { kind: "schema", name: "nspname" },
  columns: { kind: "column", name: "column_name", schema: "table_schema", table: "table_name" },
  table_constraints: {
    kind: "constraint",
    name: "constraint_name",
    schema: "table_schema",
    table: "table_name",
  },
  tables: { kind: "relation", name: "table_name", schema: "table_schema" },
  views: { kind: "view", name: "table_name", schema: "table_schema" },
  schemata: { kind: "schema", name: "schema_name" },
  sequences: { kind: "sequence", name: "sequence_name", schema: "sequence_schema" },
  routines: { kind: "function", name: "routine_name", schema: "routine_schema" },
  triggers: {
    kind: "trigger",
    name: "trigger_name",
    schema: "trigger_schema",
    table: "event_object_table",
  },
};
const ranks = Object.keys(sources);

/** Facts that stand for the name of a schema or table in the queries of several catalogs. */
const schemaColumns = ["nspname", "table_schema", "constraint_schema", "schemaname"];
const tableColumns = ["relname"];

/** What a query says of the column of a catalog. */
interface Facts {
  readonly values: Map<string, { readonly name: string; readonly schema: string | null }>;
  /** Whether the schema was left to the search path. */
  alongSearchPath: boolean;
  furtherConditions: boolean;
}

/** The object that a query of the server's catalogs looks for; null where it is of another kind. */
export function soughtBy(select: SelectStmt): SoughtObject | null {
  const { op, groupClause, havingClause, limitOffset, withClause, intoClause } = select;
  const others = [groupClause, havingClause, limitOffset, withClause, intoClause];
  if ((op !== undefined && op !== "SETOP_NONE") || others.some((part) => part !== undefined))
    return null;
  // An aggregate alone gives a row in any case.
  if (nodesAs(select.targetList, "ResTarget").some(({ val }) => isCalled(val))) return null;
  const conditions: Node[] = [];
  const relations = relationsIn(select.fromClause ?? [], conditions);
  if (relations === null) return null;
  if (select.whereClause !== undefined) conditions.push(select.whereClause);
  const [main] = relations.toSorted((one, other) => ranks.indexOf(one) - ranks.indexOf(other));
  const source = main === undefined ? undefined : sources[main];
  return source === undefined ? null : objectOf(source, factsOf(conditions));
}

function isCalled(node: Node | undefined): boolean {
  return nodeAs(uncast(node), "FuncCall") !== null;
}

/** The catalogs that are joined; null where something else is. The conditions of the joins are added to the others. */
function relationsIn(from: readonly Node[], conditions: Node[]): readonly string[] | null {
  const found: string[] = [];
  const pending = [...from];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const join = nodeAs(node, "JoinExpr");
    const relation = nodeAs(node, "RangeVar");
    if (join !== null) {
      const { larg, rarg, quals } = join;
      if (join.jointype !== "JOIN_INNER" || join.isNatural === true) return null;
      if (larg === undefined || rarg === undefined || quals === undefined) return null;
      pending.push(larg, rarg);
      conditions.push(quals);
    } else {
      const name = relation?.relname ?? "";
      const schema = name.startsWith("pg_") ? "pg_catalog" : "information_schema";
      const isOwn = (relation?.schemaname ?? "pg_catalog") === schema;
      if (!isOwn || sources[name] === undefined) return null;
      found.push(name);
    }
  }
  return found;
}

function objectOf(source: Source, facts: Facts): SoughtObject | null {
  const name = facts.values.get(source.name);
  if (name === undefined) return null;
  const used = new Set([source.name]);
  const firstOf = (columns: readonly (string | undefined)[]) => {
    for (const column of columns) {
      const value = column === undefined ? undefined : facts.values.get(column);
      if (value === undefined || column === undefined || column === source.name) continue;
      used.add(column);
      return value;
    }
    return null;
  };
  const hasTable = source.table !== undefined;
  const table = hasTable ? firstOf([source.table, ...tableColumns, "typname"]) : null;
  const schema = firstOf([source.schema, ...schemaColumns]);
  return {
    kind: source.kind,
    name: name.name,
    table: table?.name ?? null,
    schema: schema?.name ?? table?.schema ?? null,
    alongSearchPath: facts.alongSearchPath,
    furtherConditions: facts.furtherConditions || used.size < facts.values.size,
  };
}

function factsOf(conditions: readonly Node[]): Facts {
  const facts: Facts = { values: new Map(), alongSearchPath: false, furtherConditions: false };
  const pending = [...conditions];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const both = nodeAs(node, "BoolExpr");
    if (both?.boolop === "AND_EXPR") for (const part of both.args ?? []) pending.push(part);
    else if (!addFact(facts, node)) facts.furtherConditions = true;
  }
  return facts;
}

/** Whether the condition is one that the facts now hold, or one that every object meets. */
function addFact(facts: Facts, node: Node): boolean {
  const negated = nodeAs(node, "BoolExpr");
  if (negated?.boolop === "NOT_EXPR") return columnIn(negated.args?.[0]) === "attisdropped";
  const comparison = nodeAs(node, "A_Expr");
  if (comparison === null) return false;
  const operator = namesIn(comparison.name)[0];
  const column = columnIn(comparison.lexpr);
  if (column === null) return false;
  if (column === "attnum" && operator === ">") return true;
  if (operator !== "=") return false;
  if (comparison.kind === "AEXPR_OP_ANY") {
    facts.alongSearchPath ||= isCallOf(comparison.rexpr, "current_schemas");
    return facts.alongSearchPath;
  }
  const other = columnIn(comparison.rexpr);
  if (other !== null && comparison.kind === "AEXPR_OP") return column === "oid" || other === "oid";
  if (isCurrentSchema(comparison.rexpr)) return (facts.alongSearchPath = true);
  if (column === "table_catalog" || column === "catalog_name")
    return isCallOf(comparison.rexpr, "current_database");
  const value = valueIn(
    comparison.kind === "AEXPR_IN" ? soleItem(comparison.rexpr) : comparison.rexpr,
  );
  if (value === null || facts.values.has(column)) return false;
  if (value.alongSearchPath) facts.alongSearchPath = true;
  facts.values.set(column, value);
  return true;
}

function columnIn(node: Node | undefined): string | null {
  const fields = nodeAs(uncast(node), "ColumnRef")?.fields;
  return fields === undefined ? null : (namesIn(fields).at(-1) ?? null);
}

function soleItem(node: Node | undefined): Node | undefined {
  const items = nodeAs(node, "List")?.items ?? [];
  return items.length === 1 ? items[0] : undefined;
}

/** `'users'`, `'public.users'::regclass`, `(SELECT oid FROM pg_type WHERE typname = 'mood')`. */
function valueIn(
  node: Node | undefined,
): { readonly name: string; readonly schema: string | null; alongSearchPath: boolean } | null {
  const cast = namesIn(nodeAs(node, "TypeCast")?.typeName?.names).at(-1) ?? "";
  const text = stringConstant(node);
  if (text !== null) {
    if (mayBeTemplate(text)) return null;
    if (!cast.startsWith("reg")) return { name: text, schema: null, alongSearchPath: false };
    const named = namedByText(text);
    if (named === null) return null;
    return { ...named, alongSearchPath: named.schema === null && cast !== "regnamespace" };
  }
  const link = nodeAs(node, "SubLink");
  const select = link?.subLinkType === "EXPR_SUBLINK" ? nodeAs(link.subselect, "SelectStmt") : null;
  const object = select === null ? null : soughtBy(select);
  if (object === null || object.furtherConditions) return null;
  const { name, schema, alongSearchPath } = object;
  return { name, schema, alongSearchPath };
}

function isCurrentSchema(node: Node | undefined): boolean {
  return (
    nodeAs(node, "SQLValueFunction")?.op === "SVFOP_CURRENT_SCHEMA" ||
    isCallOf(node, "current_schema")
  );
}

function isCallOf(node: Node | undefined, name: string): boolean {
  const call = nodeAs(uncast(node), "FuncCall");
  return call !== null && functionName(call) === name;
}
