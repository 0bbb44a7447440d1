import { startFakeGitHub, type FakeGitHub } from "../test/github/fake-github.ts";
import { runAction } from "../test/github/run-action.ts";

/** What was reconciled, how many requests it took, and how many it may take. */
export type Counted = readonly [name: string, requests: number, goal: number | null];

const table =
  "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text, full_name text);\n";

/** Counts the API requests of one reconcile on a fake GitHub, through the bundle. */
export async function countRequests(): Promise<readonly Counted[]> {
  const small = await countContract(1);
  const large = await countContract(2_001);
  return [
    ["reconcile without migrations", await countWithout(1), 4],
    ["the same with 3,000 changed files", await countWithout(3_000), 4],
    ["reconcile of a contract, 1 link, 1 environment", small, 12],
    ["the same without a link: one is proposed", await countContract(1, false), 18],
    ["the same with 2,000 migrations more of history", large, small + 4],
  ];
}

async function countWithout(changed: number): Promise<number> {
  const files: Record<string, string> = {};
  for (let number = 1; number <= changed; number += 1) files[`docs/${number}.md`] = `# ${number}\n`;
  return count({ "README.md": "# Shop\n" }, async (github) =>
    github.openPullRequest({ title: "Docs", files }),
  );
}

async function countContract(migrations: number, isLinked = true): Promise<number> {
  const files: Record<string, string> = {
    "db/migrations/00001_users.sql": table,
    "app/users.ts": "export const list = 'SELECT id, email FROM users';\n",
  };
  for (let number = 2; number <= migrations; number += 1) {
    files[`db/migrations/${String(number).padStart(5, "0")}_t.sql`] =
      `CREATE TABLE t${number} (id bigint PRIMARY KEY);\n`;
  }
  return count(
    files,
    async (github) => {
      const expand = await github.openPullRequest({
        title: "Add users.display_name",
        files: {
          "db/migrations/90001_add.sql": "ALTER TABLE users ADD COLUMN display_name text;\n",
        },
      });
      await github.deploy("production", await github.merge(expand, "squash"), { state: "success" });
      return github.openPullRequest({
        title: "Drop users.full_name",
        body: isLinked ? `Expand-PR: #${expand}` : "",
        files: { "db/migrations/90002_drop.sql": "ALTER TABLE users DROP COLUMN full_name;\n" },
      });
    },
    isLinked ? "pass" : "blocked",
  );
}

async function count(
  files: Record<string, string>,
  open: (github: FakeGitHub) => Promise<number>,
  verdict = "pass",
): Promise<number> {
  const github = await startFakeGitHub({ files });
  try {
    const number = await open(github);
    github.clearRequests();
    const event = await github.event({ name: "pull_request_target", number, action: "opened" });
    const run = await runAction({ github, event });
    if (run.outputs["verdict"] !== verdict) throw new Error(`Expected ${verdict}: ${run.stdout}`);
    return github.requests.length;
  } finally {
    await github.close();
  }
}
