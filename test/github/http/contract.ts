import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import formats from "ajv-formats";

/** The committed extract of GitHub's OpenAPI description, as `scripts/extract-openapi.ts` writes it. */
interface Description {
  readonly $id: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly webhooks: Readonly<Record<string, object>>;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody: BodySchema | null;
  /** By status; null where the answer has no body. */
  readonly responses: Readonly<Record<string, object | null>>;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: { readonly type?: unknown };
}

interface BodySchema {
  readonly properties?: Readonly<Record<string, unknown>>;
}

const description = JSON.parse(
  readFileSync(new URL("../openapi-extract.json", import.meta.url), "utf8"),
) as Description;

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, logger: false });
formats.default(ajv);
ajv.addSchema(description);
const compiled = new Map<object, ValidateFunction>();

/** What is wrong with a value by a schema of the description; empty where nothing is. */
function check(schema: object, value: unknown, name: string): readonly string[] {
  const known = compiled.get(schema);
  const validate = known ?? ajv.compile(schema);
  if (known === undefined) compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message = "is wrong", params }) =>
      `${name}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** What is wrong with a request by GitHub's description of the operation. Unknown parameters and keys count too. */
export function checkRequest(
  operationName: string,
  parameters: ReadonlyMap<string, string>,
  query: URLSearchParams,
  body: unknown,
): readonly string[] {
  const operation = description.operations[operationName];
  if (operation === undefined) return [`${operationName} is not in the extract of the description`];
  const violations: string[] = [];
  for (const parameter of operation.parameters) {
    const text =
      parameter.in === "query" ? query.get(parameter.name) : parameters.get(parameter.name);
    const name = `${parameter.in} parameter ${parameter.name}`;
    if (typeof text === "string")
      violations.push(...check(parameter.schema, typed(text, parameter), name));
    else if (parameter.required && parameter.in !== "header") violations.push(`${name} is missing`);
  }
  const inQuery = operation.parameters.filter((parameter) => parameter.in === "query");
  for (const name of query.keys()) {
    if (!inQuery.some((parameter) => parameter.name === name)) {
      violations.push(`query parameter ${name} is not one of the operation's`);
    }
  }
  return [...violations, ...checkRequestBody(operation.requestBody, body)];
}

function checkRequestBody(schema: BodySchema | null, body: unknown): readonly string[] {
  if (schema === null) return body === null ? [] : ["the operation takes no body"];
  const unknownKeys =
    schema.properties === undefined || typeof body !== "object" || body === null
      ? []
      : Object.keys(body).filter((key) => !Object.hasOwn(schema.properties ?? {}, key));
  return [
    ...check(schema, body, "body"),
    ...unknownKeys.map((key) => `body/${key} is not one of the operation's`),
  ];
}

/** What is wrong with an answer by the description. */
export function checkResponse(
  operationName: string,
  status: number,
  body: unknown,
): readonly string[] {
  const operation = description.operations[operationName];
  if (operation === undefined) return [`${operationName} is not in the extract of the description`];
  const schema = operation.responses[String(status)];
  if (schema !== undefined && schema !== null) return check(schema, body, `answer ${status}`);
  // The description leaves most refusals out; GitHub gives them all the same.
  if (status >= 400) return [];
  return schema === null && (body === null || body === undefined)
    ? []
    : [`answer ${status} is not in the description`];
}

/** What is wrong with an event's payload; `name` as in the extract (`pull-request-opened`). */
export function checkWebhook(name: string, payload: unknown): readonly string[] {
  const schema = description.webhooks[name];
  if (schema === undefined) return [`the webhook ${name} is not in the extract of the description`];
  return check(schema, payload, name);
}

function typed(text: string, parameter: Parameter): unknown {
  if (parameter.schema.type === "integer" && /^-?\d+$/.test(text)) return Number(text);
  if (parameter.schema.type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}
