import { expect, test } from "vitest";
import { codes, judge, mergeExpand, openContract, shop, withGitHub } from "./stage.ts";

test("a release branch that was cut before the expand gets it by a backport", async () => {
  await withGitHub({}, async (github) => {
    await github.branch("release-1", "main");
    const without = { "app/users.ts": "export const list = 'SELECT id, email FROM users';\n" };
    const expand = await mergeExpand(github, "squash", without);
    await github.commit("release-1", { VERSION: "1.0.1\n" }, "Release 1.0.1");
    await github.deploy("production", "release-1", { state: "success" });
    const contract = await openContract(github, expand.number);
    const before = await judge(github, contract);
    expect([before.status?.state, codes(before)]).toEqual(["pending", ["not-deployed"]]);

    // What a commit says of itself is no proof.
    await github.commit(
      "release-1",
      { "app/users.ts": `${shop["app/users.ts"]}// Later.\n` },
      `Stop using full_name\n\n(cherry picked from commit ${expand.sha})`,
    );
    await github.deploy("production", "release-1", { state: "success" });
    expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
    await github.commit("release-1", { "app/users.ts": shop["app/users.ts"] }, "Not so");

    await github.commit("release-1", without, `Backport #${expand.number} to release 1`);
    await github.deploy("production", "release-1", { state: "success" });
    const after = await judge(github, contract);
    expect(after.status?.state).toBe("success");
    expect(after.comment).toContain("the same patch, on a branch that was cut before it");
  });
});
