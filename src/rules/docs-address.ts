/** The address of a rule's page. */
export function docsAddress(rule: string): string {
  return `https://github.com/expand-contract/expand-contract/blob/main/docs/rules/${rule}.md`;
}
