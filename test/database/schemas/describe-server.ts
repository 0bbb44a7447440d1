import type { TestDatabase } from "../servers.ts";
import type { DescribedObject, DescribedSchema } from "./described-schema.ts";
import { serverQueries } from "./server-queries.ts";

/** The schema as the server has it. */
export async function describeServer(database: TestDatabase): Promise<DescribedSchema> {
  const described = new Map<string, DescribedObject>();
  for (const sql of serverQueries) {
    const rows = await database.query<DescribedObject & { readonly object: string }>(sql);
    for (const { object, ...rest } of rows) described.set(object, rest);
  }
  return described;
}
