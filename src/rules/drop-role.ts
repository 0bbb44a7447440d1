import type { AlterObject, DropObject } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isMadeByRelease, madeObjectAgain } from "./released-object.ts";
import type { RuleVerdict } from "./rule.ts";
import { missingObject } from "./server-errors.ts";
import { linkExpand, quote } from "./wording.ts";

/** What the loss of an attribute does to code that runs as the role. */
const losses: Readonly<Record<string, string>> = {
  nobypassrls: "sees only the rows that the policies show",
  nocreatedb: "can no longer make databases",
  nocreaterole: "can no longer make roles",
  noinherit: "loses the privileges of the roles that it is a member of",
  nologin: 'cannot connect any more ("role is not permitted to log in")',
  noreplication: "can no longer replicate",
  nosuperuser: 'is denied what it was never granted ("permission denied")',
  password: 'cannot connect any more with the password it has ("password authentication failed")',
};

/** These may as well give more, which the statement does not tell. */
const limits: Readonly<Record<string, string>> = {
  "connection-limit": "connections beyond the limit are refused",
  "valid-until": "its password is refused from then on",
};

export const dropRole = defineRule({
  id: "drop-role",
  title: "A role that running code connects as is dropped or may do less",
  severity: "error",
  summary:
    "Code that still runs as the role cannot connect any more, or is denied what it does. DROP OWNED takes every object of the role along. A role that the same release makes is exempt, and so is what gives a role more.",
  kinds: ["drop-object", "alter-object"],
  judge: (change, context) => {
    if (change.object === "all owned by role" && change.kind === "drop-object")
      return judgeOwned(change);
    if (change.object !== "role") return null;
    if (isMadeByRelease(change, context)) return {};
    if (change.kind === "alter-object") return judgeAttribute(change);
    if (madeObjectAgain(change, context) === "in-transaction") return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Code that is still running as ${quote(change.name)} cannot connect any more, and what acts as the role fails with ${missingObject("role", change.name)}.`,
        safeWay: `First move all code to another role. ${linkExpand}`,
      },
    };
  },
});

function judgeOwned(change: DropObject): RuleVerdict {
  const along = change.cascade ? ", with all that depends on it," : "";
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code", "loses-data"],
    requirement: "expand",
    finding: {
      message: `Every table, view and function that ${quote(change.name)} owns${along} is dropped with its rows, and every privilege of the role is gone; which objects these are is not in the migrations.`,
      safeWay: `Hand the objects over with \`REASSIGN OWNED BY\` first, when no code runs as the role. ${linkExpand}`,
    },
  };
}

function judgeAttribute(change: AlterObject): RuleVerdict {
  const role = quote(change.name);
  const limit = limits[change.action];
  if (limit !== undefined) {
    return {
      finding: {
        severity: "warning",
        message: `For code that is still running as ${role}, ${limit}.`,
        safeWay: "See that all code that connects as the role stays within it.",
      },
    };
  }
  const loss = losses[change.action];
  if (loss === undefined) return {};
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "expand",
    finding: {
      message: `Code that is still running as ${role} ${loss}.`,
      safeWay: `Make a second role as it shall be, move the code to it, then change this one. ${linkExpand}`,
    },
  };
}
