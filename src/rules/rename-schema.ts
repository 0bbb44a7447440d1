import { defineRule } from "./define-rule.ts";
import { missingSchema } from "./server-errors.ts";
import { quote } from "./wording.ts";

export const renameSchema = defineRule({
  id: "rename-schema",
  title: "A schema gets another name, which running code does not know",
  severity: "error",
  summary:
    "Every object of the schema gets another name at once, and code that still runs finds none of them.",
  kinds: ["rename-schema"],
  judge: (change, context) => {
    if (context.catalog.schemas.get(change.name) === "change") return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running looks for its tables in schema ${quote(change.name)}; it fails with ${missingSchema(change.name, context.catalog)} the moment this runs.`,
        safeWay: `Create schema ${quote(change.to)} with views of the old tables, move the code, and remove the old schema in a later pull request.`,
      },
    };
  },
});
