import type { ChangeKind, SchemaChange } from "../model/schema-change.ts";
import type { Rule, RuleContext, RuleVerdict } from "./rule.ts";

/** A rule that may be asked about any change: it says null to kinds that are not its own. */
export interface DefinedRule extends Omit<Rule, "judge"> {
  readonly judge: (change: SchemaChange, context: RuleContext) => RuleVerdict | null;
}

/** Makes rules of different kinds of change fit one list. */
export function defineRule<const Kind extends ChangeKind>(rule: Rule<Kind>): DefinedRule {
  const kinds: readonly ChangeKind[] = rule.kinds;
  const isOwn = (change: SchemaChange): change is Extract<SchemaChange, { kind: Kind }> =>
    kinds.includes(change.kind);
  return {
    ...rule,
    judge: (change, context) => {
      if (rule.dialects !== undefined && !rule.dialects.includes(context.dialect)) return null;
      return isOwn(change) ? rule.judge(change, context) : null;
    },
  };
}
