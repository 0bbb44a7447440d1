import type { ChangeSetting } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isMadeByRelease } from "./released-object.ts";
import { linkExpand, quote } from "./wording.ts";

const otherForm = "reads and writes values in another form";

/** Settings that change what the statements of running code mean. */
const meanings: Readonly<Record<string, string>> = {
  array_nulls: otherForm,
  bytea_output: otherForm,
  client_encoding: otherForm,
  datestyle: otherForm,
  default_transaction_isolation: "meets serialization failures, or rows it did not see",
  default_transaction_read_only: 'may fail with "cannot execute in a read-only transaction"',
  extra_float_digits: otherForm,
  intervalstyle: otherForm,
  role: "acts as another role",
  row_security: "sees other rows, or is refused them",
  search_path: "finds other tables and functions under the names that it writes without a schema",
  session_replication_role: "writes past triggers and foreign keys, or no longer",
  standard_conforming_strings: otherForm,
  timezone: "reads and writes other times",
  transform_null_equals: "compares NULL in another way",
  xmloption: otherForm,
};

const timeouts: ReadonlySet<string> = new Set([
  "idle_in_transaction_session_timeout",
  "idle_session_timeout",
  "lock_timeout",
  "statement_timeout",
  "transaction_timeout",
]);

export const changeSetting = defineRule({
  id: "change-setting",
  title: "Sessions of running code start with another setting",
  severity: "error",
  summary:
    "The next connection of code that still runs starts with another search path, time zone or form of values, so that the same statements mean something else. Timeouts and resets are warnings; settings of memory, plans and logs are exempt.",
  kinds: ["change-setting"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const [, object = "", name = ""] = /^(role|database) (\S+)$/.exec(change.target) ?? [];
    if (isMadeByRelease({ object, name }, context)) return {};
    const by = change.target === "system" ? "" : ` that connects by ${quote(change.target)}`;
    const code = `From its next connection on, running code${by}`;
    const meaning = meanings[change.setting];
    if (meaning !== undefined) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "expand",
        finding: {
          message: `${code} ${meaning}: ${quote(change.setting)} is another.`,
          safeWay: `First ship code that sets ${quote(change.setting)} itself, or does not depend on it. ${linkExpand}`,
        },
      };
    }
    const effect = milderEffect(change);
    if (effect === null) return {};
    return {
      finding: {
        severity: "warning",
        message: `${code} ${effect}.`,
        safeWay: "See that the code that runs now works with it.",
      },
    };
  },
});

function milderEffect(change: ChangeSetting): string | null {
  const setting = quote(change.setting);
  if (change.setting === "all") return "is without every setting that was made for it";
  if (timeouts.has(change.setting))
    return change.value === null ? null : `is cut off where it takes longer than ${setting}`;
  // A setting of the application's own; without it, `current_setting` fails.
  const isOwn = change.setting.includes(".") && change.value === null;
  return isOwn ? `is without ${setting}, so that \`current_setting\` of it fails` : null;
}
