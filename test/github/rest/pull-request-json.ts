import { pullRequestCommits, pullRequestFiles, testMerge } from "../pull-request-facts.ts";
import { restUrl, webUrl } from "../world.ts";
import type { PullRequest, World } from "../world.ts";
import { nodeId, repositoryJson, userJson } from "./accounts.ts";

/** A pull request as lists show it. */
export async function pullRequestSimpleJson(world: World, pull: PullRequest) {
  const url = `${restUrl(world)}/pulls/${pull.number}`;
  const issueUrl = `${restUrl(world)}/issues/${pull.number}`;
  const htmlUrl = `${webUrl(world)}/pull/${pull.number}`;
  const links = {
    comments: `${issueUrl}/comments`,
    commits: `${url}/commits`,
    statuses: `${restUrl(world)}/statuses/${pull.headSha}`,
    html: htmlUrl,
    issue: issueUrl,
    review_comments: `${url}/comments`,
    review_comment: `${restUrl(world)}/pulls/comments{/number}`,
    self: url,
  };
  return {
    url,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.number),
    html_url: htmlUrl,
    diff_url: `${htmlUrl}.diff`,
    patch_url: `${htmlUrl}.patch`,
    issue_url: issueUrl,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: pull.isLocked,
    active_lock_reason: null,
    title: pull.title,
    user: userJson(world, pull.author),
    body: pull.body === "" ? null : pull.body,
    labels: pull.labels.map((name, position) => ({
      id: position + 1,
      node_id: nodeId("Label", name),
      url: `${restUrl(world)}/labels/${encodeURIComponent(name)}`,
      name,
      description: null,
      color: "ededed",
      default: false,
    })),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    auto_merge: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.merge?.at ?? null,
    // Before the merge this is the test merge: a trap for whoever takes it for the merge commit.
    merge_commit_sha: pull.merge?.sha ?? (await testMerge(world, pull)),
    draft: pull.isDraft,
    head: {
      label: `${pull.headOwner}:${pull.headBranch}`,
      ref: pull.headBranch,
      sha: pull.headSha,
      user: userJson(world, pull.headOwner),
      repo: pull.headRepositoryExists ? repositoryJson(world, pull.headOwner) : null,
    },
    base: {
      label: `${world.owner}:${pull.baseBranch}`,
      ref: pull.baseBranch,
      sha: pull.baseSha,
      user: userJson(world, world.owner),
      repo: repositoryJson(world),
    },
    author_association: authorAssociation(world, pull.author),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  };
}

export async function pullRequestJson(world: World, pull: PullRequest) {
  const files = await pullRequestFiles(world, pull);
  const commits = await pullRequestCommits(world, pull);
  const simple = await pullRequestSimpleJson(world, pull);
  const isMergeable = pull.state === "open" ? simple.merge_commit_sha !== null : null;
  const count = (records: Iterable<{ readonly pullRequest: number }>): number =>
    [...records].filter((record) => record.pullRequest === pull.number).length;
  return {
    ...simple,
    merged: pull.merge !== null,
    mergeable: isMergeable,
    rebaseable: isMergeable,
    mergeable_state: mergeableState(pull, isMergeable),
    merged_by: pull.merge === null ? null : userJson(world, pull.merge.by),
    comments: count(world.issueComments.values()),
    review_comments: count(world.reviewComments),
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function mergeableState(pull: PullRequest, isMergeable: boolean | null): string {
  if (isMergeable === null) return "unknown";
  if (!isMergeable) return "dirty";
  return pull.isDraft ? "draft" : "clean";
}

export function authorAssociation(world: World, login: string): string {
  return login === world.owner ? "OWNER" : login.endsWith("[bot]") ? "NONE" : "CONTRIBUTOR";
}
