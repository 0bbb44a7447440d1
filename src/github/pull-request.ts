import { SourceError } from "../model/source-error.ts";
import type { ChangedFile, OwnReviewComment, PullRequestFacts } from "../model/pull-request.ts";
import type { Client } from "./client.ts";
import { headStatus } from "./commit-status.ts";
import type { Operation } from "./errors.ts";
import { readFilesBetween } from "./files-between.ts";
import { firstPages, pullRequestQuery } from "./pull-request-query.ts";
import type {
  FactsNode,
  FileNode,
  Pages,
  PullRequestNode,
  ThreadNode,
} from "./pull-request-query.ts";
import { findComment, findDoubles } from "./own-comment.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import { toApprovals, toPersonsComments, toSetLabels } from "./voices.ts";
import type { RepositoryName } from "./repository.ts";

/** How our own traces on a pull request are recognised, besides by their author. */
export interface PullRequestMarks {
  readonly configurationPath: string;
  readonly statusContext: string;
  readonly commentMarker: string;
  readonly reviewMarker: string;
}

/** So many files are told by the pages that the list has from both of its ends in two requests. */
const filesFromBothEnds = 400;

/**
 * Of more files than this, GitHub lists no more, and the trees tell what changed: the list only saves reading them.
 * https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
 */
const mostListed = 3_000;

/**
 * Everything about a pull request that the first look needs, in one request; more only for further pages of
 * files, comments or review threads. Null where there is no such pull request.
 */
export async function readPullRequest(
  client: Client,
  repository: RepositoryName,
  number: number,
  marks: PullRequestMarks,
): Promise<PullRequestFacts | null> {
  const operation = {
    action: `read pull request #${number} of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const variables = {
    ...repository,
    number,
    configurationPath: marks.configurationPath,
    statusContext: marks.statusContext,
  };
  const first = await readPage(client, operation, { ...variables, ...firstPages });
  if (first === null) return null;
  const files = new Map<string, ChangedFile>();
  addChangedFiles(files, first);
  const threads: ThreadNode[] = [...(first.reviewThreads?.nodes ?? [])];
  let said = first.comments?.nodes ?? [];
  let comment = findComment(first.comments, marks.commentMarker);

  const { changedFiles } = first;
  if (changedFiles > filesFromBothEnds && changedFiles <= mostListed) {
    const firstEnd = first.files?.pageInfo.endCursor ?? null;
    const pullRequest = { ...repository, number };
    const between = { firstEnd, changedFiles };
    addFiles(files, await readFilesBetween(client, operation, pullRequest, between));
  }
  const areListed = (): boolean => changedFiles > filesFromBothEnds || files.size >= changedFiles;
  let pages = nextPages(first, areListed(), comment !== null);
  while (pages !== null) {
    const page = await readPage(client, operation, { ...variables, ...pages });
    if (page === null)
      throw new SourceError(`Could not ${operation.action}: it vanished while it was read.`);
    addChangedFiles(files, page);
    threads.push(...(page.reviewThreads?.nodes ?? []));
    said = [...(page.comments?.nodes ?? []), ...said];
    comment ??= findComment(page.comments, marks.commentMarker);
    pages = nextPages(page, areListed(), comment !== null);
  }
  return {
    ...toFacts(factsOf(first, operation), repository, marks.configurationPath),
    changedFiles: { complete: files.size >= changedFiles, files: [...files.values()] },
    comment,
    doubles: findDoubles(said, marks.commentMarker, comment),
    comments: toPersonsComments(said),
    reviewComments: threads.flatMap((thread) => toReviewComment(thread, marks.reviewMarker)),
  };
}

async function readPage(
  client: Client,
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
): Promise<PullRequestNode | null> {
  const data = await queryExisting<{ repository: { pullRequest: PullRequestNode | null } }>(
    client,
    operation,
    pullRequestQuery,
    variables,
  );
  return data.repository.pullRequest;
}

function nextPages(
  page: PullRequestNode,
  filesListed: boolean,
  commentFound: boolean,
): Pages | null {
  const files = page.files?.pageInfo.hasNextPage === true && !filesListed;
  const comments = page.comments?.pageInfo.hasPreviousPage === true && !commentFound;
  const threads = page.reviewThreads?.pageInfo.hasPreviousPage === true;
  if (!files && !comments && !threads) return null;
  return {
    facts: false,
    files,
    comments,
    threads,
    filesAfter: page.files?.pageInfo.endCursor ?? null,
    filesBefore: page.lastFiles?.pageInfo.startCursor ?? null,
    commentsBefore: page.comments?.pageInfo.startCursor ?? null,
    threadsBefore: page.reviewThreads?.pageInfo.startCursor ?? null,
  };
}

function factsOf(page: PullRequestNode, operation: Operation): FactsNode {
  if ("headRefOid" in page) return page as FactsNode;
  throw new SourceError(
    `Could not ${operation.action}: GitHub's answer lacks its fields. Run the job again.`,
  );
}

function toFacts(
  node: FactsNode,
  repository: RepositoryName,
  configurationPath: string,
): Omit<PullRequestFacts, "changedFiles" | "comment" | "doubles" | "comments" | "reviewComments"> {
  const base = node.baseRef?.target ?? null;
  if (base === null && node.state === "OPEN")
    throw new SourceError(
      `Could not read the base of pull request #${node.number} of ${quoteRepository(repository)}: the branch \`${node.baseRefName}\` is gone. Point the pull request to a branch that exists.`,
    );
  return {
    number: node.number,
    title: node.title,
    body: node.body,
    url: node.url,
    state: stateNames[node.state],
    isDraft: node.isDraft,
    baseBranch: node.baseRefName,
    baseSha: base?.oid ?? node.baseRefOid,
    headSha: node.headRefOid,
    headBranch: node.headRef === null ? null : node.headRefName,
    configurationText: configurationText(node, configurationPath),
    status: headStatus(node.commits, node.headRefOid),
    createdAt: node.createdAt,
    author: node.author?.login ?? null,
    labels: toSetLabels(node),
    approvals: toApprovals(node),
  };
}

const stateNames = { OPEN: "open", CLOSED: "closed", MERGED: "merged" } as const;

/** Git's mode of an ordinary file, executable or not; 0o120000 is a symbolic link. */
const fileModes: readonly number[] = [0o100644, 0o100755];

function configurationText(node: FactsNode, path: string): string | null {
  const file = node.baseRef?.target?.file ?? null;
  if (file === null) return null;
  const text = file.object?.text ?? null;
  if (!fileModes.includes(file.mode) || text === null || file.object?.isTruncated !== false)
    throw new SourceError(
      `Could not read \`${path}\` on \`${node.baseRefName}\`: it is not a text file of its own (a folder, a link, binary, or over 512 KB). Replace it by an ordinary YAML file.`,
    );
  return text;
}

function addChangedFiles(
  files: Map<string, ChangedFile>,
  { files: front, lastFiles: back }: PullRequestNode,
): void {
  addFiles(files, [...(front?.nodes ?? []), ...(back?.nodes ?? [])]);
}

function addFiles(files: Map<string, ChangedFile>, nodes: readonly FileNode[]): void {
  for (const { path, changeType } of nodes) files.set(path, { path, change: toChange(changeType) });
}

const changes = ["added", "modified", "deleted", "renamed", "copied"] as const;

function toChange(changeType: string): ChangedFile["change"] {
  return changes.find((change) => change === changeType.toLowerCase()) ?? "changed";
}

function toReviewComment(thread: ThreadNode, marker: string): OwnReviewComment[] {
  const [comment] = thread.comments.nodes;
  if (comment === undefined || !comment.viewerDidAuthor || !comment.body.includes(marker))
    return [];
  return [{ line: thread.isOutdated ? null : thread.line, path: thread.path, body: comment.body }];
}
