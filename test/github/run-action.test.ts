import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub } from "./fake-github.ts";
import { runAction } from "./run-action.ts";
import { parseAnnotations, parseOutputs } from "./runner-files.ts";

let github: FakeGitHub;
let folder: string;

beforeEach(async () => {
  github = await startFakeGitHub();
  folder = await mkdtemp(join(tmpdir(), "run-action-test-"));
});

afterEach(async () => {
  await github.close();
  await rm(folder, { recursive: true });
});

async function script(source: string): Promise<string> {
  const file = join(folder, "script.mjs");
  await writeFile(file, source);
  return file;
}

test("a run has the event, the token and the addresses, and gives back what the runner would read", async () => {
  await github.openPullRequest({ title: "Change", files: { "db/1.sql": "SELECT 1;\n" } });
  const metadata = join(folder, "action.yml");
  await writeFile(
    metadata,
    "inputs: { token: { default: '${{ github.token }}' }, fail-job: { default: false } }\n",
  );
  const bundle = await script(`
    import { appendFileSync, readFileSync } from "node:fs";
    const { env } = process;
    const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8"));
    const response = await fetch(env.GITHUB_API_URL + "/repos/" + env.GITHUB_REPOSITORY + "/pulls/" + event.number, {
      headers: { authorization: "token " + env.INPUT_TOKEN },
    });
    const { title } = await response.json();
    appendFileSync(env.GITHUB_OUTPUT, "title<<end\\n" + title + "\\nsecond line\\nend\\nfail=" + env["INPUT_FAIL-JOB"] + "\\n");
    appendFileSync(env.GITHUB_STEP_SUMMARY, "# Summary\\n");
    console.log("::error file=db/1.sql,line=3,title=A%2C b::first%0Asecond: 100%25");
    console.log(env.GITHUB_EVENT_NAME, env.GITHUB_REF);
    process.exitCode = 3;
  `);
  const run = await runAction({
    github,
    event: await github.event({ name: "pull_request_target", number: 1 }),
    inputs: { "fail-job": "true" },
    bundle,
    metadata,
  });

  expect(run).toMatchObject({
    exitCode: 3,
    stderr: "",
    outputs: { title: "Change\nsecond line", fail: "true" },
    summary: "# Summary\n",
    annotations: [
      {
        level: "error",
        message: "first\nsecond: 100%",
        properties: { file: "db/1.sql", line: "3", title: "A, b" },
      },
    ],
  });
  expect(run.stdout).toContain("pull_request_target refs/heads/main");
});

test("an input that action.yml does not have is refused", async () => {
  const metadata = join(folder, "action.yml");
  await writeFile(metadata, "inputs: {}\n");
  const event = await github.event({ name: "schedule" });

  await expect(
    runAction({ github, event, inputs: { misspelled: "1" }, bundle: await script(""), metadata }),
  ).rejects.toThrow("action.yml has no input misspelled");
});

test("outputs and annotations are read as the runner reads them", () => {
  expect(parseOutputs("a=b=c\nd<<x\n1\n\n2\nx\n")).toEqual({ a: "b=c", d: "1\n\n2" });
  expect(() => parseOutputs("d<<x\n1\n")).toThrow("does not end the value of d");
  expect(parseAnnotations("::notice::a::b\n::debug::no\nplain ::error::no\n")).toEqual([
    { level: "notice", message: "a::b", properties: {} },
  ]);
});
