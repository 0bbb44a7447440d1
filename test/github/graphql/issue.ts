import { nodeId } from "../rest/accounts.ts";
import { didAuthor } from "../rest/comments.ts";
import { webUrl } from "../world.ts";
import type { Issue } from "../world.ts";
import { connection } from "./connection.ts";
import type { ConnectionArguments } from "./connection.ts";
import { issueCommentFields } from "./pull-request.ts";
import { actorFields, GraphqlApiError, requirePermission } from "./viewer.ts";
import type { Fields, Viewer } from "./viewer.ts";

export interface IssuesArguments extends ConnectionArguments {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
}

interface TimelineArguments extends ConnectionArguments {
  readonly itemTypes?: readonly string[] | null;
}

export function issuesConnection(viewer: Viewer, listArguments: IssuesArguments): Fields {
  requirePermission(viewer, "issues:read");
  const { states, labels, orderBy } = listArguments;
  const key = (issue: Issue): string =>
    orderBy?.field === "UPDATED_AT" ? issue.updatedAt : issue.createdAt;
  const issues = [...viewer.world.issues.values()]
    .filter((issue) => states?.includes(issue.state.toUpperCase()) ?? true)
    .filter((issue) => labels?.some((label) => issue.labels.includes(label)) ?? true)
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.number - b.number));
  if (orderBy?.direction === "DESC") issues.reverse();
  return connection("issues", issues, listArguments, (issue) => issueFields(viewer, issue));
}

export function issueOf(viewer: Viewer, number: number): Fields {
  requirePermission(viewer, "issues:read");
  const issue = viewer.world.issues.get(number);
  if (issue !== undefined) return issueFields(viewer, issue);
  throw new GraphqlApiError(
    "NOT_FOUND",
    `Could not resolve to an Issue with the number of ${number}.`,
  );
}

export function issueFields(viewer: Viewer, issue: Issue): Fields {
  const { world, token } = viewer;
  return {
    __typename: "Issue",
    id: nodeId("Issue", issue.number),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    url: `${webUrl(world)}/issues/${issue.number}`,
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    isPinned: issue.isPinned,
    author: () => actorFields(viewer, issue.author),
    viewerDidAuthor: didAuthor(token, issue),
    labels: (listArguments: ConnectionArguments) =>
      connection("labels", issue.labels, listArguments, (name) => ({
        id: nodeId("Label", name),
        name,
      })),
    assignees: (listArguments: ConnectionArguments) =>
      connection("assignees", issue.assignees, listArguments, (login) =>
        actorFields(viewer, login),
      ),
    comments: (listArguments: ConnectionArguments) => {
      const comments = [...world.issueComments.values()].filter(
        (comment) => comment.pullRequest === issue.number,
      );
      return connection("comments", comments, listArguments, (comment) =>
        issueCommentFields(viewer, comment),
      );
    },
    // Of all that a timeline holds, the fake knows the pins.
    timelineItems: ({ itemTypes, ...listArguments }: TimelineArguments) => {
      const events = issue.pinEvents.filter(
        (event) =>
          itemTypes?.includes(event === "PinnedEvent" ? "PINNED_EVENT" : "UNPINNED_EVENT") === true,
      );
      return connection("timelineItems", events, listArguments, (event) => ({
        __typename: event,
      }));
    },
  };
}
