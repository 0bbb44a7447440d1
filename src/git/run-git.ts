import { spawn } from "node:child_process";

import { SourceError } from "../model/source-error.ts";

export interface GitOutput {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Settings under which git only reads: no monitor, hook, signature program, pager or external diff that the
 * repository's own configuration names is started, nothing is fetched, and nothing waits for a password.
 */
const readOnly = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.attributesFile", "/dev/null"],
  ["core.quotePath", "false"],
  ["diff.external", ""],
  ["log.showSignature", "false"],
  ["protocol.allow", "never"],
].flatMap(([name, value]) => ["-c", `${name}=${value}`]);

const environment = {
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_PAGER: "cat",
  LC_ALL: "C",
};

/** Runs `git` in a folder, without a shell. Exit codes are for the caller to judge. */
export async function runGit(
  folder: string,
  args: readonly string[],
  input = "",
): Promise<GitOutput> {
  const git = spawn("git", ["-C", folder, "--no-pager", ...readOnly, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  git.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  git.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // Git that ends early closes its input; its exit code tells why.
  git.stdin.on("error", () => undefined);
  git.stdin.end(input);
  const code = await new Promise<number>((resolve, reject) => {
    git.on("error", (error) =>
      reject(
        new SourceError(
          `Could not start \`git\`: ${error.message}. Install git and make sure it is on the PATH.`,
          {
            cause: error,
          },
        ),
      ),
    );
    git.on("close", (exit) => resolve(exit ?? 128));
  });
  return {
    code,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString("utf8").trim(),
  };
}

/** Like `runGit`, where every exit code but 0 is a failure to `action`. */
export async function readGit(
  folder: string,
  action: string,
  args: readonly string[],
  input = "",
): Promise<Buffer> {
  const output = await runGit(folder, args, input);
  if (output.code !== 0) throw gitFailure(folder, action, output);
  return output.stdout;
}

/** What git refused, as an error that says what to do. */
export function gitFailure(
  folder: string,
  action: string,
  { code, stderr }: GitOutput,
): SourceError {
  return new SourceError(`Could not ${action} in \`${folder}\`: ${describe(folder, code, stderr)}`);
}

function describe(folder: string, code: number, stderr: string): string {
  if (/not a git repository/i.test(stderr))
    return "it is not a git repository. Run the command inside a clone.";
  if (/dubious ownership/i.test(stderr))
    return `the clone belongs to another user. Run \`git config --global --add safe.directory ${folder}\` if you trust it.`;
  if (/cannot change to/i.test(stderr)) return "the folder does not exist.";
  if (
    /bad object|not a valid object|not a tree object|could not get object info|Not a valid commit|bad revision/i.test(
      stderr,
    )
  )
    return "the clone lacks an object. Run `git fetch`, and `git fetch --unshallow` in a shallow clone.";
  const [line = ""] = stderr.split("\n");
  return `git ended with code ${code}: "${line.slice(0, 200)}".`;
}
