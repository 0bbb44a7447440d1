import type { Acknowledgement, AcknowledgingTool } from "../model/acknowledgement.ts";

/** Checks of other tools, in small letters, and our rules that say the same. What is not listed lets nothing pass. */
const sameAs: Readonly<
  Partial<Record<AcknowledgingTool, Readonly<Record<string, readonly string[]>>>>
> = {
  atlas: {
    destructive: ["drop-schema", "drop-table", "drop-column"],
    ds101: ["drop-schema"],
    ds102: ["drop-table"],
    ds103: ["drop-column"],
    bc101: ["rename-table"],
    bc102: ["rename-column"],
    mf103: ["add-required-column"],
    mf104: ["set-not-null", "set-not-null-scan"],
    pg101: ["create-index-not-concurrently"],
  },
  squawk: {
    "adding-field-with-default": ["add-column-volatile-default"],
    "adding-foreign-key-constraint": ["add-foreign-key", "constraint-scan"],
    "adding-not-nullable-field": ["set-not-null", "set-not-null-scan"],
    "adding-required-field": ["add-required-column"],
    "adding-serial-primary-key-field": ["add-column-serial", "add-primary-key"],
    "ban-drop-column": ["drop-column"],
    "ban-drop-not-null": ["drop-not-null"],
    "ban-drop-table": ["drop-table"],
    "changing-column-type": ["change-column-type"],
    "constraint-missing-not-valid": ["add-foreign-key", "add-check-constraint", "constraint-scan"],
    "disallowed-unique-constraint": ["add-unique-constraint", "constraint-index-build"],
    "renaming-column": ["rename-column"],
    "renaming-table": ["rename-table"],
    "require-concurrent-index-creation": ["create-index-not-concurrently"],
    "require-concurrent-index-deletion": ["drop-index-not-concurrently"],
    "require-timeout-settings": ["missing-lock-timeout"],
  },
};

/** The rules that an acknowledgement speaks of; null where it names no check and means all. */
export function acknowledgedRules({ tool, checks }: Acknowledgement): readonly string[] | null {
  if (checks.length === 0) return null;
  const known = new Map(Object.entries(sameAs[tool] ?? {}));
  return [...new Set(checks.flatMap((check) => known.get(check.toLowerCase()) ?? []))];
}
