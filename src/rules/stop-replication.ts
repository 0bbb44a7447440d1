import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { followedBy } from "./release.ts";
import { isMadeByRelease, madeObjectAgain } from "./released-object.ts";
import type { RuleVerdict } from "./rule.ts";
import { withoutIdentity } from "./server-errors.ts";
import { linkExpand, named, quote } from "./wording.ts";

/** What whoever receives the rows loses, by object and action. */
const losses: Readonly<Record<string, string>> = {
  "publication drop-tables": "get no more changes of the tables that it leaves out",
  "publication publish-less": "get no more changes of the kinds that it leaves out",
  "publication set-tables": "get no more changes of any table that is not in the new list",
  "subscription connection": "go on from another server, which may lack rows",
  "subscription disable": "get no more changes until it is enabled again",
  "subscription drop-publication": "get no more changes of that publication",
  "subscription set-publication": "get no more changes of the publications that it leaves out",
  "subscription skip": "never get the transaction that is skipped",
};

export const stopReplication = defineRule({
  id: "stop-replication",
  title: "Subscribers stop getting changes of rows that they get now",
  severity: "error",
  summary:
    "Replicas, warehouses and services that follow the changes of a table fall behind in silence, and what they missed does not come later. Without a replica identity a published table also refuses updates and deletes.",
  kinds: ["drop-object", "alter-object", "alter-table-option"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.kind === "alter-table-option") {
      if (change.option !== "replica-identity-nothing") return null;
      if (!isLiveTable(context, change.table)) return {};
      const again = followedBy(
        context,
        (later) =>
          later.kind === "alter-table-option" &&
          later.option.startsWith("replica-identity") &&
          later.table.name === change.table.name &&
          later.table.schema === change.table.schema,
      );
      if (again === "in-transaction") return {};
      return destructive(
        `Subscribers cannot tell which row of ${named(change.table)} was changed: where it is published, updates of running code fail with ${withoutIdentity(change.table)}, and so do deletes.`,
      );
    }
    if (change.object !== "publication" && change.object !== "subscription") return null;
    if (isMadeByRelease(change, context)) return {};
    const object = `${change.object} ${quote(change.name)}`;
    if (change.kind === "drop-object") {
      const again = madeObjectAgain(change, context);
      if (again === "in-transaction" && change.object === "publication") return {};
      return destructive(
        `All that receive the changes of ${object} stop getting any the moment this runs.`,
      );
    }
    const loss = losses[`${change.object} ${change.action}`];
    return loss === undefined ? {} : destructive(`Those that follow ${object} ${loss}.`);
  },
});

function destructive(message: string): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "expand",
    finding: {
      message,
      safeWay: `First move every subscriber to what takes its place. ${linkExpand}`,
    },
  };
}
