import { expect } from "vitest";
import { workflowPermissions, type FakeGitHub } from "../github/fake-github.ts";
import type { EventRequest } from "../github/events.ts";
import { runAction, type ActionRun } from "../github/run-action.ts";
import { addDisplayName, configured } from "./stage.ts";

export const sweep = { name: "schedule" } as const;
export const bot = "github-actions[bot]";
export const line = "Compatibility-Window: users.full_name -> users.display_name";

/** The shop with windows, and a token that may keep them. */
export function withWindows(more = "", files: Readonly<Record<string, string>> = {}) {
  const { files: configuredFiles } = configured(`windows: true\n${more}`);
  return {
    files: { ...configuredFiles, ...files },
    permissions: { ...workflowPermissions, issues: "write" },
  } as const;
}

/** Merges an expand whose description opens a window. */
export async function mergeOpening(github: FakeGitHub, body = line): Promise<number> {
  const title = "Add users.display_name";
  const number = await github.openPullRequest({ title, body, files: addDisplayName });
  await github.merge(number, "squash");
  return number;
}

export async function run(github: FakeGitHub, event: EventRequest = sweep): Promise<ActionRun> {
  const run = await runAction({ github, event: await github.event(event) });
  expect(run.exitCode, run.stdout).toBe(0);
  return run;
}

/** The issues that the action wrote. */
export function own(github: FakeGitHub) {
  return github.issues().filter(({ author }) => author === bot);
}

/** The only window. */
export function theWindow(github: FakeGitHub) {
  const windows = own(github).filter(({ title }) => title.startsWith("Compatibility window: "));
  const [only] = windows;
  if (only === undefined || windows.length > 1) throw new Error(`${windows.length} windows`);
  return only;
}

/** What its list says: a mark and the words of each line, without what is hidden. */
export function conditions(github: FakeGitHub): readonly string[] {
  return theWindow(github)
    .body.split("\n")
    .filter((text) => /^- \[[ x]\]/.test(text))
    .map((text) => text.replace(/ <!-- .* -->$/, "").replace(/^- /, ""));
}

export function edit(github: FakeGitHub, change: (body: string) => string): void {
  const { number, body } = theWindow(github);
  const edited = change(body);
  expect(edited).not.toBe(body);
  github.editIssue(number, { body: edited });
}
