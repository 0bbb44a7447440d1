import { restUrl, webUrl } from "../world.ts";
import type { Issue, PullRequest, World } from "../world.ts";
import { nodeId, userJson } from "./accounts.ts";
import { authorAssociation } from "./pull-request-json.ts";
import { reactionsJson } from "./reactions-json.ts";

/** A pull request as events about issues show it. */
export function pullRequestIssueJson(world: World, pull: PullRequest) {
  const pullUrl = `${webUrl(world)}/pull/${pull.number}`;
  return {
    ...commonJson(world, pull),
    html_url: pullUrl,
    node_id: nodeId("PullRequest", pull.number),
    labels: [],
    locked: pull.isLocked,
    assignee: null,
    assignees: [],
    state_reason: null,
    pull_request: {
      url: `${restUrl(world)}/pulls/${pull.number}`,
      html_url: pullUrl,
      diff_url: `${pullUrl}.diff`,
      patch_url: `${pullUrl}.patch`,
    },
  };
}

/** An issue that is no pull request. */
export function issueJson(world: World, issue: Issue) {
  const assignees = issue.assignees.map((login) => userJson(world, login));
  return {
    ...commonJson(world, issue),
    html_url: `${webUrl(world)}/issues/${issue.number}`,
    node_id: nodeId("Issue", issue.number),
    labels: issue.labels.map((name, position) => ({
      id: position + 1,
      node_id: nodeId("Label", name),
      url: `${restUrl(world)}/labels/${encodeURIComponent(name)}`,
      name,
      color: "ededed",
      default: false,
      description: null,
    })),
    locked: false,
    assignee: assignees[0] ?? null,
    assignees,
    state_reason: issue.stateReason,
  };
}

type Shared = Pick<
  Issue,
  "id" | "number" | "title" | "author" | "state" | "createdAt" | "updatedAt" | "closedAt" | "body"
>;

function commonJson(world: World, pull: Shared) {
  const url = `${restUrl(world)}/issues/${pull.number}`;
  return {
    url,
    repository_url: restUrl(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    id: pull.id,
    number: pull.number,
    title: pull.title,
    user: userJson(world, pull.author),
    state: pull.state,
    milestone: null,
    comments: [...world.issueComments.values()].filter((one) => one.pullRequest === pull.number)
      .length,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    author_association: authorAssociation(world, pull.author),
    active_lock_reason: null,
    body: pull.body === "" ? null : pull.body,
    reactions: reactionsJson(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
  };
}
