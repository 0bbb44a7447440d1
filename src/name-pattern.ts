/**
 * Whether a name of an environment or a tag is one that a pattern such as `production-*` means. A star stands for
 * anything, slashes too; every other character for itself. GitHub ignores the case of environments.
 */
export function createNameMatcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[^\w\s]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "is");
  return (name) => expression.test(name);
}

/** Whether it may mean several names. */
export function isPattern(name: string): boolean {
  return name.includes("*");
}
