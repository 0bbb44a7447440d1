import { nameKey } from "../catalog/catalog.ts";
import type { AlterCompositeType } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { columnsOfType } from "./dependants.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { missingAttribute } from "./server-errors.ts";
import { columnOf, linkExpand, listOf, named } from "./wording.ts";

export const alterCompositeType = defineRule({
  id: "alter-composite-type",
  title: "An attribute of a composite type is dropped, renamed or changed under running code",
  severity: "error",
  summary:
    "Code that still runs reads the attribute by its name, or builds the value attribute by attribute, and fails. A new attribute breaks code that builds whole values; it is a warning where no column has the type. A type of the same release is exempt.",
  kinds: ["alter-composite-type"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (context.catalog.types.get(nameKey(change.type))?.origin === "change") return {};
    switch (change.action.do) {
      case "add":
        return judgeAdd(change, context);
      case "drop":
        return judgeDrop(change, context);
      case "rename":
        return {
          compatibility: "destructive",
          hazards: ["breaks-running-code"],
          requirement: "split",
          finding: {
            message: `Code that is still running reads ${columnOf(change.type, change.attribute)}; it fails with ${missingAttribute(change.type, change.attribute)} the moment this runs.`,
            safeWay: "Add a second attribute, move the code to it, and drop this one later.",
          },
        };
      case "change-type":
        return judgeType(change, context);
    }
  },
});

function judgeAdd(change: AlterCompositeType, context: RuleContext): RuleVerdict {
  const columns = usersOf(change, context);
  const attribute = columnOf(change.type, change.attribute);
  if (columns === null) {
    return {
      finding: {
        severity: "warning",
        message: `Code that is still running and builds a whole ${named(change.type)}, or takes one apart, does not expect ${attribute}: a row or literal of the old length is refused.`,
        safeWay: "First ship code that builds it by a cast from JSON, or in both lengths.",
      },
    };
  }
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "split",
    finding: {
      message: `Code that is still running and writes ${columns} builds the value without ${attribute}; it fails with "malformed record literal" or "cannot cast type record" the moment this runs.`,
      safeWay:
        "Make a second type with the attribute, move column and code to it, and drop this one later.",
    },
  };
}

function judgeDrop(change: AlterCompositeType, context: RuleContext): RuleVerdict {
  const columns = usersOf(change, context);
  const lost = columns === null ? "" : ` Its values in ${columns} are gone.`;
  return {
    compatibility: "destructive",
    hazards: columns === null ? ["breaks-running-code"] : ["breaks-running-code", "loses-data"],
    requirement: "expand",
    finding: {
      message: `Code that is still running reads ${columnOf(change.type, change.attribute)}; it fails with ${missingAttribute(change.type, change.attribute)} the moment this runs.${lost}`,
      safeWay: `First ship code that no longer uses the attribute. ${linkExpand}`,
    },
  };
}

function judgeType(change: AlterCompositeType, context: RuleContext): RuleVerdict {
  const columns = usersOf(change, context);
  const refused =
    columns === null ? "" : ` Because ${columns} has the type, the server refuses the statement.`;
  return {
    compatibility: "destructive",
    hazards: columns === null ? ["breaks-running-code"] : ["breaks-running-code", "cannot-run"],
    requirement: "split",
    finding: {
      message: `Code that is still running reads and writes ${columnOf(change.type, change.attribute)} by its old type.${refused}`,
      safeWay:
        "Add a second attribute of the new type, move the code to it, and drop this one later.",
    },
  };
}

function usersOf(change: AlterCompositeType, context: RuleContext): string | null {
  const columns = columnsOfType(context.catalog, change.type);
  if (columns.length === 0) return null;
  return listOf(columns.map(({ table, column }) => columnOf(table.name, column)));
}
