import { nameKey } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { columnsOfDomain } from "./domain-columns.ts";

export const domainScan = defineRule({
  id: "domain-scan",
  title: "A constraint of a domain reads every table that has it, while writes wait",
  severity: "error",
  summary:
    "SET NOT NULL and ADD CHECK of a domain read every table with a column of it, each under SHARE until the transaction ends. NOT VALID reads nothing. VALIDATE takes the same lock, so it is a warning.",
  kinds: ["alter-domain"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { action } = change;
    const validates = action.do === "validate-constraint";
    const adds = action.do === "add-constraint" && !action.constraint.notValid;
    if (!validates && !adds && action.do !== "set-not-null") return null;
    const definition = context.catalog.types.get(nameKey(change.type))?.definition;
    const isNotNull = definition?.kind === "domain" && !definition.nullable;
    if (action.do === "set-not-null" && isNotNull) return null;
    const columns = columnsOfDomain(change, context);
    if (columns === null) return null;
    return {
      hazards: ["scans-table", "blocks-writes"],
      finding: {
        severity: validates ? "warning" : "error",
        message: `Every row that holds ${columns} is read; SHARE on the whole table blocks every write of running code until it is done.`,
        safeWay: validates
          ? "Run it when there are few writes. A CHECK on the table itself is validated without blocking them."
          : "Add the check as NOT VALID, or put a CHECK on the table instead, which is validated without blocking writes.",
      },
    };
  },
});
