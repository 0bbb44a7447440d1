import type { DropObject } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isMadeByRelease, madeObjectAgain } from "./released-object.ts";
import type { RuleVerdict } from "./rule.ts";
import { missingObject } from "./server-errors.ts";
import { linkExpand, quote } from "./wording.ts";

/** What code that is still running meets when such an object is gone. */
const harms: Readonly<Record<string, string>> = {
  "access method": "makes tables or indexes with it",
  cast: "relies on it, written or not,",
  collation: "sorts or compares by it",
  conversion: "converts its encoding by it",
  "foreign data wrapper": "reads foreign tables through it",
  language: "calls functions written in it",
  operator: "uses it",
  "operator class": "makes indexes with it",
  "operator family": "makes indexes with it",
  server: "reads foreign tables through it",
  "text search configuration": "searches by it",
  "text search dictionary": "searches by it",
  "text search parser": "searches by it",
  "text search template": "searches by it",
  transform: "calls functions that use it",
  "user mapping": "reads foreign tables by it",
};

export const dropObject = defineRule({
  id: "drop-object",
  title:
    "A cast, operator, collation, foreign server or the like that running code may use is dropped",
  severity: "error",
  summary:
    "Queries of code that still runs and use the object, often without naming it, fail. A whole database takes all its rows along. What is made again in the same transaction is exempt, and so is a tablespace, which the server drops only when it is empty.",
  kinds: ["drop-object"],
  judge: (change, context) => {
    if (change.object === "tablespace") return {};
    if (change.object === "database") return judgeDatabase(change);
    const harm = harms[change.object];
    if (harm === undefined && change.object !== "event trigger") return null;
    if (isMadeByRelease(change, context)) return {};
    if (madeObjectAgain(change, context) === "in-transaction" && !change.cascade) return {};
    const object = `${change.object} ${quote(change.name)}`;
    if (harm === undefined) {
      return {
        finding: {
          severity: "warning",
          message: `What ${object} does at each change of the schema (an audit, a reload of a cached schema) stops the moment this runs.`,
          safeWay: "Drop it when no tool relies on it.",
        },
      };
    }
    const fails = change.object.startsWith("text search")
      ? `fails with ${missingObject(change.object, change.name)}`
      : "fails";
    const along = change.cascade ? " CASCADE drops all that depends on it." : "";
    return {
      compatibility: "destructive",
      hazards: change.cascade ? ["breaks-running-code", "loses-data"] : ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `The moment ${object} is gone, code that is still running and ${harm} ${fails}.${along}`,
        safeWay: `First ship code and a schema that no longer use it. ${linkExpand}`,
      },
    };
  },
});

function judgeDatabase(change: DropObject): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code", "loses-data"],
    requirement: "split",
    finding: {
      message: `Database ${quote(change.name)} goes with all its rows, and no rollback brings them back.`,
      safeWay: "Drop a database by hand, after a backup, when nothing connects to it any more.",
    },
  };
}
