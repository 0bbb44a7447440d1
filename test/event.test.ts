import { describe, expect, test } from "vitest";
import { toWork } from "../src/event.ts";
import { needsReconciling } from "../src/sweep.ts";
import type { CommitState } from "../src/model/pull-request.ts";

const pullRequest = { pull_request: { number: 12 } };
const group = {
  base_sha: "a",
  head_sha: "b",
  head_ref: "refs/heads/gh-readonly-queue/main/pr-12-a",
  base_ref: "refs/heads/release/1.x",
};

describe("what an event asks to be judged", () => {
  test.each([
    ["pull_request_target", pullRequest, ""],
    ["pull_request", pullRequest, ""],
    // The input is for sweeps: it cannot turn one pull request's run to another.
    ["pull_request_target", pullRequest, "99"],
    ["workflow_dispatch", {}, "12"],
    ["workflow_run", pullRequest, "12"],
  ])("%s %j with the input %j: one pull request", (name, payload, input) => {
    expect(toWork(name, payload, input)).toEqual({ kind: "pull-request", number: 12 });
  });

  test.each([
    "workflow_run",
    "deployment_status",
    "deployment",
    "schedule",
    "workflow_dispatch",
    "repository_dispatch",
    "push",
  ])("%s: every open one whose outcome may have changed", (name) => {
    expect(toWork(name, {}, "")).toEqual({ kind: "sweep" });
  });

  test("merge_group: its commits, the base branch by its name", () => {
    expect(toWork("merge_group", { merge_group: group }, "")).toEqual({
      kind: "merge-group",
      baseSha: "a",
      headSha: "b",
      headRef: group.head_ref,
      baseBranch: "release/1.x",
    });
  });

  const comment = { id: 4711, body: "/expand-contract recheck" };
  const issue = { number: 12, pull_request: {} };

  test("an edited window may let a contract pass; other issues are none of our business", () => {
    const labelled = (name: string) => ({ issue: { number: 3, labels: [{ name }] } });
    expect(toWork("issues", labelled("compatibility-window"), "")).toEqual({ kind: "sweep" });
    expect(toWork("issues", labelled("bug"), "")).toEqual({ kind: "nothing" });
    expect(toWork("issues", {}, "")).toEqual({ kind: "nothing" });
  });

  test("a comment with a command asks for its pull request", () => {
    const payload = { action: "created", issue, comment };
    expect(toWork("issue_comment", payload, "")).toEqual({
      kind: "comment",
      number: 12,
      commentId: "4711",
    });
  });

  test.each([
    ["on an issue", { action: "created", issue: { number: 12 }, comment }],
    ["that was edited", { action: "edited", issue, comment }],
    ["without a command", { action: "created", issue, comment: { ...comment, body: "Hello" } }],
    ["of no form", {}],
  ])("a comment %s asks for nothing", (_, payload) => {
    expect(toWork("issue_comment", payload, "")).toEqual({ kind: "nothing" });
  });

  test.each([
    ["watch", {}, "", /`watch` is not one that this action judges/],
    ["pull_request", {}, "", /`pull_request` is not one that this action judges/],
    ["pull_request", { pull_request: { number: "12" } }, "", /is not one that this action judges/],
    ["pull_request", { pull_request: null }, "", /is not one that this action judges/],
    ["merge_group", {}, "", /has no `base_sha`/],
    ["merge_group", { merge_group: { ...group, head_sha: 1 } }, "", /has no `head_sha`/],
    ["schedule", {}, "0", /`0`, which is no number/],
    ["schedule", {}, "12; rm", /`12; rm`, which is no number/],
    ["schedule", {}, "9999999999", /which is no number/],
  ])("%s %j with the input %j is refused, with the next step", (name, payload, input, message) => {
    expect(() => toWork(name, payload, input)).toThrow(message);
  });
});

describe("what a sweep judges again", () => {
  const status = (state: CommitState, description: string) => ({
    status: { state, description, targetUrl: null },
  });
  test.each([
    [{ status: null }, true],
    [status("pending", "Waiting for #1 to be deployed to production"), true],
    [status("failure", "Drops users.full_name"), true],
    [status("error", "Could not tell"), true],
    [status("success", "Contract of #1 is safe: live in production"), true],
    [status("success", "#7 has the same head commit: Contract of #1 is safe"), true],
    [status("success", "1 additive change; running code keeps working"), false],
    [status("success", "No migrations in this pull request"), false],
  ])("%j: %s", (pullRequestStatus, again) => {
    expect(needsReconciling(pullRequestStatus)).toBe(again);
  });
});
