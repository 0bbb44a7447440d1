/**
 * An environment as messages name it, with who runs there: `production-workers` (workers). `fence` puts the name in
 * backquotes.
 */
export function placeName(
  environment: string,
  processes: readonly string[],
  fence: (name: string) => string = (name) => `\`${name}\``,
): string {
  const others = processes.filter((name) => name !== environment);
  return others.length === 0 ? fence(environment) : `${fence(environment)} (${others.join(", ")})`;
}
