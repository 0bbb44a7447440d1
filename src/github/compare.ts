import { SourceError } from "../model/source-error.ts";
import type { CommitMessage, CommitRange, Containment } from "../model/source.ts";
import type { Client } from "./client.ts";
import { messageOf, statusOf, toSourceError } from "./errors.ts";
import type { Operation } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** A longer history between two commits is told as unknown. */
const mostCommits = 2_000;
const commitsPerPage = 100;

/** The best common ancestor of two commits; null where they share none. One request. */
export async function readMergeBase(
  client: Client,
  repository: RepositoryName,
  base: string,
  head: string,
): Promise<string | null> {
  if (base === head) return base;
  try {
    const comparison = await compare(client, repository, base, head, { perPage: 1, page: 1 });
    return comparison.merge_base_commit.sha;
  } catch (error) {
    if (sharesNoAncestor(error)) return null;
    throw toSourceError(error, compareOperation(repository, base, head));
  }
}

/** Whether `commit` contains `ancestor`; `unknown` where GitHub has one of them no more. One request. */
export async function readContainment(
  client: Client,
  repository: RepositoryName,
  ancestor: string,
  commit: string,
): Promise<Containment> {
  if (ancestor === commit) return { state: "contains" };
  try {
    const { status } = await compare(client, repository, ancestor, commit, { perPage: 1, page: 1 });
    if (status === "ahead" || status === "identical") return { state: "contains" };
    return { state: "lacks", relation: status };
  } catch (error) {
    if (sharesNoAncestor(error)) return { state: "lacks", relation: "diverged" };
    if (isGone(error))
      return { state: "unknown", reason: goneReason(repository, ancestor, commit) };
    throw toSourceError(error, compareOperation(repository, ancestor, commit));
  }
}

/**
 * The commits that `to` contains and `from` does not, oldest first: one request per 100. More than 2,000, or a
 * commit that is gone, is `unknown`.
 */
export async function readCommits(
  client: Client,
  repository: RepositoryName,
  from: string,
  to: string,
): Promise<CommitRange> {
  if (from === to) return { state: "read", commits: [] };
  const operation = compareOperation(repository, from, to);
  const readPage = (page: number) =>
    compare(client, repository, from, to, { perPage: commitsPerPage, page });
  try {
    const first = await readPage(1);
    const total = first.total_commits;
    if (total > mostCommits)
      return {
        state: "unknown",
        reason: `${total} commits lie between ${quote(from)} and ${quote(to)}; at most ${mostCommits} are read.`,
      };
    const pages = Array.from({ length: Math.ceil(total / commitsPerPage) - 1 }, (_, more) =>
      readPage(more + 2),
    );
    const commits: CommitMessage[] = [first, ...(await Promise.all(pages))].flatMap((page) =>
      page.commits.map(({ sha, commit }) => ({ sha, message: commit.message })),
    );
    if (commits.length < total)
      throw new SourceError(
        `Could not ${operation.action}: GitHub gave ${commits.length} of ${total} commits. Run the job again.`,
      );
    return { state: "read", commits };
  } catch (error) {
    if (isGone(error)) return { state: "unknown", reason: goneReason(repository, from, to) };
    throw toSourceError(error, operation);
  }
}

async function compare(
  client: Client,
  repository: RepositoryName,
  base: string,
  head: string,
  { perPage, page }: { readonly perPage: number; readonly page: number },
) {
  const { data } = await client.rest.repos.compareCommitsWithBasehead({
    owner: repository.owner,
    repo: repository.name,
    basehead: `${base}...${head}`,
    per_page: perPage,
    page,
  });
  return data;
}

function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 422;
}

function sharesNoAncestor(error: unknown): boolean {
  return isGone(error) && /no common ancestor/i.test(messageOf(error));
}

function goneReason(repository: RepositoryName, base: string, head: string): string {
  return `GitHub cannot compare ${quote(base)} with ${quote(head)} in ${quoteRepository(repository)}: one of the two commits is gone.`;
}

function compareOperation(repository: RepositoryName, base: string, head: string): Operation {
  return {
    action: `compare ${quote(base)} with ${quote(head)} in ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
}

function quote(sha: string): string {
  return `\`${sha.slice(0, 7)}\``;
}
