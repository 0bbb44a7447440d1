import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { vi } from "vitest";
import { run } from "../../src/cli/run.ts";

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own, in which the command line is run as a person would. */
export interface Workplace {
  readonly folder: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly git: (...args: readonly string[]) => string;
  /** Writes files, commits them all, and gives the commit. */
  readonly commit: (files: Readonly<Record<string, string>>, message?: string) => string;
  readonly run: (...args: readonly string[]) => Promise<Ran>;
}

export async function atWork(use: (workplace: Workplace) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "workplace-"));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", env: gitEnvironment }).trim();
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const cwd = vi.spyOn(process, "cwd").mockReturnValue(folder);
  try {
    await use({
      folder,
      write,
      git,
      commit: (files, message = "Change") => {
        write(files);
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message", message);
        return git("rev-parse", "HEAD");
      },
      run: runHere,
    });
  } finally {
    cwd.mockRestore();
    rmSync(folder, { recursive: true });
  }
}

async function runHere(...args: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await run(
    ["node", "expand-contract", ...args],
    { write: (text) => (out += text) },
    { write: (text) => (err += text) },
  );
  return { code, out, err };
}

const gitEnvironment = {
  ...process.env,
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
};

export const users =
  "CREATE TABLE users (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  full_name text\n);\n";
export const addDisplayName = "ALTER TABLE users ADD COLUMN display_name text;\n";
export const dropFullName = "ALTER TABLE users DROP COLUMN full_name;\n";
