import { expect } from "vitest";
import type { SchemaChange } from "../../../src/model/schema-change.ts";
import type { SqlParser } from "../../../src/parse/parser.ts";

/** What a case expects of a change: its kind, and of the other fields those that matter. */
export type ExpectedChange = { readonly kind: SchemaChange["kind"] } & Readonly<
  Record<string, unknown>
>;

/** All changes of a text, in order. */
export function changesOf(parser: SqlParser, sql: string): readonly SchemaChange[] {
  return parser.parse(sql).flatMap((statement) => statement.changes);
}

export function expectChanges(
  parser: SqlParser,
  sql: string,
  expected: readonly ExpectedChange[],
): void {
  const changes = changesOf(parser, sql);
  expect(changes).toMatchObject(expected);
  expect(changes).toHaveLength(expected.length);
}

/** An unqualified name. */
export function named(name: string, schema: string | null = null) {
  return { schema, name };
}
