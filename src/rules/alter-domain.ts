import { nameKey } from "../catalog/catalog.ts";
import type { AlterDomain } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { columnsOfDomain } from "./domain-columns.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { emptyDomain, violatesDomain } from "./server-errors.ts";
import { linkExpand, named, quote, quoteSql } from "./wording.ts";

export const alterDomain = defineRule({
  id: "alter-domain",
  title: "A domain rejects values that running code writes, or gives its columns another default",
  severity: "error",
  summary:
    "NOT NULL and CHECK of a domain hold for every column that has it, also when the check is NOT VALID: that spares only the rows that exist. What loosens a domain is a warning. A domain of the same release, or one that no column has, is exempt.",
  kinds: ["alter-domain"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const columns = columnsOfDomain(change, context);
    if (columns === null) return {};
    const known = context.catalog.types.get(nameKey(change.type));
    const domain = known?.definition.kind === "domain" ? known.definition : null;
    const { action } = change;
    // Running code leaves the columns of a new domain out, which hurts only where NULL is not taken.
    const isFilled = domain?.default != null && !domain.default.isNull;
    if (known?.origin === "change" && (action.do !== "set-not-null" || isFilled)) return {};
    switch (action.do) {
      case "set-not-null":
        if (domain?.nullable === false) return {};
        return tightened(
          `Code that is still running and leaves ${columns} empty fails with ${emptyDomain(change.type)}; so does this statement, if a row has NULL.`,
          true,
        );
      case "add-constraint": {
        const { notValid, expression } = action.constraint;
        const rest = notValid
          ? "NOT VALID spares only the rows that exist"
          : "and the statement itself fails if a row breaks it";
        return tightened(
          `Code that is still running and writes ${columns} without ${quoteSql(expression?.sql ?? "")} fails with ${violatesDomain(change.type, action.constraint.name)}; ${rest}.`,
          !notValid,
        );
      }
      case "drop-default":
        if (domain !== null && domain.default === null) return {};
        return tightened(
          `Inserts of code that is still running and leaves ${columns} out store NULL from now on, or fail where NULL is not allowed.`,
          false,
        );
      default:
        return loosened(change, columns, context);
    }
  },
});

function tightened(message: string, readsRows: boolean): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: readsRows ? ["breaks-running-code", "can-fail"] : ["breaks-running-code"],
    requirement: "expand",
    finding: {
      message,
      safeWay: `First ship code that writes only values that pass. ${linkExpand}`,
    },
  };
}

function loosened(change: AlterDomain, columns: string, context: RuleContext): RuleVerdict {
  const definition = context.catalog.types.get(nameKey(change.type))?.definition;
  const domain = definition?.kind === "domain" ? definition : null;
  const warning = (message: string, safeWay: string): RuleVerdict => ({
    finding: { severity: "warning", message, safeWay },
  });
  const { action } = change;
  switch (action.do) {
    case "drop-not-null":
      if (domain?.nullable === true) return {};
      return warning(
        `Code that is still running does not expect NULL in ${columns}; it meets it as soon as a writer leaves it out.`,
        "Let readers accept NULL before any writer stores it.",
      );
    case "drop-constraint":
      return warning(
        `${named(change.type)} loses ${quote(action.name)}: readers that rely on it may meet values that break it.`,
        "Drop it in the contract phase, when no reader relies on it.",
      );
    case "set-default": {
      const old = domain?.default ?? null;
      if (old === null || old.sql === action.default.sql) return {};
      return warning(
        `Inserts of running code that leave ${columns} out store ${quoteSql(action.default.sql)} from now on instead of ${quoteSql(old.sql)}.`,
        "First ship code that writes the value itself, then change the default.",
      );
    }
    default:
      return {};
  }
}
