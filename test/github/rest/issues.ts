import { notFound, validationFailed } from "../http/api-error.ts";
import { created, ok, route } from "../http/route.ts";
import type { RestRequest } from "../http/route.ts";
import type { Permission } from "../http/tokens.ts";
import type { Issue, World } from "../world.ts";
import { issueJson } from "./issue-json.ts";

interface NewIssue {
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

interface IssueEdit {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: Issue["state"];
  readonly state_reason?: Issue["stateReason"];
}

const reading: readonly Permission[] = ["issues:read"];
const writing: readonly Permission[] = ["issues:write"];

export const issueRoutes = [
  route<NewIssue>("POST /issues", writing, async ({ world, token, body }) =>
    created(issueJson(world, addIssue(world, token.login, body))),
  ),

  route("GET /issues/{issue_number}", reading, async (request) =>
    ok(issueJson(request.world, requestedIssue(request))),
  ),

  route<IssueEdit>("PATCH /issues/{issue_number}", writing, async (request) => {
    const { world, body } = request;
    const issue = requestedIssue(request);
    issue.title = body.title ?? issue.title;
    issue.body = checkedBody(world, body.body ?? issue.body);
    if (body.state !== undefined) setState(world, issue, body.state, body.state_reason ?? null);
    issue.updatedAt = world.clock.tick();
    return ok(issueJson(world, issue));
  }),
];

/** Labels that do not exist are made; who cannot be assigned is left out in silence. */
export function addIssue(world: World, author: string, wanted: NewIssue): Issue {
  const createdAt = world.clock.tick();
  const issue: Issue = {
    id: world.nextId(),
    number: world.nextNumber(),
    author,
    createdAt,
    title: wanted.title,
    body: checkedBody(world, wanted.body ?? ""),
    state: "open",
    stateReason: null,
    labels: [...(wanted.labels ?? [])],
    assignees: (wanted.assignees ?? []).filter(
      (login) => !login.endsWith("[bot]") && world.roles.get(login) !== "none",
    ),
    updatedAt: createdAt,
    closedAt: null,
    isPinned: false,
    pinEvents: [],
  };
  world.issues.set(issue.number, issue);
  return issue;
}

export function setState(
  world: World,
  issue: Issue,
  state: Issue["state"],
  reason: Issue["stateReason"],
): void {
  if (issue.state === state) return;
  issue.state = state;
  issue.closedAt = state === "closed" ? world.clock.tick() : null;
  issue.stateReason = reason ?? (state === "closed" ? "completed" : "reopened");
}

function requestedIssue({ world, parameter }: RestRequest<unknown>): Issue {
  const issue = world.issues.get(Number(parameter("issue_number")));
  if (issue === undefined) throw notFound();
  return issue;
}

function checkedBody(world: World, body: string): string {
  const { bodyCharacters } = world.limits;
  if ([...body].length > bodyCharacters) {
    throw validationFailed(
      "Issue",
      "data",
      `Body is too long (maximum is ${bodyCharacters} characters)`,
    );
  }
  return body;
}
