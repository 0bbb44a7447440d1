import { expect, test } from "vitest";
import { addDisplayName, codes, judge, mergeExpand, openContract, withGitHub } from "./stage.ts";

const migration = {
  "db/migrations/002_add_display_name.sql":
    addDisplayName["db/migrations/002_add_display_name.sql"],
};
const withoutUse = { "app/users.ts": addDisplayName["app/users.ts"] };
const use = { "app/users.ts": "export const list = 'SELECT id, email, full_name FROM users';\n" };

test("code that the pull request leaves in place blocks, with file, line and a link to it", async () => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github, "squash", migration);
    await github.deploy("production", expand.sha, { state: "success" });
    const contract = await openContract(github, expand.number);
    const outcome = await judge(github, contract);
    expect(outcome.status?.state).toBe("failure");
    expect(outcome.status?.description).toContain("Code still uses users.full_name");
    expect(codes(outcome)).toEqual(["still-referenced"]);
    const { headSha } = github.pullRequest(contract);
    expect(outcome.comment).toContain(
      `[\`app/users.ts:1\`](https://github.com/acme/shop/blob/${headSha}/app/users.ts#L1)`,
    );
    expect(outcome.comment).toContain("SELECT id, email, full_name FROM users");
  });
});

test("what runs still uses it: waits for the deployment of the removal, then passes", async () => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github, "squash", migration);
    await github.deploy("production", expand.sha, { state: "success" });
    const removal = await mergeExpand(github, "squash", withoutUse);
    const contract = await openContract(github, expand.number);
    const waiting = await judge(github, contract);
    expect([waiting.status?.state, ...codes(waiting)]).toEqual(["pending", "still-referenced"]);
    expect(waiting.result.reasons[0]?.message).toContain(
      `\`production\` runs \`${expand.sha.slice(0, 7)}\`, where \`app/users.ts:1\` still refers to \`users.full_name\``,
    );
    expect(waiting.comment).toContain(`/blob/${expand.sha}/app/users.ts#L1`);

    await github.deploy("production", removal.sha, { state: "success" });
    const passing = await judge(github, contract, { name: "schedule" });
    expect(passing.status?.state).toBe("success");
    expect(passing.comment).toContain("no use in 1 file in what `production` runs");
  });
});

test("a contract that takes the last use away itself blocks: that code still runs", async () => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github, "squash", migration);
    await github.deploy("production", expand.sha, { state: "success" });
    const contract = await openContract(github, expand.number);
    await github.push(contract, withoutUse);
    const outcome = await judge(github, contract);
    expect([outcome.status?.state, ...codes(outcome)]).toEqual(["failure", "still-referenced"]);
    expect(outcome.result.reasons[0]?.message).toContain(
      "This pull request itself takes the last use",
    );
  });
});

test("a rollback to code that uses it closes the gate again", async () => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github, "squash", { ...migration, ...withoutUse });
    await github.deploy("production", expand.sha, { state: "success" });
    const back = await mergeExpand(github, "squash", use);
    await github.deploy("production", back.sha, { state: "success" });
    await mergeExpand(github, "squash", withoutUse);
    const outcome = await judge(github, await openContract(github, expand.number));
    expect([outcome.status?.state, ...codes(outcome)]).toEqual(["pending", "still-referenced"]);
  });
});

test("a word alone and a test are counted, and hold nothing up", async () => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github, "squash", {
      ...addDisplayName,
      "app/labels.json": '{ "full_name": "Full name" }\n',
      "tests/users.test.ts": "test('name', () => expect(user.full_name).toBe('Ada'));\n",
    });
    await github.deploy("production", expand.sha, { state: "success" });
    const outcome = await judge(github, await openContract(github, expand.number));
    expect(outcome.status?.state).toBe("success");
    expect(outcome.comment).toContain("the word alone stands in 1 place");
    expect(outcome.comment).toContain("tests name it in 1 place");
  });
});

test("paths can be left out by the base branch's configuration alone", async () => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github, "squash", migration);
    await github.deploy("production", expand.sha, { state: "success" });
    const contract = await openContract(github, expand.number);
    const ignore = { ".github/expand-contract.yml": "references:\n  ignore: [app]\n" };
    await github.push(contract, ignore);
    expect(codes(await judge(github, contract))).toEqual(["still-referenced"]);
    await mergeExpand(github, "squash", ignore);
    expect((await judge(github, contract)).status?.state).toBe("success");
  });
});

test("code that an attribute keeps out of archives is searched all the same", async () => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github, "squash", {
      ...migration,
      ".gitattributes": "app/** export-ignore\n*.ts working-tree-encoding=UTF-16\n",
    });
    await github.deploy("production", expand.sha, { state: "success" });
    const outcome = await judge(github, await openContract(github, expand.number));
    expect(codes(outcome)).toEqual(["still-referenced"]);
  });
});

test.each([
  ["an archive that breaks off", { status: 200, body: "no archive" }, "it broke off or is damaged"],
  ["no archive", { status: 500, body: "", times: 9 }, "GitHub answered 500"],
] as const)("%s: could not tell, which waits", async (_name, fault, cause) => {
  await withGitHub({}, async (github) => {
    const expand = await mergeExpand(github);
    await github.deploy("production", expand.sha, { state: "success" });
    const contract = await openContract(github, expand.number);
    github.faultOnce({ route: "GET tarball/{ref}", ...fault });
    const outcome = await judge(github, contract);
    expect([outcome.status?.state, ...codes(outcome)]).toEqual(["pending", "references-unknown"]);
    expect(outcome.result.reasons[0]?.message).toContain(cause);
    const again = await judge(github, contract, { name: "schedule" });
    if (!("times" in fault)) expect(again.status?.state).toBe("success");
  });
});
