/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 change`, `2 changes`. */
export function countWords(count: number, singular: string, plural = `${singular}s`): string {
  return `${thousands(count)} ${count === 1 ? singular : plural}`;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A title as a sentence of its own; one that begins with a path, a name or a rule's id stays as it is. */
export function sentence(title: string): string {
  return /^(?:this|it|a|what) /.test(title) ? capitalize(title) : title;
}

/** For a sentence behind a colon; keywords such as `SET` stay. */
export function uncapitalize(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** `5,000`. By hand: the locale's own way takes milliseconds to load. */
function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
