import { user, restUrl, webUrl } from "../world.ts";
import type { World } from "../world.ts";

/** A node id: opaque for clients, readable for us. */
export function nodeId(type: string, id: number | string): string {
  return Buffer.from(`${type}:${id}`).toString("base64url");
}

export function userJson(world: World, login: string) {
  const account = user(world, login);
  const url = `${world.apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: account.id,
    node_id: nodeId("User", account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${world.serverUrl}/${account.type === "Bot" ? "apps/" : ""}${login.replace("[bot]", "")}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** Repository resources whose address is the repository's plus a suffix. */
const repositoryUrls: Readonly<Record<string, string>> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

export const repositoryId = 700_100_200;
const forkIdOffset = 1;

/** The repository, or the fork of it that another owner has. */
export function repositoryJson(world: World, owner = world.owner) {
  const isFork = owner !== world.owner;
  const url = restUrl(world).replace(`/${world.owner}/`, `/${owner}/`);
  const htmlUrl = webUrl(world).replace(`/${world.owner}/`, `/${owner}/`);
  const host = new URL(world.serverUrl).host;
  const urls: Record<string, string> = {};
  for (const [name, suffix] of Object.entries(repositoryUrls)) urls[name] = `${url}${suffix}`;
  return {
    id: isFork ? repositoryId + forkIdOffset : repositoryId,
    node_id: nodeId("Repository", isFork ? repositoryId + forkIdOffset : repositoryId),
    name: world.name,
    full_name: `${owner}/${world.name}`,
    private: world.isPrivate,
    owner: userJson(world, owner),
    html_url: htmlUrl,
    description: null,
    fork: isFork,
    url,
    ...urls,
    git_url: `git://${host}/${owner}/${world.name}.git`,
    ssh_url: `git@${host}:${owner}/${world.name}.git`,
    clone_url: `${htmlUrl}.git`,
    svn_url: htmlUrl,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    created_at: world.createdAt,
    updated_at: world.createdAt,
    pushed_at: world.createdAt,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    forks_count: 0,
    forks: 0,
    open_issues_count: 0,
    open_issues: 0,
    has_issues: true,
    has_projects: false,
    has_downloads: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: world.isPrivate ? "private" : "public",
    default_branch: world.defaultBranch,
  };
}
