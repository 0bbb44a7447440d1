import { spawn } from "node:child_process";

/** What a git command gave. `code` is its exit code; a command that cannot start or is killed rejects. */
export interface GitOutput {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** No setting of the machine or of the user may change what the fake does. */
export function gitEnvironment(directory: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: directory,
    GIT_DIR: directory,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
    TZ: "UTC",
  };
}

/** Runs git in a bare repository. Exit codes other than the `accepted` ones (0 by default) throw. */
export async function runGit(
  directory: string,
  commandArguments: readonly string[],
  options: {
    readonly input?: Buffer;
    readonly environment?: Readonly<Record<string, string>>;
    readonly accepted?: readonly number[];
  } = {},
): Promise<GitOutput> {
  const child = spawn("git", commandArguments, {
    cwd: directory,
    env: { ...gitEnvironment(directory), ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on("error", () => {
    // A command that ends before it has read its input says why by its exit code.
  });
  child.stdin.end(options.input);
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, signal) => {
      if (exitCode === null) reject(new Error(`git ${commandArguments[0]} ended by ${signal}`));
      else resolve(exitCode);
    });
  });
  const output = { code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
  if (!(options.accepted ?? [0]).includes(code)) {
    throw new Error(
      `git ${commandArguments.join(" ")} failed with ${code}: ${output.stderr.trim()}`,
    );
  }
  return output;
}
