import type { SearchableSource } from "../model/source.ts";
import { createBlobReader } from "./blobs.ts";
import type { Client } from "./client.ts";
import { readCommits, readContainment, readMergeBase } from "./compare.ts";
import { readCommitFiles } from "./patches.ts";
import { readPathsAt } from "./paths.ts";
import type { RepositoryName } from "./repository.ts";
import { createFileSearch } from "./search-files.ts";
import { readTree } from "./trees.ts";

/**
 * A repository on GitHub as a `Source`. Commits and blobs never change, so what was read once is kept for the
 * life of the source: make one per run. Requests: one per tree (more only for trees over GitHub's limit),
 * one per merge base and per containment, one per 500 blobs; a search of files as `createFileSearch` says.
 */
export function createGitHubSource(client: Client, repository: RepositoryName): SearchableSource {
  const readBlobs = createBlobReader(client, repository);
  return {
    readTree: once((commit) => readTree(client, repository, commit)),
    readBlobs,
    readMergeBase: once((base, head) => readMergeBase(client, repository, base, head)),
    readContainment: once((ancestor, commit) =>
      readContainment(client, repository, ancestor, commit),
    ),
    readCommits: once((from, to) => readCommits(client, repository, from, to)),
    readCommitFiles: once((commit) => readCommitFiles(client, repository, commit)),
    searchFiles: createFileSearch(client, repository, readBlobs),
    readPathsAt: (commit, paths) => readPathsAt(client, repository, commit, paths),
  };
}

/** Keeps the answer of a read by its commits. One that failed is forgotten: another pull request may fare better. */
function once<Commits extends string[], Answer>(
  read: (...commits: Commits) => Promise<Answer>,
): (...commits: Commits) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...commits) => {
    const key = commits.join(" ");
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = read(...commits);
    answers.set(key, answer);
    void answer.catch(() => answers.delete(key));
    return answer;
  };
}
