import { readFileSync } from "node:fs";

import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";

import { blobsQuery } from "../../src/github/blobs.ts";
import { branchTipQuery } from "../../src/github/branch-tip.ts";
import { statusQuery } from "../../src/github/commit-status.ts";
import {
  listingQuery,
  newListing,
  nextRequest,
  takeListings,
} from "../../src/github/deployments.ts";
import { evidenceQuery } from "../../src/github/evidence.ts";
import { environmentsQuery } from "../../src/github/environment-names.ts";
import { filesQuery } from "../../src/github/files-between.ts";
import { filesAtQuery } from "../../src/github/files-at.ts";
import { fileVersionsQuery } from "../../src/github/file-versions.ts";
import { linkedFields, linkedQuery } from "../../src/github/linked-pull-requests.ts";
import { candidatesQuery, mergeQueueQuery } from "../../src/github/merge-group.ts";
import { mergedQuery } from "../../src/github/merged-pull-requests.ts";
import { defaultBranchQuery } from "../../src/github/default-branch.ts";
import { recentlyMergedQuery } from "../../src/github/recently-merged.ts";
import { issueQuery, issuesQuery } from "../../src/github/window-issues.ts";
import { openQuery } from "../../src/github/open-pull-requests.ts";
import { pathsQuery } from "../../src/github/paths.ts";
import { pullRequestQuery } from "../../src/github/pull-request-query.ts";
import { headNowQuery } from "../../src/github/head-now.ts";
import { releasesQuery, tagsQuery } from "../../src/github/versions.ts";

const sha = "0123456789abcdef0123456789abcdef01234567";
const schema = buildSchema(
  readFileSync(
    new URL("../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url),
    "utf8",
  ),
  // GitHub's own text defines a field twice; the queries are what is tested.
  { assumeValid: true },
);

function listings(): string {
  const request = nextRequest([newListing("production"), newListing("staging")]);
  return request === null ? "" : listingQuery(request);
}

/** The follow-up for a deployment with more statuses than the first page holds. */
function statuses(): string {
  const listing = newListing("production");
  const more = { hasNextPage: true, endCursor: "cursor" };
  const node = {
    id: "D_1",
    databaseId: 1,
    commitOid: sha,
    createdAt: "",
    state: null,
    task: null,
    payload: null,
    creator: null,
    latestStatus: null,
  };
  const status = { id: "S_1", state: "SUCCESS", environment: null, createdAt: "" } as const;
  takeListings([listing], {
    e0: { nodes: [{ ...node, statuses: { nodes: [status], pageInfo: more } }], pageInfo: more },
  });
  const request = nextRequest([listing]);
  return request === null ? "" : listingQuery(request);
}

function evidence(): string {
  const request = nextRequest([newListing("production")]);
  return evidenceQuery(linkedFields([12, 13]), request?.parameters ?? "", request?.fields ?? "");
}

test.each([
  ["pull request", pullRequestQuery],
  ["files in between", filesQuery(28)],
  ["head", headNowQuery],
  ["status", statusQuery],
  ["blobs", blobsQuery([sha, sha.replace("0", "f")])],
  ["paths", pathsQuery(2)],
  ["linked pull requests", linkedQuery(linkedFields([12, 13]))],
  ["deployments", listings()],
  ["statuses of a deployment", statuses()],
  ["evidence", evidence()],
  ["open pull requests", openQuery],
  ["default branch", defaultBranchQuery],
  ["pull requests merged lately", recentlyMergedQuery],
  ["issues with a label", issuesQuery],
  ["an issue", issueQuery],
  ["environments", environmentsQuery],
  ["releases", releasesQuery],
  ["tags", tagsQuery],
  ["versions of a file", fileVersionsQuery],
  ["files at several commits", filesAtQuery(2)],
  ["merged pull requests", mergedQuery(2)],
  ["merged pull requests without a file", mergedQuery(0)],
  ["tip of a branch", branchTipQuery],
  ["merge group", candidatesQuery([12], [sha])],
  ["merge queue", mergeQueueQuery],
])("the query for %s fits GitHub's schema", (_, text) => {
  expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
});
