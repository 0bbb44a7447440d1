import type { Configuration } from "../model/configuration.ts";
import type { Finding } from "../model/finding.ts";
import type { MigrationChange } from "../model/migration.ts";
import { docsAddress } from "./docs-address.ts";

/**
 * What a rewritten history and a version out of order mean for the databases that already ran it. `newStatements` is
 * how many statements of the migration run for the first time. Both rules warn unless configured.
 */
export function historyFindings(
  change: MigrationChange,
  newStatements: number,
  severities: Configuration["rules"],
): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (rule: string, message: string, safeWay: string): void => {
    const severity = severities[rule] ?? "warning";
    if (severity === "off") return;
    findings.push({
      rule,
      severity,
      requirement: "none",
      message,
      safeWay,
      docs: docsAddress(rule),
      suggestion: null,
    });
  };
  const edited = editedHistory(change, newStatements);
  if (edited !== null) add("edited-history", edited.message, edited.safeWay);
  if (change.sortsBefore !== null && change.migration !== null) {
    add(
      "out-of-order",
      `\`${change.migration.path}\` has version ${change.migration.version}, which sorts before ${change.sortsBefore}, the newest on the base branch; where that one has run, ${change.migration.folder.layout} skips or refuses it.`,
      "Give it a version behind the newest one.",
    );
  }
  return findings;
}

function editedHistory(
  change: MigrationChange,
  newStatements: number,
): { readonly message: string; readonly safeWay: string } | null {
  const { migration, previous } = change;
  if (migration?.kind === "repeatable" && change.status === "edited") return null;
  if (change.status === "deleted" && previous !== null) {
    return {
      message: `\`${previous.path}\`, which is on the base branch, is deleted; no object is dropped by that, but tools that check their history may refuse to run.`,
      safeWay:
        "Fine for a squash where every database has run it. To undo it, add a new migration.",
    };
  }
  if (change.status === "renamed" && previous !== null && migration !== null) {
    if (previous.path === migration.path) {
      return {
        message: `\`${migration.path}\` has a newer time in the list of its tool, which runs it again.`,
        safeWay: "Restore the time that the databases know.",
      };
    }
    const what = previous.version === migration.version ? "moved" : "renumbered";
    return {
      message: `\`${previous.path}\` is ${what} to \`${migration.path}\`; tools that know a migration by its name or version run it again.`,
      safeWay:
        "Fine for a branch that nobody has run. Otherwise keep the name that the databases know.",
    };
  }
  if (change.status === "edited" && migration !== null) {
    const added =
      newStatements === 0
        ? ""
        : ` Its ${newStatements} changed ${newStatements === 1 ? "statement is" : "statements are"} judged like new ones.`;
    return {
      message: `\`${migration.path}\` is already on the base branch and may have run: databases that ran it never see the edit, and tools with checksums refuse it.${added}`,
      safeWay: "Restore it and put the change into a new migration.",
    };
  }
  return null;
}
