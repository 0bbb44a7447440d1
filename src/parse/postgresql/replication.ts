import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import type { PublishedPart, Publishing } from "../../model/server-object-change.ts";
import { namesIn, nodeAs, nodesAs, relationName, type Node, type NodeOf } from "./ast.ts";
import { readExpression } from "./expression.ts";

export function readCreatePublication(
  statement: NodeOf<"CreatePublicationStmt">,
): readonly SchemaChange[] {
  const tables = statement.for_all_tables === true ? "all" : tablesIn(statement.pubobjects);
  return [
    {
      kind: "create-object",
      object: "publication",
      name: statement.pubname ?? "",
      publishes: tables,
      ...partsIn(statement.pubobjects),
      ...(sendsChanges(statement.options) ? {} : { insertsOnly: true }),
    },
  ];
}

export function readAlterPublication(
  statement: NodeOf<"AlterPublicationStmt">,
): readonly SchemaChange[] {
  const object = {
    kind: "alter-object",
    object: "publication",
    name: statement.pubname ?? "",
  } as const;
  const publish = nodesAs(statement.options, "DefElem").find((one) => one.defname === "publish");
  if (statement.options !== undefined) {
    const sent = publish?.arg === undefined ? "" : namesIn([publish.arg]).join("");
    const isLess = ["insert", "update", "delete", "truncate"].some((kind) => !sent.includes(kind));
    return [{ ...object, action: publish !== undefined && isLess ? "publish-less" : "options" }];
  }
  const tables = tablesIn(statement.pubobjects);
  switch (statement.action) {
    case "AP_DropObjects":
      return [{ ...object, action: "drop-tables", withdraws: tables }];
    case "AP_SetObjects":
      return [
        { ...object, action: "set-tables", publishes: tables, ...partsIn(statement.pubobjects) },
      ];
    default:
      return [
        { ...object, action: "add-tables", publishes: tables, ...partsIn(statement.pubobjects) },
      ];
  }
}

export function readCreateSubscription(
  statement: NodeOf<"CreateSubscriptionStmt">,
): readonly SchemaChange[] {
  return [{ kind: "create-object", object: "subscription", name: statement.subname ?? "" }];
}

const subscriptionActions: Readonly<Record<string, string>> = {
  ALTER_SUBSCRIPTION_ADD_PUBLICATION: "add-publication",
  ALTER_SUBSCRIPTION_CONNECTION: "connection",
  ALTER_SUBSCRIPTION_DROP_PUBLICATION: "drop-publication",
  ALTER_SUBSCRIPTION_OPTIONS: "options",
  ALTER_SUBSCRIPTION_REFRESH: "refresh",
  ALTER_SUBSCRIPTION_SET_PUBLICATION: "set-publication",
  ALTER_SUBSCRIPTION_SKIP: "skip",
};

export function readAlterSubscription(
  statement: NodeOf<"AlterSubscriptionStmt">,
): readonly SchemaChange[] {
  const [option] = nodesAs(statement.options, "DefElem");
  const action =
    statement.kind === "ALTER_SUBSCRIPTION_ENABLED"
      ? nodeAs(option?.arg, "Boolean")?.boolval === true
        ? "enable"
        : "disable"
      : (subscriptionActions[statement.kind ?? ""] ?? "");
  return [{ kind: "alter-object", object: "subscription", name: statement.subname ?? "", action }];
}

export function readDropSubscription(
  statement: NodeOf<"DropSubscriptionStmt">,
): readonly SchemaChange[] {
  return [
    {
      kind: "drop-object",
      object: "subscription",
      name: statement.subname ?? "",
      ifExists: statement.missing_ok === true,
      cascade: statement.behavior === "DROP_CASCADE",
    },
  ];
}

/** Whole schemas, and tables of which only some rows or columns are sent. */
function partsIn(objects: readonly Node[] | undefined): Publishing {
  const specs = nodesAs(objects, "PublicationObjSpec");
  const schemas = specs.flatMap(({ pubobjtype, name }) =>
    pubobjtype?.startsWith("PUBLICATIONOBJ_TABLES_IN_") === true ? [name ?? null] : [],
  );
  const parts = specs.flatMap(({ pubtable }): readonly PublishedPart[] => {
    if (pubtable?.relation === undefined) return [];
    const rowsBy = readExpression(pubtable.whereClause, "").columns;
    const columns = pubtable.columns === undefined ? null : namesIn(pubtable.columns);
    if (rowsBy.length === 0 && columns === null) return [];
    return [{ table: relationName(pubtable.relation), rowsBy, columns }];
  });
  return {
    ...(schemas.length === 0 ? {} : { publishesSchemas: schemas }),
    ...(parts.length === 0 ? {} : { publishesParts: parts }),
  };
}

/** Tables that are named. */
function tablesIn(objects: readonly Node[] | undefined): readonly QualifiedName[] {
  return nodesAs(objects, "PublicationObjSpec").flatMap(({ pubtable }) =>
    pubtable?.relation === undefined ? [] : [relationName(pubtable.relation)],
  );
}

/** Whether updates or deletes are sent, which need to tell the old row: all but `publish = 'insert'` and the like. */
function sendsChanges(options: readonly Node[] | undefined): boolean {
  const publish = nodesAs(options, "DefElem").find(({ defname }) => defname === "publish");
  if (publish?.arg === undefined) return true;
  return /update|delete/i.test(namesIn([publish.arg]).join(""));
}
