import type { LayoutName } from "../model/layout.ts";

/**
 * Lines that one tool alone writes, at the beginning of a line. Each pattern stands for itself: no part of it can match
 * in two ways, so that looking for it is linear.
 */
const markers: readonly { readonly layout: LayoutName; readonly pattern: RegExp }[] = [
  { layout: "goose", pattern: /^--[ \t]*\+goose[ \t]+up[ \t]*\r?$/im },
  { layout: "dbmate", pattern: /^--[ \t]*migrate:up(?:[ \t]|\r?$)/m },
  { layout: "sql-migrate", pattern: /^-- \+migrate Up(?:[ \t]|\r?$)/m },
  {
    layout: "tern",
    pattern: /^---- (?:create above \/ drop below|tern: disable-tx) ----[ \t]*\r?$/m,
  },
  { layout: "graphile-migrate", pattern: /^--! Previous: (?:sha1:|-)/m },
  { layout: "node-pg-migrate", pattern: /^[ \t]*--[ \t-]*up[ \t]+migration\b/im },
];

/**
 * The tool whose markers stand in most of a folder's texts; null where none does. One file with a marker tells nothing
 * of the folder: the tools that write markers need them in every file.
 */
export function sniffLayout(texts: readonly string[]): LayoutName | null {
  for (const { layout, pattern } of markers) {
    const marked = texts.filter((text) => pattern.test(text)).length;
    if (marked > 0 && marked * 2 > texts.length) return layout;
  }
  return null;
}
