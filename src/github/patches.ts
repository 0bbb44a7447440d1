import type { PatchedFile } from "../model/pull-request.ts";
import type { Client } from "./client.ts";
import { attempt } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** GitHub lists no more files of one pull request. */
const listedFiles = 3_000;
const filesPerPage = 100;

export interface Patches {
  readonly files: readonly PatchedFile[];
  /** False where GitHub's list ended at its cap. */
  readonly complete: boolean;
}

/** The diff of a pull request, file by file. One request per 100 files. */
export async function readPatches(
  client: Client,
  repository: RepositoryName,
  number: number,
): Promise<Patches> {
  const operation = {
    action: `read the diff of pull request #${number} of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const files: PatchedFile[] = [];
  for (let page = 1; files.length < listedFiles; page += 1) {
    const { data } = await attempt(operation, () =>
      client.rest.pulls.listFiles({
        owner: repository.owner,
        repo: repository.name,
        pull_number: number,
        per_page: filesPerPage,
        page,
      }),
    );
    files.push(...data.map(toPatchedFile));
    if (data.length < filesPerPage) return { files, complete: true };
  }
  return { files, complete: false };
}

/** So many files of a commit are on one page, whatever is asked for. */
const commitFilesPerPage = 300;

/** What a commit brought to its first parent. One request per 300 files. */
export async function readCommitFiles(
  client: Client,
  repository: RepositoryName,
  commit: string,
): Promise<Patches> {
  const operation = {
    action: `read the diff of commit \`${commit.slice(0, 7)}\` of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  const files: PatchedFile[] = [];
  for (let page = 1; files.length < listedFiles; page += 1) {
    const { data } = await attempt(operation, () =>
      client.rest.repos.getCommit({
        owner: repository.owner,
        repo: repository.name,
        ref: commit,
        per_page: commitFilesPerPage,
        page,
      }),
    );
    const listed = data.files ?? [];
    files.push(...listed.map(toPatchedFile));
    if (listed.length < commitFilesPerPage) return { files, complete: true };
  }
  return { files, complete: false };
}

function toPatchedFile(file: {
  readonly filename: string;
  readonly previous_filename?: string;
  readonly sha: string | null;
  readonly status: keyof typeof statuses;
  readonly patch?: string;
}): PatchedFile {
  return {
    path: file.filename,
    previousPath: file.previous_filename ?? null,
    sha: file.status === "removed" ? null : file.sha,
    status: statuses[file.status],
    patch: file.patch ?? null,
  };
}

const statuses = {
  added: "added",
  copied: "added",
  removed: "removed",
  modified: "modified",
  changed: "modified",
  unchanged: "modified",
  renamed: "renamed",
} as const;
