import { expect, test } from "vitest";
import { addDisplayName, codes, judge, mergeExpand, openContract, withGitHub } from "./stage.ts";

test("a contract without a link is told which one to write, and passes when it is written", async () => {
  await withGitHub({}, async (github) => {
    await mergeExpand(github, "squash", { "README.md": "# Shop\n" });
    const expand = await mergeExpand(github, "merge");
    await github.deploy("production", expand.sha, { state: "success" });
    await mergeExpand(github, "rebase", { "app/orders.ts": "export const orders = 1;\n" });
    const contract = await openContract(github, null);

    const blocked = await judge(github, contract);
    const line = `Expand-PR: #${expand.number}`;
    expect(codes(blocked)).toEqual(["no-link"]);
    expect(blocked.status?.state).toBe("failure");
    expect(blocked.status?.description).toContain(`if #${expand.number} (live) made it unused`);
    expect(blocked.comment).toContain(`\n\`\`\`text\n${line}\n\`\`\`\n`);
    expect(blocked.comment).toContain("which contains");
    const [entry] = (
      JSON.parse(blocked.run.outputs["result"] ?? "") as {
        gate: { link: null; proposal: object }[];
      }
    ).gate;
    expect(entry).toMatchObject({ link: null, proposal: { line, suffices: true } });

    await github.editPullRequest(contract, { body: `Not needed any more.\n\n${line}` });
    expect((await judge(github, contract)).status?.state).toBe("success");
  });
});

test("one that was merged elsewhere is not proposed, and a missing permission takes nothing but the proposal", async () => {
  await withGitHub({}, async (github) => {
    await github.branch("next", "main");
    const elsewhere = await github.openPullRequest({
      title: "Add users.display_name",
      base: "next",
      files: addDisplayName,
    });
    await github.merge(elsewhere, "squash");
    const contract = await openContract(github, null);
    const outcome = await judge(github, contract);
    expect(codes(outcome)).toEqual(["no-link"]);
    expect(outcome.status?.description).toContain("Expand-PR: #…");
  });
  const permissions = {
    contents: "read",
    "pull-requests": "write",
    statuses: "write",
    issues: "write",
  } as const;
  await withGitHub({ permissions }, async (github) => {
    await mergeExpand(github);
    const outcome = await judge(github, await openContract(github, null));
    expect(codes(outcome)).toEqual(["no-link"]);
    expect(outcome.comment).not.toContain("```text");
  });
});
