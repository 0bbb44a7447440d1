import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { namesIn, nodeAs, nodesAs, relationName, type Node, type NodeOf } from "./ast.ts";

export function readCreatePublication(
  statement: NodeOf<"CreatePublicationStmt">,
): readonly SchemaChange[] {
  const tables = statement.for_all_tables === true ? "all" : tablesIn(statement.pubobjects);
  return [
    {
      kind: "create-object",
      object: "publication",
      name: statement.pubname ?? "",
      ...(sendsChanges(statement.options) ? { publishes: tables } : {}),
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
      return [{ ...object, action: "set-tables", publishes: tables }];
    default:
      return [{ ...object, action: "add-tables", publishes: tables }];
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

/** Tables that are named; those of a whole schema are not known here. */
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
