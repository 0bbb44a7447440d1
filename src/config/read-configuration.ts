import { isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { requiredNames } from "../facts/required-environments.ts";
import type { Configuration } from "../model/configuration.ts";
import { defaultConfiguration } from "./defaults.ts";
import { toConfiguredDeployments } from "./deployment-sources.ts";
import { toMilliseconds } from "./duration.ts";
import { releasedProcesses, toConfiguredProcesses } from "./processes.ts";
import { toConfiguredRepositories } from "./repositories.ts";
import { configurationSchema } from "./schema.ts";
import { toWaiverPolicy } from "./waivers.ts";
import { toWindowPolicy } from "./windows.ts";

export type ConfigurationResult =
  | { readonly state: "read"; readonly configuration: Configuration }
  /** One sentence per mistake: file and line, key, what is wrong and what is allowed. */
  | { readonly state: "invalid"; readonly problems: readonly string[] };

/**
 * Reads the text of a configuration file. `path` is named in the messages; `ruleIds` are the rules that exist.
 * Nothing is guessed: one mistake anywhere makes the whole file invalid, because half a gate is none.
 */
export function readConfiguration(
  text: string,
  path: string,
  ruleIds: readonly string[],
): ConfigurationResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const line = error.linePos?.[0].line ?? 1;
      return `${path}:${line}: not valid YAML: ${firstLine(error.message)}. Correct the file on the base branch.`;
    });
    return { state: "invalid", problems };
  }
  const content = expanded(document);
  if (content.state === "invalid")
    return { state: "invalid", problems: [`${path}: ${content.problem}`] };
  const parsed = configurationSchema.safeParse(content.value ?? {});
  const at = (keys: readonly PropertyKey[]): string => `${path}:${lineOf(document, lines, keys)}: `;
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => at(issue.path) + describeIssue(issue));
  if (parsed.success) {
    problems.push(...unknownEnvironments(withDefaults(parsed.data), at));
    for (const id of Object.keys(parsed.data.rules ?? {})) {
      if (ruleIds.includes(id)) continue;
      problems.push(
        `${at(["rules", id])}\`rules.${id}\`: there is no such rule. \`expand-contract explain\` lists them.`,
      );
    }
  }
  if (!parsed.success || problems.length > 0) return { state: "invalid", problems };
  return { state: "read", configuration: withDefaults(parsed.data) };
}

/** A source for an environment that nothing waits for is a slip, and the environment that was meant goes without. */
function unknownEnvironments(
  configuration: Configuration,
  at: (keys: readonly PropertyKey[]) => string,
): readonly string[] {
  const required = requiredNames(configuration);
  return Object.keys(configuration.deployments.byEnvironment)
    .filter((name) => !required.includes(name))
    .map(
      (name) =>
        `${at(["deployments", "environments", name])}\`deployments.environments.${name}\`: nothing waits for this environment. Name it under \`environments\` or in a process, or correct it: ${required.map((one) => `\`${one}\``).join(", ")}.`,
    );
}

function withDefaults(file: z.infer<typeof configurationSchema>): Configuration {
  const processes = toConfiguredProcesses(file.processes);
  const released = releasedProcesses(file.processes);
  // What is released to clients says nothing of the servers.
  const run = processes.length > released.length ? [] : defaultConfiguration.environments;
  return {
    folders: (file.migrations ?? []).map((folder) => ({
      path: trimmedPath(folder.path),
      layout: folder.layout ?? null,
      dialect: folder.dialect ?? null,
      databaseVersion: folder["database-version"] ?? null,
      ...(folder.phase === undefined ? {} : { phase: folder.phase }),
      ...(folder.run === undefined ? {} : { run: folder.run }),
    })),
    migrationsRun: file["migrations-run"] ?? defaultConfiguration.migrationsRun,
    environments: file.environments ?? run,
    processes,
    soak: toMilliseconds(file.soak),
    deployments: toConfiguredDeployments(file.deployments, released),
    repositories: toConfiguredRepositories(file.repositories),
    rules: { ...defaultConfiguration.rules, ...file.rules },
    mode: file.mode ?? defaultConfiguration.mode,
    waivers: toWaiverPolicy(file.waivers),
    windows: toWindowPolicy(file.windows),
    safeFunctions: file["safe-functions"] ?? defaultConfiguration.safeFunctions,
    ignore: file.ignore ?? defaultConfiguration.ignore,
    references: { ignore: file.references?.ignore ?? defaultConfiguration.references.ignore },
  };
}

/** `./db/migrations/` and `db/migrations` are the same folder; `.` is the root. */
function trimmedPath(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

/** Aliases may multiply without bound; the library refuses such a file, and so do we. */
function expanded(
  document: Document,
):
  | { readonly state: "read"; readonly value: unknown }
  | { readonly state: "invalid"; readonly problem: string } {
  try {
    return { state: "read", value: document.toJS({ maxAliasCount: 50 }) };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return {
      state: "invalid",
      problem: `cannot be expanded: ${firstLine(cause)}. Write the values out.`,
    };
  }
}

type Issue = z.ZodError["issues"][number];

function describeIssue(issue: Issue): string {
  const key = keyText(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return `${issue.keys.map((name) => `\`${keyText([...issue.path, name])}\``).join(", ")}: unknown key. Known keys are in docs/configuration.md.`;
    case "invalid_value":
      return `\`${key}\`: must be one of ${issue.values.map((value) => `\`${String(value)}\``).join(", ")}.`;
    default:
      return `\`${key === "" ? "the file" : key}\`: ${issue.message}.`;
  }
}

function keyText(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

function lineOf(document: Document, lines: LineCounter, keys: readonly PropertyKey[]): number {
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true);
    const start = isScalar(node) || hasRange(node) ? node.range?.[0] : undefined;
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

function hasRange(node: unknown): node is { range: [number, number, number] | null } {
  return typeof node === "object" && node !== null && "range" in node;
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? text).replace(/[:.\s]+$/, "");
}
