import { SourceError } from "../model/source-error.ts";
import { docsAddress } from "../rules/docs-address.ts";
import { ruleCatalogue } from "../rules/index.ts";

/** What a rule is about, in a screenful; without an id, the list of all rules. */
export function explain(id: string | null): string {
  if (id === null) {
    const width = Math.max(...ruleCatalogue.map((rule) => rule.id.length));
    return ruleCatalogue
      .map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title}`)
      .join("\n");
  }
  const rule = ruleCatalogue.find((one) => one.id === id);
  if (rule === undefined) {
    throw new SourceError(
      `There is no rule \`${id}\`. \`expand-contract explain\` lists them all.`,
    );
  }
  return [
    `${rule.id} (${rule.severity})`,
    "",
    rule.summary,
    "",
    `To configure it on the base branch, in .github/expand-contract.yml:`,
    "",
    "  rules:",
    `    ${rule.id}: ${rule.severity === "error" ? "warning" : "error"}   # error, warning or off`,
    "",
    docsAddress(rule.id),
  ].join("\n");
}
