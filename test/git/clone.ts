import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real git repository in a temporary folder. */
export interface Clone {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Writes files, commits them all, and gives the commit. */
  readonly commit: (message: string, files: Readonly<Record<string, string | Buffer>>) => string;
  readonly path: (name: string) => string;
  readonly remove: () => void;
}

export function createClone(): Clone {
  const folder = mkdtempSync(join(tmpdir(), "clone-"));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      env: { ...process.env, ...author },
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  const path = (name: string) => join(folder, name);
  const commit = (message: string, files: Readonly<Record<string, string | Buffer>>) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(path(name), content);
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  };
  return { folder, git, commit, path, remove: () => rmSync(folder, { recursive: true }) };
}

const author = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
};
