import type { PolicyDefinition } from "../model/definitions.ts";
import type { AlterPolicy } from "../model/schema-change.ts";

/** What ALTER POLICY makes of a policy: what the statement leaves out stays. */
export function policyAfter(old: PolicyDefinition, change: AlterPolicy): PolicyDefinition {
  return {
    ...old,
    roles: change.roles ?? old.roles,
    using: change.using ?? old.using,
    check: change.check ?? old.check,
  };
}
