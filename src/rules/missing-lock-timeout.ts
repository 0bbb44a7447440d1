import { changeKinds } from "./baseline.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { strongLocks } from "./held-locks.ts";
import { isStrongLock } from "./lock-timeout.ts";
import { strongestLock } from "./locks.ts";
import type { RuleContext } from "./rule.ts";
import { listOf, named } from "./wording.ts";

export const missingLockTimeout = defineRule({
  id: "missing-lock-timeout",
  title: "A file takes its first strong lock without a lock_timeout",
  severity: "warning",
  summary:
    "A lock that has to wait for a long query lets every later query of the table wait behind it, so a statement of milliseconds stops running code for minutes. With a lock_timeout the statement gives up instead, and can be run again. It is told once for each file; what the tool sets for its own session is not in the files.",
  kinds: changeKinds,
  dialects: ["postgresql"],
  isRemark: true,
  judge: (change, context) => {
    if (context.lockTimeoutSet !== false || context.strongLockTaken !== false) return null;
    const lock = strongestLock(change, context);
    if (lock === null || !isStrongLock(lock)) return null;
    return {
      finding: {
        message: `${lock} is asked for without a \`lock_timeout\`: while this waits for a long query, every later query that needs the table waits behind it.${others(change, context)}`,
        safeWay: context.inTransaction
          ? "Put `SET LOCAL lock_timeout = '5s'` before it, and run the migration again when it gives up."
          : "Put `SET lock_timeout = '5s'` before it, and run the migration again when it gives up.",
      },
    };
  },
});

/** As many tables as a sentence names. */
const few = 3;

/** Tables that are locked although the statement is about another one, as a foreign key's other side is. */
function others(change: SchemaChange, context: RuleContext): string {
  const locked = strongLocks(change, context);
  const names = new Set(
    locked.flatMap(({ table, isSubject }) =>
      isSubject || table.name === "" ? [] : [named(table)],
    ),
  );
  if (names.size === 0) return "";
  const shown = [...names].slice(0, few);
  const more = names.size - shown.length;
  const also = locked.some(({ isSubject }) => isSubject) ? " as well" : "";
  return ` It locks ${listOf(more === 0 ? shown : [...shown, `${more} more`])}${also}.`;
}
