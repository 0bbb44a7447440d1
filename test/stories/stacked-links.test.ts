import { expect, test } from "vitest";
import { addDisplayName, codes, judge, openContract, withGitHub } from "./stage.ts";

test("of stacked pull requests, the one that came to the branch which is deployed counts", async () => {
  await withGitHub({}, async (github) => {
    const migration = "db/migrations/002_add_display_name.sql";
    await github.branch("names", "main");
    const upper = await github.openPullRequest({
      title: "Add users.display_name",
      base: "names",
      files: { [migration]: addDisplayName[migration] },
    });
    await github.merge(upper, "squash");
    const lower = await github.openPullRequest({
      title: "Use users.display_name",
      head: "names",
      files: { "app/users.ts": addDisplayName["app/users.ts"] },
    });
    const sha = await github.merge(lower, "squash");
    await github.deploy("production", sha, { state: "success" });

    const contract = await openContract(github, upper);
    const elsewhere = await judge(github, contract);
    expect(codes(elsewhere)).toEqual(["link-not-merged"]);
    expect(elsewhere.comment).toContain("not into `main`, which is deployed");

    await github.editPullRequest(contract, { body: `Expand-PR: #${lower}` });
    const whole = await judge(github, contract);
    expect(whole.status?.state).toBe("success");
    expect(whole.comment).toContain("adds `users.display_name`");

    // Without a link, that one is proposed.
    await github.editPullRequest(contract, { body: "" });
    expect((await judge(github, contract)).comment).toContain(`Expand-PR: #${lower}\n`);
  });
});
