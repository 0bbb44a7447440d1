import type { Client } from "./client.ts";
import { queryErrorsOf, toSourceError } from "./errors.ts";
import type { Operation } from "./errors.ts";

/** Runs one GraphQL query. Any error in the answer throws a `SourceError`. */
export async function query<Data>(
  client: Client,
  operation: Operation,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  try {
    return await client.graphql<Data>(text, variables);
  } catch (error) {
    throw toSourceError(error, operation);
  }
}

/**
 * Like `query`, for what may be missing one by one: where every error says that something does not exist, the
 * rest of the answer is returned, with null for the missing. Any other error throws a `SourceError`.
 */
export async function queryExisting<Data>(
  client: Client,
  operation: Operation,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  try {
    return await client.graphql<Data>(text, variables);
  } catch (error) {
    const partial = partialData<Data>(error);
    if (partial === null) throw toSourceError(error, operation);
    return partial;
  }
}

function partialData<Data>(error: unknown): Data | null {
  const errors = queryErrorsOf(error);
  // The path of a missing thing has two parts at least; one part is the repository itself.
  const onlyMissing = errors.every(({ type, path }) => type === "NOT_FOUND" && path.length > 1);
  if (errors.length === 0 || !onlyMissing) return null;
  if (typeof error !== "object" || error === null || !("data" in error)) return null;
  return (error.data as Data | null | undefined) ?? null;
}
