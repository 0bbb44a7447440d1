import type { SchemaChange } from "../../model/schema-change.ts";
import type { NodeOf, NodeTag } from "./ast.ts";
import type { Passage } from "./source-text.ts";

/** What reads a statement, by the kind of its node. */
export type Readers = {
  readonly [Tag in NodeTag]?: (statement: NodeOf<Tag>, part: Passage) => readonly SchemaChange[];
};
