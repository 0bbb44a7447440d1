/**
 * Makes `test/github/openapi-extract.json`: the part of GitHub's OpenAPI description that the fake GitHub
 * is held to, as plain JSON Schema.
 *
 *     npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
 *     node scripts/extract-openapi.ts package/generated/api.github.com.json
 */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { format } from "prettier";

type Json = null | boolean | number | string | Json[] | JsonObject;
type JsonObject = { [key: string]: Json };

const repository = "/repos/{owner}/{repo}";

const operations = [
  `GET ${repository}`,
  `GET ${repository}/actions/runs/{run_id}/attempts/{attempt_number}`,
  `GET ${repository}/actions/runs/{run_id}/jobs`,
  `GET ${repository}/actions/workflows/{workflow_id}/runs`,
  `GET ${repository}/activity`,
  `GET ${repository}/branches/{branch}`,
  `GET ${repository}/collaborators/{username}/permission`,
  `GET ${repository}/commits`,
  `GET ${repository}/commits/{ref}`,
  `GET ${repository}/commits/{ref}/status`,
  `GET ${repository}/commits/{ref}/statuses`,
  `GET ${repository}/commits/{commit_sha}/pulls`,
  `GET ${repository}/compare/{basehead}`,
  `GET ${repository}/contents/{path}`,
  `GET ${repository}/deployments`,
  `GET ${repository}/deployments/{deployment_id}`,
  `GET ${repository}/deployments/{deployment_id}/statuses`,
  `GET ${repository}/git/blobs/{file_sha}`,
  `GET ${repository}/git/commits/{commit_sha}`,
  `GET ${repository}/git/ref/{ref}`,
  `GET ${repository}/git/trees/{tree_sha}`,
  `POST ${repository}/issues`,
  `GET ${repository}/issues/{issue_number}`,
  `PATCH ${repository}/issues/{issue_number}`,
  `GET ${repository}/issues/{issue_number}/comments`,
  `POST ${repository}/issues/{issue_number}/comments`,
  `GET ${repository}/issues/comments/{comment_id}`,
  `PATCH ${repository}/issues/comments/{comment_id}`,
  `DELETE ${repository}/issues/comments/{comment_id}`,
  `POST ${repository}/issues/comments/{comment_id}/reactions`,
  `GET ${repository}/pulls`,
  `GET ${repository}/pulls/{pull_number}`,
  `GET ${repository}/pulls/{pull_number}/comments`,
  `POST ${repository}/pulls/{pull_number}/comments`,
  `GET ${repository}/pulls/{pull_number}/commits`,
  `GET ${repository}/pulls/{pull_number}/files`,
  `GET ${repository}/pulls/{pull_number}/reviews`,
  `POST ${repository}/pulls/{pull_number}/reviews`,
  `POST ${repository}/statuses/{sha}`,
  `GET ${repository}/tarball/{ref}`,
];

const webhooks = [
  "deployment-status-created",
  "issue-comment-created",
  "issues-closed",
  "issues-edited",
  "issues-reopened",
  "merge-group-checks-requested",
  "pull-request-closed",
  "pull-request-edited",
  "pull-request-labeled",
  "pull-request-opened",
  "pull-request-ready-for-review",
  "pull-request-reopened",
  "pull-request-synchronize",
  "workflow-dispatch",
  "workflow-run-completed",
];

/** What the description calls never null, and GitHub gives as null all the same. */
const nullableInTruth = [
  // A fork that was deleted.
  ["pull-request", "head", "repo"],
  ["pull-request-simple", "head", "repo"],
  // An outdated comment.
  ["pull-request-review-comment", "line"],
  ["pull-request-review-comment", "position"],
];

const plainKeywords = new Set(
  "type required enum format pattern minimum maximum minLength maxLength minItems maxItems uniqueItems".split(
    " ",
  ),
);
const schemaKeywords = new Set(["items", "additionalProperties", "not"]);
const schemaListKeywords = new Set(["oneOf", "anyOf", "allOf"]);

const [source] = process.argv.slice(2);
if (source === undefined) {
  throw new Error(
    "Name the unpacked description: node scripts/extract-openapi.ts api.github.com.json",
  );
}

const description = object(JSON.parse(await readFile(source, "utf8")) as Json, "description");
const schemas = new Map<string, Json>();

const extract: JsonObject = {
  $id: "github",
  version: text(member(description, "info", "version"), "info.version"),
  notice:
    "Extract of GitHub's OpenAPI description as published in @octokit/openapi, made by scripts/extract-openapi.ts.",
  license: await readFile(join(dirname(source), "../LICENSE"), "utf8"),
  operations: Object.fromEntries(operations.map((name) => [name, extractOperation(name)])),
  webhooks: Object.fromEntries(webhooks.map((name) => [name, extractWebhook(name)])),
};
for (const [name = "", ...properties] of nullableInTruth) correct(name, properties);
extract["schemas"] = Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));

const target = new URL("../test/github/openapi-extract.json", import.meta.url);
await writeFile(target, await format(JSON.stringify(extract), { parser: "json", printWidth: 100 }));

function extractOperation(name: string): JsonObject {
  const [method = "", path = ""] = name.split(" ");
  const operation = object(member(description, "paths", path, method.toLowerCase()), name);
  return {
    operationId: text(member(operation, "operationId"), `${name} operationId`),
    parameters: list(operation["parameters"] ?? []).map((parameter) => {
      const { name, in: place, required, schema } = resolve(parameter);
      return {
        name,
        in: place,
        required: required ?? false,
        schema: jsonSchema(schema),
      } as JsonObject;
    }),
    requestBody: bodySchema(operation["requestBody"]),
    responses: Object.fromEntries(
      Object.entries(object(operation["responses"], `${name} responses`)).map(
        ([status, response]) => [status, bodySchema(resolve(response))],
      ),
    ),
  };
}

function extractWebhook(name: string): Json {
  const schema = bodySchema(member(description, "x-webhooks", name, "post", "requestBody"));
  if (schema === null) throw new Error(`The webhook ${name} has no JSON body in ${source}.`);
  return schema;
}

/** The schema of a JSON body; null where there is none. */
function bodySchema(body: Json | undefined): Json {
  if (body === undefined) return null;
  const content = object(object(body, "body")["content"] ?? {}, "content");
  const json = content["application/json"];
  return json === undefined ? null : jsonSchema(object(json, "application/json")["schema"]);
}

/** OpenAPI 3.0's dialect as JSON Schema: `nullable` is spelled out, prose and examples are left out. */
function jsonSchema(schema: Json | undefined): Json {
  if (typeof schema === "boolean") return schema;
  const source = object(schema, "schema");
  if (typeof source["$ref"] === "string")
    return { $ref: `github#/schemas/${keepSchema(source["$ref"])}` };
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(source)) {
    if (plainKeywords.has(keyword)) result[keyword] = value;
    else if (schemaKeywords.has(keyword)) result[keyword] = jsonSchema(value);
    else if (schemaListKeywords.has(keyword)) result[keyword] = list(value).map(jsonSchema);
    else if (keyword === "properties") {
      result[keyword] = Object.fromEntries(
        Object.entries(object(value, keyword)).map(([name, property]) => [
          name,
          jsonSchema(property),
        ]),
      );
    }
  }
  return source["nullable"] === true ? orNull(result) : result;
}

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: values } = schema;
  if (typeof type !== "string") return { anyOf: [schema, { type: "null" }] };
  const nullable: JsonObject = { ...schema, type: [type, "null"] };
  return values === undefined
    ? nullable
    : { ...nullable, enum: [...new Set([...list(values), null])] };
}

/** Keeps the schema that a reference names, and all that it refers to. Returns its name. */
function keepSchema(reference: string): string {
  const name = reference.replace("#/components/schemas/", "");
  if (!schemas.has(name)) {
    schemas.set(name, null);
    schemas.set(name, jsonSchema(member(description, "components", "schemas", name)));
  }
  return name;
}

/** Lets one property of a schema be null. */
function correct(name: string, properties: readonly string[]): void {
  const path = properties.flatMap((property) => ["properties", property]);
  const last = path.pop() ?? "";
  const parent = object(member(schemas.get(name) ?? null, ...path), name);
  parent[last] = orNull(object(parent[last], `${name}.${last}`));
}

/** A parameter or response, also where it is named by reference. */
function resolve(node: Json): JsonObject {
  const reference = object(node, "node")["$ref"];
  if (typeof reference !== "string") return object(node, "node");
  return object(member(description, ...reference.replace("#/", "").split("/")), reference);
}

function member(node: Json, ...path: string[]): Json {
  let current = node;
  for (const key of path) {
    const next = object(current, path.join("."))[key];
    if (next === undefined)
      throw new Error(`${path.join(".")} is not in ${source}: ${key} is missing.`);
    current = next;
  }
  return current;
}

function object(node: Json | undefined, name: string): JsonObject {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    throw new Error(`${name} is not an object in ${source}.`);
  }
  return node;
}

function list(node: Json): Json[] {
  if (!Array.isArray(node))
    throw new Error(`Expected a list in ${source}, found ${JSON.stringify(node)}.`);
  return node;
}

function text(node: Json, name: string): string {
  if (typeof node !== "string") throw new Error(`${name} is not a text in ${source}.`);
  return node;
}
