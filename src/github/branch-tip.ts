import type { Client } from "./client.ts";
import { query } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** A branch with its newest commit. */
export interface BranchTip {
  readonly name: string;
  readonly sha: string;
}

/** A branch, or the default one where none is named; null where there is none. One request. */
export async function readTipOf(
  client: Client,
  repository: RepositoryName,
  branch: string | null,
): Promise<BranchTip | null> {
  const operation = {
    action: `read ${branch === null ? "the default branch" : `the branch \`${branch}\``} of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  const data = await query<TipData>(client, operation, branchTipQuery, {
    ...repository,
    ref: `refs/heads/${branch ?? ""}`,
    isNamed: branch !== null,
  });
  const ref = data.repository.ref ?? data.repository.defaultBranchRef ?? null;
  return ref?.target == null ? null : { name: ref.name, sha: ref.target.oid };
}

export const branchTipQuery = `query BranchTip($owner: String!, $name: String!, $ref: String!, $isNamed: Boolean!) {
  repository(owner: $owner, name: $name) {
    ref(qualifiedName: $ref) @include(if: $isNamed) { name target { oid } }
    defaultBranchRef @skip(if: $isNamed) { name target { oid } }
  }
}`;

interface TipData {
  readonly repository: {
    readonly ref?: RefNode | null;
    readonly defaultBranchRef?: RefNode | null;
  };
}

interface RefNode {
  readonly name: string;
  readonly target: { readonly oid: string } | null;
}
