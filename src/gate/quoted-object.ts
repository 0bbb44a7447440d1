/** An object as code, for people: without PostgreSQL's `public`. */
export function quotedObject(object: string): string {
  return `\`${object.replace(/^public\./, "")}\``;
}
