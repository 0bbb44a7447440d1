import { defineRule } from "./define-rule.ts";
import { takesAlong } from "./takes-along.ts";
import { missingSchema } from "./server-errors.ts";
import { linkExpand, listOf, named, quote } from "./wording.ts";

export const dropSchema = defineRule({
  id: "drop-schema",
  title: "A schema that running code may use is dropped, with all that is in it",
  severity: "error",
  summary:
    "All objects of the schema go at once, with all rows, while code that still runs uses them. Without CASCADE the server refuses as long as something is in it.",
  kinds: ["drop-schema"],
  judge: (change, context) => {
    if (context.catalog.schemas.get(change.name) === "change") return takesAlong(change, context);
    const tables = [...context.catalog.tables.values()].filter(
      (table) => table.name.schema === change.name,
    );
    const names = tables.slice(0, 5).map((table) => named(table.name));
    if (tables.length > names.length) names.push(`${tables.length - names.length} more`);
    const along =
      names.length === 0
        ? ""
        : change.cascade || context.dialect !== "postgresql"
          ? ` ${context.dialect === "postgresql" ? "CASCADE drops" : "It drops"} ${listOf(names)} with all rows.`
          : ` Because of ${listOf(names)} in it the server refuses.`;
    const refused = names.length > 0 && !change.cascade && context.dialect === "postgresql";
    return {
      compatibility: "destructive",
      hazards: refused
        ? ["breaks-running-code", "loses-data", "cannot-run"]
        : ["breaks-running-code", "loses-data"],
      requirement: "expand",
      finding: {
        message: `Code that is still running uses objects of schema ${quote(change.name)}; it fails with ${missingSchema(change.name, context.catalog)} the moment this runs.${along}`,
        safeWay: `First ship code that no longer uses the schema, and drop its objects one by one. ${linkExpand}`,
      },
    };
  },
});
