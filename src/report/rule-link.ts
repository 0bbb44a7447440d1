import type { Finding } from "../model/finding.ts";
import { escapeText, link } from "./escape-markdown.ts";

/** The rule's id, linked to its page. */
export function ruleLink(finding: Pick<Finding, "rule" | "docs">): string {
  return link(escapeText(finding.rule), finding.docs);
}
