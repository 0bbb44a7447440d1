import { nodeId } from "../rest/accounts.ts";
import { issueFields } from "./issue.ts";
import { GraphqlApiError, requirePermission } from "./viewer.ts";
import type { Fields, Viewer } from "./viewer.ts";

interface PinIssueArguments {
  readonly input: { readonly issueId: string };
}

/** The fields of a mutation's root: what writes only GraphQL can do. */
export function mutationFields(viewer: Viewer): Fields {
  const { world } = viewer;
  return {
    pinIssue: ({ input }: PinIssueArguments): Fields => {
      requirePermission(viewer, "issues:write");
      const issues = [...world.issues.values()];
      const issue = issues.find(({ number }) => nodeId("Issue", number) === input.issueId);
      if (issue === undefined)
        throw new GraphqlApiError(
          "NOT_FOUND",
          `Could not resolve to a node with the global id of '${input.issueId}'`,
        );
      if (issues.filter(({ isPinned }) => isPinned).length >= world.limits.pinnedIssues)
        throw new GraphqlApiError("UNPROCESSABLE", "Maximum 3 pinned issues per repository");
      issue.isPinned = true;
      issue.pinEvents.push("PinnedEvent");
      return { issue: issueFields(viewer, issue) };
    },
  };
}
