import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import type { GraphQLSchema } from "graphql";

let schema: GraphQLSchema | null = null;

/** GitHub's whole public schema. Built when the first query comes: it takes some tenths of a second. */
export function githubSchema(): GraphQLSchema {
  if (schema === null) {
    const file = "../../../node_modules/@octokit/graphql-schema/schema.graphql";
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    schema = buildSchema(source, { assumeValidSDL: true, assumeValid: true, noLocation: true });
  }
  return schema;
}
