import type { SchemaChange } from "../../model/schema-change.ts";
import { hasStandIn, restoreTemplates, soleTemplate } from "./placeholders.ts";
import { unknown } from "./unknown.ts";

/**
 * Fields in which a template as the whole value does not hide what a change is: a schema, which stays the same name
 * in every migration, whom something is granted to, texts for the reader, and what a query or condition uses.
 */
const harmlessFields: ReadonlySet<string> = new Set([
  "schema",
  "sql",
  "reason",
  "object",
  "target",
  "grantees",
  "privileges",
  "text",
  "query",
  "where",
  "using",
  "reads",
  "readsColumns",
]);

/**
 * Puts the templates back where stand-ins were. A change whose object is a template, or whose default is one, becomes
 * `unknown`: what it does is decided when the tool fills the template in.
 */
export function restoreChange(change: SchemaChange, templates: readonly string[]): SchemaChange {
  const deciding = decidingTemplate(change, templates);
  const restored = restoreValue(change, templates);
  if (deciding === null) return restored as SchemaChange;
  return unknown(
    `The template \`${deciding}\` decides what this \`${change.kind}\` does; its value is not known here.`,
    null,
  );
}

export function restoreTexts(
  texts: readonly string[],
  templates: readonly string[],
): readonly string[] {
  return texts.map((text) => restoreTemplates(text, templates));
}

function decidingTemplate(change: SchemaChange, templates: readonly string[]): string | null {
  const pending: { readonly key: string; readonly value: unknown }[] = [{ key: "", value: change }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { key, value } = next;
    if (harmlessFields.has(key)) continue;
    if (typeof value === "string") {
      const template = soleTemplate(value, templates);
      if (template !== null) return template;
    } else if (Array.isArray(value)) {
      for (const item of value) pending.push({ key, value: item });
    } else if (typeof value === "object" && value !== null) {
      for (const [field, inner] of Object.entries(value))
        pending.push({ key: field, value: inner });
    }
  }
  return null;
}

/** Changes nest a few levels at most, so this may recurse. */
function restoreValue(value: unknown, templates: readonly string[]): unknown {
  if (typeof value === "string") {
    return hasStandIn(value) ? restoreTemplates(value, templates) : value;
  }
  if (Array.isArray(value)) return value.map((item) => restoreValue(item, templates));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, restoreValue(inner, templates)]),
  );
}
