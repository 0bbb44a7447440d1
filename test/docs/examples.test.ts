import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfiguration } from "../../src/config/read-configuration.ts";
import { parseBodyLinks } from "../../src/gate/parse-body-links.ts";
import { parseMigrationLinks } from "../../src/gate/parse-migration-links.ts";
import { layoutNames } from "../../src/model/layout.ts";
import { ruleCatalogue } from "../../src/rules/index.ts";

const readme = readFileSync("README.md", "utf8");
const configurationPage = readFileSync("docs/configuration.md", "utf8");
const workflow = parse(readFileSync("examples/expand-contract.yml", "utf8")) as Workflow;

interface Workflow {
  readonly on: Readonly<Record<string, { readonly types?: readonly string[] } | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

interface WorkflowJob {
  readonly if: string;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

/** The fenced blocks of a page, by language. */
function blocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    (match) => match[1] ?? "",
  );
}

describe("the README's examples", () => {
  test("its links are links", () => {
    const [body = ""] = blocks(readme, "text");
    expect(parseBodyLinks(body).map(({ number, object }) => [number, object])).toEqual([
      [118, null],
      [118, "users.full_name"],
    ]);
    const [sql = ""] = blocks(readme, "sql");
    expect(parseMigrationLinks("m.sql", sql).map(({ number }) => number)).toEqual([118]);
  });

  test("its job is the example workflow's, with the same permissions", () => {
    const [job = ""] = blocks(readme, "yaml");
    const shown = parse(job) as Workflow;
    expect(shown.permissions).toEqual(workflow.permissions);
    expect(shown.jobs["expand-contract"]?.steps[0]?.["uses"]).toBe(
      workflow.jobs["expand-contract"]?.steps[0]?.["uses"],
    );
  });

  test("its commands run", () => {
    const commands = blocks(readme, "sh")
      .join("")
      .split("\n")
      .filter((line) => line.startsWith("node dist/cli.js"));
    expect(commands).toHaveLength(3);
    const clone = makeClone();
    try {
      const codes = commands.map((command) => {
        const run = spawnSync(process.execPath, command.split(" ").slice(1), {
          cwd: clone,
          encoding: "utf8",
        });
        expect(run.stderr).toBe("");
        return run.status;
      });
      // The lint finds the drop; the check has its expand live; explain explains.
      expect(codes).toEqual([1, 0, 0]);
    } finally {
      rmSync(clone, { recursive: true });
    }
  });

  test("it names every layout", () => {
    for (const layout of layoutNames.filter((name) => name !== "sql")) {
      expect(readme.toLowerCase()).toContain(layout);
    }
  });
});

describe("the configuration page", () => {
  test("its example is valid", () => {
    const examples = blocks(configurationPage, "yaml");
    expect(examples).toHaveLength(4);
    for (const text of examples) {
      const result = readConfiguration(
        text,
        ".github/expand-contract.yml",
        ruleCatalogue.map(({ id }) => id),
      );
      expect(result.state === "read" ? [] : result.problems).toEqual([]);
    }
  });

  test("it names every layout", () => {
    for (const layout of layoutNames) expect(configurationPage).toContain(`\`${layout}\``);
  });
});

describe("the example workflow", () => {
  test("has the triggers, the least permissions, and never checks out code", () => {
    expect(Object.keys(workflow.on)).toEqual([
      "pull_request_target",
      "issue_comment",
      "merge_group",
      "workflow_run",
      "deployment_status",
      "schedule",
      "workflow_dispatch",
    ]);
    expect(workflow.on["pull_request_target"]?.types).toEqual([
      "opened",
      "synchronize",
      "reopened",
      "edited",
      "ready_for_review",
      "labeled",
      "unlabeled",
      "closed",
    ]);
    expect(workflow.permissions).toEqual({
      actions: "read",
      contents: "read",
      deployments: "read",
      "pull-requests": "write",
      statuses: "write",
    });
    const job = workflow.jobs["expand-contract"];
    expect(job?.concurrency["cancel-in-progress"]).toBe(false);
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    expect(steps.map((step) => step["uses"])).toEqual(["expand-contract/expand-contract@v1"]);
  });

  test("no comment can take a push's place in the queue, in which GitHub keeps the newest alone", () => {
    const job = workflow.jobs["expand-contract"];
    expect(job?.if).toContain("contains(github.event.comment.body, '/expand-contract')");
    expect(job?.concurrency.group).toContain("github.event_name == 'issue_comment' && 'comment-'");
    expect(workflow).not.toHaveProperty("concurrency");
  });

  test("its inputs are the action's", () => {
    const action = parse(readFileSync("action.yml", "utf8")) as {
      readonly inputs: object;
      readonly runs: { using: string; main: string };
    };
    const used = Object.keys(
      (workflow.jobs["expand-contract"]?.steps[0]?.["with"] ?? {}) as object,
    );
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(used));
    expect(action.runs).toEqual({ using: "node24", main: "dist/index.js" });
  });
});

/** A clone as the README has it: `origin/main` with an expand released as v1.4.0, and v1.4.2 that runs. */
function makeClone(): string {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=Mona", "-c", "user.email=mona@example.org", ...args], {
      cwd: folder,
      stdio: "ignore",
    });
  };
  git("init", "--initial-branch=main");
  cpSync("dist", join(folder, "dist"), { recursive: true });
  const migrations = "examples/shop/db/migrations";
  const add = (name: string): void => {
    cpSync(join(migrations, name), join(folder, migrations, name));
    git("add", migrations);
    git("commit", "--message", name);
  };
  add("001_create_users.sql");
  add("002_add_display_name.sql");
  git("tag", "v1.4.0");
  writeFileSync(join(folder, "notes.txt"), "1.4.2\n");
  git("add", "notes.txt");
  git("commit", "--message", "Notes");
  git("tag", "v1.4.2");
  git("update-ref", "refs/remotes/origin/main", "HEAD");
  git("checkout", "-b", "drop");
  add("003_drop_full_name.sql");
  return folder;
}
