import { restUrl, webUrl } from "../world.ts";
import type { PullRequest, World } from "../world.ts";
import { nodeId, userJson } from "./accounts.ts";
import { authorAssociation } from "./pull-request-json.ts";
import { reactionsJson } from "./reactions-json.ts";

/** A pull request as events about issues show it. */
export function issueJson(world: World, pull: PullRequest) {
  const url = `${restUrl(world)}/issues/${pull.number}`;
  const pullUrl = `${webUrl(world)}/pull/${pull.number}`;
  return {
    url,
    repository_url: restUrl(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: pullUrl,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.number),
    number: pull.number,
    title: pull.title,
    user: userJson(world, pull.author),
    labels: [],
    state: pull.state,
    locked: pull.isLocked,
    assignee: null,
    assignees: [],
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
    state_reason: null,
    pull_request: {
      url: `${restUrl(world)}/pulls/${pull.number}`,
      html_url: pullUrl,
      diff_url: `${pullUrl}.diff`,
      patch_url: `${pullUrl}.patch`,
    },
  };
}
