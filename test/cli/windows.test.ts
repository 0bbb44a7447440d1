import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import { withGitHub } from "../stories/stage.ts";
import { mergeOpening, run as runAction, withWindows } from "../stories/windows-stage.ts";
import { atWork } from "./command-line.ts";

/** Runs the committed bundle in a folder of its own. */
async function windows(
  github: FakeGitHub,
  login: string,
  ...args: readonly string[]
): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), "windows-"));
  const token = github.createToken({ login, permissions: { issues: "read" } });
  const environment = { GITHUB_TOKEN: token, GITHUB_API_URL: github.url };
  const command = [resolve("dist/cli.js"), "windows", ...args];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, {
      cwd,
      env: { PATH: process.env["PATH"], GITHUB_REPOSITORY: github.repository, ...environment },
    });
    return stdout;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test("prints the windows as the overview has them, for whoever asks", () =>
  withGitHub(withWindows(), async (github) => {
    await mergeOpening(github);
    await runAction(github);
    const own = github.issues().find(({ title }) => title.startsWith("Compatibility window:"));
    // A copy that a person made is no window.
    github.openIssue({ title: "Copy", body: own?.body ?? "", labels: ["compatibility-window"] });
    github.advance({ days: 31 });

    expect(await windows(github, "octavia")).toBe(`#2 users.full_name -> users.display_name
    31 days, stale, mona, 3 of 3 tasks open
    next: Wait: production has no successful deployment on record. Record deployments of it on GitHub, or name the environment that your releases use under environments in the configuration.
    https://github.com/acme/shop/issues/2
`);
    expect(await windows(github, "octavia", "--format", "markdown")).toContain(
      "| #2 `users.full_name` → `users.display_name` | 31 days ⚠️ | [mona](https://github.com/mona) |",
    );
    expect(JSON.parse(await windows(github, "octavia", "--format", "json"))).toMatchObject({
      schemaVersion: 1,
      windows: [{ number: 2, expand: 1, old: "users.full_name", ageDays: 31, stale: true }],
    });
    expect(await windows(github, "octavia", "--author", "mona")).toContain("/issues/4\n");
  }));

test("says what is missing", () =>
  atWork(async ({ run }) => {
    expect(await run("windows", "--repository", "acme")).toEqual({
      code: 2,
      out: "",
      err: "`acme` is no repository. Name it as OWNER/NAME.\n",
    });
    const { code, err } = await run("windows", "--format", "sarif", "--repository", "acme/shop");
    expect([code, err]).toEqual([2, expect.stringContaining("Allowed choices are text, json")]);
  }));
