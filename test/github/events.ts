import { checkWebhook } from "./http/contract.ts";
import { testMerge } from "./pull-request-facts.ts";
import { nodeId, repositoryJson, userJson } from "./rest/accounts.ts";
import { runJson, simpleCommit, workflowJson } from "./rest/actions.ts";
import { commentJson } from "./rest/comments.ts";
import { deploymentJson, deploymentStatusJson } from "./rest/deployments.ts";
import { issueJson, pullRequestIssueJson } from "./rest/issue-json.ts";
import { pullRequestJson } from "./rest/pull-request-json.ts";
import { findCommit } from "./revision.ts";
import { branchTip } from "./scenario/branches.ts";
import type { MergeGroup } from "./scenario/merge-queue.ts";
import { pullRequest } from "./world.ts";
import type { RunConclusion, World } from "./world.ts";

/** An event as a workflow run gets it. */
export interface WorkflowEvent {
  /** GITHUB_EVENT_NAME */
  readonly name: string;
  /** The content of the file at GITHUB_EVENT_PATH. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** GITHUB_SHA */
  readonly sha: string;
  /** GITHUB_REF */
  readonly ref: string;
}

export type PullRequestAction =
  "opened" | "synchronize" | "edited" | "reopened" | "ready_for_review" | "labeled" | "closed";

export type EventRequest =
  | {
      readonly name: "pull_request" | "pull_request_target";
      readonly number: number;
      readonly action?: PullRequestAction;
    }
  | { readonly name: "issue_comment"; readonly comment: number }
  | {
      readonly name: "issues";
      readonly number: number;
      readonly action: "edited" | "closed" | "reopened";
    }
  | { readonly name: "merge_group"; readonly group: MergeGroup }
  | { readonly name: "deployment_status"; readonly deployment: number }
  | {
      readonly name: "workflow_run";
      readonly workflow?: string;
      readonly conclusion?: "success" | "failure" | "cancelled";
      /** The commit that the finished run was about; the default branch's tip where it is not told. */
      readonly headSha?: string;
    }
  | { readonly name: "schedule"; readonly schedule?: string }
  | {
      readonly name: "workflow_dispatch";
      readonly inputs?: Readonly<Record<string, string>>;
      readonly ref?: string;
    };

/** The event with the payload, commit and ref that GitHub would give a workflow. */
export async function createEvent(world: World, request: EventRequest): Promise<WorkflowEvent> {
  const common = { repository: repositoryJson(world), sender: userJson(world, "mona") };
  const onDefaultBranch = async (
    payload: Readonly<Record<string, unknown>>,
  ): Promise<WorkflowEvent> => ({
    name: request.name,
    payload,
    sha: await branchTip(world, world.defaultBranch),
    ref: `refs/heads/${world.defaultBranch}`,
  });

  switch (request.name) {
    case "pull_request":
    case "pull_request_target": {
      const pull = pullRequest(world, request.number);
      const { action = "opened" } = request;
      const payload = checked(`pull-request-${action.replaceAll("_", "-")}`, {
        action,
        number: pull.number,
        pull_request: await pullRequestJson(world, pull),
        ...actionDetails(action, pull.baseSha, pull.headSha, pull.labels.at(-1)),
        ...common,
      });
      if (request.name === "pull_request_target") return onDefaultBranch(payload);
      const sha = pull.merge?.sha ?? (await testMerge(world, pull));
      if (sha === null)
        throw new Error(`pull_request does not run: #${pull.number} has a conflict.`);
      return { name: request.name, payload, sha, ref: `refs/pull/${pull.number}/merge` };
    }
    case "issue_comment": {
      const comment = world.issueComments.get(request.comment);
      if (comment === undefined) throw new Error(`There is no comment ${request.comment}.`);
      const pull = pullRequest(world, comment.pullRequest);
      return onDefaultBranch(
        checked("issue-comment-created", {
          action: "created",
          issue: pullRequestIssueJson(world, pull),
          comment: commentJson(world, comment),
          ...common,
        }),
      );
    }
    case "issues": {
      const { action, number } = request;
      const issue = world.issues.get(number);
      if (issue === undefined) throw new Error(`There is no issue #${number}.`);
      return onDefaultBranch(
        checked(`issues-${action}`, {
          action,
          issue: issueJson(world, issue),
          ...(action === "edited" ? { changes: { body: { from: "" } } } : {}),
          ...common,
        }),
      );
    }
    case "merge_group": {
      const { group } = request;
      const payload = checked("merge-group-checks-requested", {
        action: "checks_requested",
        merge_group: {
          head_sha: group.headSha,
          head_ref: group.headRef,
          base_sha: group.baseSha,
          base_ref: `refs/heads/${group.baseBranch}`,
          head_commit: await simpleCommit(world, group.headSha),
        },
        ...common,
      });
      return { name: request.name, payload, sha: group.headSha, ref: group.headRef };
    }
    case "deployment_status": {
      const deployment = world.deployments.get(request.deployment);
      const status = deployment?.statuses.at(-1);
      if (deployment === undefined || status === undefined) {
        throw new Error(`Deployment ${request.deployment} has no status to tell of.`);
      }
      if (status.state === "inactive")
        throw new Error("GitHub sends no event for the status inactive.");
      const payload = checked("deployment-status-created", {
        action: "created",
        deployment_status: deploymentStatusJson(world, deployment, status),
        deployment: deploymentJson(world, deployment),
        check_run: null,
        workflow: null,
        workflow_run: null,
        ...common,
      });
      const branch = `refs/heads/${deployment.ref}`;
      const ref = (await findCommit(world, branch)) === null ? "" : branch;
      return { name: request.name, payload, sha: deployment.sha, ref };
    }
    case "workflow_run": {
      const { workflow = "Deploy", conclusion = "success" } = request;
      const headSha = request.headSha ?? (await branchTip(world, world.defaultBranch));
      const payload = checked("workflow-run-completed", {
        action: "completed",
        workflow_run: await finishedRunJson(world, workflow, conclusion, headSha),
        workflow: workflowJson(world, workflow),
        ...common,
      });
      return onDefaultBranch(payload);
    }
    case "schedule":
      return onDefaultBranch({
        schedule: request.schedule ?? "17 * * * *",
        workflow: workflowPath,
        repository: common.repository,
      });
    case "workflow_dispatch": {
      const ref = request.ref ?? `refs/heads/${world.defaultBranch}`;
      const inputs = request.inputs ?? null;
      const payload = checked("workflow-dispatch", {
        inputs,
        ref,
        workflow: workflowPath,
        ...common,
      });
      return onDefaultBranch(payload);
    }
  }
}

const workflowPath = ".github/workflows/expand-contract.yml";

function checked<Payload>(webhook: string, payload: Payload): Payload {
  const violations = checkWebhook(webhook, payload);
  if (violations.length > 0)
    throw new Error(`Against GitHub's description: ${violations.join("; ")}`);
  return payload;
}

function actionDetails(
  action: PullRequestAction,
  before: string,
  after: string,
  label: string | undefined,
): Readonly<Record<string, unknown>> {
  if (action === "synchronize") return { before, after };
  if (action === "edited") return { changes: { body: { from: "" } } };
  if (action !== "labeled") return {};
  const name = label ?? "label";
  return {
    label: {
      id: 1,
      node_id: nodeId("Label", name),
      url: "https://api.github.com/labels/1",
      name,
      color: "ededed",
      default: false,
      description: null,
    },
  };
}

async function finishedRunJson(
  world: World,
  workflow: string,
  conclusion: RunConclusion,
  sha: string,
) {
  const at = world.clock.tick();
  return runJson(world, {
    id: world.nextId(),
    workflow,
    branch: world.defaultBranch,
    event: "push",
    sha,
    createdAt: at,
    attempts: [{ conclusion, startedAt: at, updatedAt: at, jobs: [] }],
  });
}
