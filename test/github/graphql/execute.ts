import { execute, getOperationAST, GraphQLError, parse, validate } from "graphql";
import type { DocumentNode, ExecutionResult, GraphQLFieldResolver } from "graphql";
import { ApiError } from "../http/api-error.ts";
import type { WireRequest, WireResponse } from "../http/server.ts";
import type { Token } from "../http/tokens.ts";
import type { World } from "../world.ts";
import { mutationFields } from "./mutation.ts";
import { countNodes } from "./node-count.ts";
import { queryFields } from "./query.ts";
import { githubSchema } from "./schema.ts";
import { GraphqlApiError } from "./viewer.ts";
import type { Fields } from "./viewer.ts";

/** Where what the fake does not know is told. */
export interface GraphqlRecords {
  readonly unknownRoutes: string[];
  readonly contractViolations: string[];
}

interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** Answers a query over GitHub's real schema. A field that the schema lacks is an error with HTTP 200, as there. */
export async function executeGraphql(
  world: World,
  token: Token,
  request: WireRequest,
  records: GraphqlRecords,
): Promise<WireResponse> {
  const { query, variables, operationName } = readRequest(request.body);
  const document = parseQuery(query);
  const invalid =
    document instanceof GraphQLError ? [document] : validate(githubSchema(), document);
  if (document instanceof GraphQLError || invalid.length > 0) {
    records.contractViolations.push(...invalid.map(({ message }) => `graphql: ${message}`));
    return answer({ errors: invalid.map(({ message, locations }) => ({ message, locations })) });
  }
  const isMutation = getOperationAST(document, operationName)?.operation === "mutation";
  const nodes = countNodes(document, variables);
  if (nodes > world.limits.graphqlNodes) {
    const message = `This query requests up to ${nodes} possible nodes which exceeds the maximum limit of ${world.limits.graphqlNodes}.`;
    return answer({ errors: [{ type: "MAX_NODE_LIMIT_EXCEEDED", message }] });
  }

  const unmodelled: string[] = [];
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: (isMutation ? mutationFields : queryFields)({ world, token }),
    variableValues: variables,
    operationName,
    fieldResolver: createFieldResolver(unmodelled),
  });
  if (unmodelled.length > 0) {
    const names = [...new Set(unmodelled)].map((name) => `graphql ${name}`);
    records.unknownRoutes.push(...names);
    throw new ApiError(501, `The fake GitHub does not model ${names.join(", ")}`);
  }
  return answer(withGithubErrors(result, records));
}

function createFieldResolver(unmodelled: string[]): GraphQLFieldResolver<Fields, unknown> {
  return (source, fieldArguments, _, { fieldName, parentType }) => {
    if (!Object.hasOwn(source, fieldName)) {
      unmodelled.push(`${parentType.name}.${fieldName}`);
      return null;
    }
    const value = source[fieldName];
    return typeof value === "function" ? (value(fieldArguments) as unknown) : value;
  };
}

function withGithubErrors(result: ExecutionResult, records: GraphqlRecords): object {
  if (result.errors === undefined) return { data: result.data };
  const errors = result.errors.map((error) => {
    const { message, path, locations, originalError } = error;
    if (originalError instanceof GraphqlApiError) {
      return { type: originalError.type, path, locations, message };
    }
    // Wrong variables are the client's fault, everything else is ours: neither may be overlooked.
    records.contractViolations.push(`graphql: ${originalError?.stack ?? message}`);
    return { path, locations, message };
  });
  return { data: result.data ?? null, errors };
}

function readRequest(body: unknown): GraphqlRequest {
  if (
    typeof body !== "object" ||
    body === null ||
    !("query" in body) ||
    typeof body.query !== "string"
  ) {
    throw new ApiError(400, "A query attribute must be specified and must be a string.");
  }
  const variables = "variables" in body ? body.variables : null;
  const name = "operationName" in body ? body.operationName : null;
  return {
    query: body.query,
    variables: typeof variables === "object" && variables !== null ? { ...variables } : {},
    operationName: typeof name === "string" ? name : null,
  };
}

function parseQuery(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function answer(body: object): WireResponse {
  return { status: 200, body, headers: {} };
}
