import { defaultConfiguration } from "../config/defaults.ts";
import { SourceError } from "../model/source-error.ts";
import { docsAddress } from "../rules/docs-address.ts";
import { ruleCatalogue } from "../rules/index.ts";

/** What a rule is about, in a screenful; without an id, the list of all rules. */
export function explain(id: string | null): string {
  if (id === null) {
    const width = Math.max(...ruleCatalogue.map((rule) => rule.id.length));
    return ruleCatalogue
      .map((rule) => `${rule.id.padEnd(width)}  ${severityOf(rule).padEnd(7)}  ${rule.title}`)
      .join("\n");
  }
  const rule = ruleCatalogue.find((one) => one.id === id);
  if (rule === undefined) {
    throw new SourceError(
      `There is no rule \`${id}\`. \`expand-contract explain\` lists them all.`,
    );
  }
  return [
    `${rule.id} (${severityOf(rule)})`,
    "",
    rule.summary,
    "",
    `To configure it on the base branch, in .github/expand-contract.yml:`,
    "",
    "  rules:",
    `    ${rule.id}: ${severityOf(rule) === "warning" ? "error" : "warning"}   # error, warning or off`,
    "",
    docsAddress(rule.id),
  ].join("\n");
}

/** Some rules are switched off where the configuration says nothing. */
function severityOf(rule: { readonly id: string; readonly severity: string }): string {
  return defaultConfiguration.rules[rule.id] ?? rule.severity;
}
