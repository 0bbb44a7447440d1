import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { WorkflowEvent } from "./events.ts";
import type { FakeGitHub } from "./fake-github.ts";
import { parseAnnotations, parseOutputs } from "./runner-files.ts";
import type { Annotation } from "./runner-files.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface RunOptions {
  readonly github: FakeGitHub;
  readonly event: WorkflowEvent;
  /** Over the defaults of `action.yml`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Without it, `github.token`. */
  readonly token?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** `dist/index.js` of this repository where it is not told. */
  readonly bundle?: string;
  /** `action.yml` of this repository where it is not told. */
  readonly metadata?: string;
  /** In milliseconds; then the run is killed and rejects. */
  readonly timeout?: number;
}

export interface ActionRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary, Markdown. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** Runs the committed bundle as the runner does: a Node process with inputs, event file, outputs and summary. */
export async function runAction(options: RunOptions): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), "action-run-"));
  try {
    const files = {
      event: join(folder, "event.json"),
      output: join(folder, "output"),
      summary: join(folder, "summary.md"),
      state: join(folder, "state"),
      environment: join(folder, "environment"),
      path: join(folder, "path"),
    };
    await mkdir(join(folder, "workspace"));
    await mkdir(join(folder, "home"));
    await writeFile(files.event, JSON.stringify(options.event.payload));
    for (const file of [files.output, files.summary, files.state, files.environment, files.path]) {
      await writeFile(file, "");
    }
    const environment = {
      ...runnerEnvironment(options, folder, files),
      ...(await inputEnvironment(options)),
      ...options.environment,
    };
    const bundle = options.bundle ?? join(root, "dist/index.js");
    const ended = await runNode(bundle, environment, options.timeout ?? 60_000);
    return {
      ...ended,
      outputs: parseOutputs(await readFile(files.output, "utf8")),
      summary: await readFile(files.summary, "utf8"),
      annotations: parseAnnotations(ended.stdout),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runnerEnvironment(
  { github, event }: RunOptions,
  folder: string,
  files: Readonly<
    Record<"event" | "output" | "summary" | "state" | "environment" | "path", string>
  >,
): Record<string, string> {
  const [owner = ""] = github.repository.split("/");
  const pull = /^refs\/pull\/(\d+)\/merge$/.exec(event.ref);
  const branch = event.ref.replace(/^refs\/(heads|tags|pull)\//, "");
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: join(folder, "home"),
    TMPDIR: folder,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "expand-contract",
    GITHUB_ACTOR: "mona",
    GITHUB_API_URL: github.url,
    GITHUB_BASE_REF: pull === null ? "" : github.defaultBranch,
    GITHUB_ENV: files.environment,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_JOB: "expand-contract",
    GITHUB_OUTPUT: files.output,
    GITHUB_PATH: files.path,
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: branch,
    GITHUB_REF_TYPE: "branch",
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RETENTION_DAYS: "90",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_ID: "9000001",
    GITHUB_RUN_NUMBER: "1",
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_SHA: event.sha,
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_TRIGGERING_ACTOR: "mona",
    GITHUB_WORKFLOW: "expand-contract",
    GITHUB_WORKSPACE: join(folder, "workspace"),
    RUNNER_ARCH: "X64",
    RUNNER_NAME: "fake",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: folder,
  };
}

/** `INPUT_*` of every input in `action.yml`, and of the ones that are told besides. */
async function inputEnvironment({
  github,
  inputs = {},
  token = github.token,
  metadata = join(root, "action.yml"),
}: RunOptions): Promise<Record<string, string>> {
  const action = parse(await readFile(metadata, "utf8")) as {
    readonly inputs?: Readonly<Record<string, { readonly default?: string | boolean | number }>>;
  };
  const known = action.inputs ?? {};
  for (const name of Object.keys(inputs)) {
    if (!Object.hasOwn(known, name)) throw new Error(`action.yml has no input ${name}.`);
  }
  const environment: Record<string, string> = {};
  for (const [name, { default: standard = "" }] of Object.entries(known)) {
    const value = inputs[name] ?? evaluate(String(standard), token);
    environment[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] = value;
  }
  return environment;
}

/** The one expression that a default may have. */
function evaluate(standard: string, token: string): string {
  const value = standard.replace(/\$\{\{\s*github\.token\s*\}\}/g, token);
  if (value.includes("${{"))
    throw new Error(`A default of action.yml cannot be evaluated: ${standard}`);
  return value;
}

async function runNode(
  bundle: string,
  environment: Readonly<Record<string, string>>,
  timeout: number,
): Promise<Pick<ActionRun, "exitCode" | "stdout" | "stderr">> {
  const child = spawn(process.execPath, [bundle], {
    env: environment,
    cwd: environment["GITHUB_WORKSPACE"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        if (code === null)
          reject(new Error(`The action was ended by ${signal}:\n${stdout}${stderr}`));
        else resolve(code);
      });
    });
    return { exitCode, stdout, stderr };
  } finally {
    clearTimeout(timer);
  }
}
