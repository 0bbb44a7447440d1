import { defineRule } from "./define-rule.ts";
import { earlierInTransaction, isMadeInTransaction } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { named, quote } from "./wording.ts";

export const enumValueInTransaction = defineRule({
  id: "enum-value-in-transaction",
  title: "A new enum value is used in the transaction that adds it, which the server refuses",
  severity: "error",
  summary:
    'A value that ALTER TYPE has added cannot be used before its transaction commits: "unsafe use of new value". Adding a value alone is free.',
  kinds: [
    "insert-rows",
    "update-rows",
    "delete-rows",
    "set-default",
    "add-column",
    "alter-column-type",
    "add-constraint",
    "create-index",
    "create-table",
    "create-view",
    "create-policy",
  ],
  dialects: ["postgresql"],
  judge: (_change, context) => {
    const earlier = earlierInTransaction(context);
    const added = earlier.find(
      (change) =>
        change.kind === "add-enum-value" &&
        context.sql.includes(`'${change.value.replaceAll("'", "''")}'`) &&
        !(usesOwnType(context) && isMadeInTransaction(change.type, context)),
    );
    if (added?.kind !== "add-enum-value") return null;
    return {
      hazards: ["cannot-run"],
      finding: {
        message: `${quote(added.value)} was added to ${named(added.type)} in this transaction, so the server refuses it here: "unsafe use of new value".`,
        safeWay: "Add the value in a migration of its own, which commits before this one runs.",
      },
    };
  },
});

/** Whether values of a type that the transaction itself has made can be used at once. */
function usesOwnType({ databaseVersion }: RuleContext): boolean {
  return databaseVersion < 12 || databaseVersion >= 17;
}
