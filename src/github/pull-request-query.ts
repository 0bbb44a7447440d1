import type { HeadCommits } from "./commit-status.ts";

/** The facts of a pull request, and one page of each list that it asks for. */
export const pullRequestQuery = `query PullRequest(
  $owner: String!, $name: String!, $number: Int!, $configurationPath: String!, $statusContext: String!
  $facts: Boolean!, $files: Boolean!, $comments: Boolean!, $threads: Boolean!
  $filesAfter: String, $filesBefore: String, $commentsBefore: String, $threadsBefore: String
) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      changedFiles
      ...facts @include(if: $facts)
      files(first: 100, after: $filesAfter) @include(if: $files) {
        nodes { path changeType }
        pageInfo { hasNextPage endCursor }
      }
      lastFiles: files(last: 100, before: $filesBefore) @include(if: $files) {
        nodes { path changeType }
        pageInfo { hasPreviousPage startCursor }
      }
      comments(last: 100, before: $commentsBefore) @include(if: $comments) {
        nodes {
          fullDatabaseId body url isMinimized viewerDidAuthor createdAt lastEditedAt
          author { login __typename }
          editor { login }
        }
        pageInfo { hasPreviousPage startCursor }
      }
      reviewThreads(last: 100, before: $threadsBefore) @include(if: $threads) {
        nodes { path line isOutdated comments(first: 1) { nodes { body viewerDidAuthor } } }
        pageInfo { hasPreviousPage startCursor }
      }
    }
  }
}
fragment facts on PullRequest {
  number title body url createdAt state isDraft baseRefName baseRefOid headRefName headRefOid
  headRef { name }
  author { login }
  labels(first: 100) { nodes { name } }
  timelineItems(last: 100, itemTypes: [LABELED_EVENT]) {
    nodes { ... on LabeledEvent { createdAt actor { login __typename } label { name } } }
  }
  reviews(last: 100, states: [APPROVED, CHANGES_REQUESTED]) {
    nodes { state submittedAt author { login __typename } commit { oid } }
  }
  baseRef {
    target {
      oid
      ... on Commit {
        file(path: $configurationPath) { mode object { ... on Blob { text isTruncated } } }
      }
    }
  }
  commits(last: 1) {
    nodes { commit { oid status { context(name: $statusContext) { state description targetUrl } } } }
  }
}`;

export interface PullRequestNode {
  readonly changedFiles: number;
  /** The first files, then those behind them. */
  readonly files?: {
    readonly nodes: readonly FileNode[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
  /** The same list from its end: one request tells two hundred files. */
  readonly lastFiles?: PreviousPages<FileNode> | null;
  readonly comments?: PreviousPages<CommentNode>;
  readonly reviewThreads?: PreviousPages<ThreadNode>;
}

export interface PreviousPages<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
}

export interface FileNode {
  readonly path: string;
  readonly changeType: string;
}

interface ActorNode {
  readonly login: string;
  readonly __typename: string;
}

export interface CommentNode {
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly author: ActorNode | null;
  readonly editor: { readonly login: string } | null;
  readonly fullDatabaseId: string | null;
  readonly body: string;
  readonly url: string;
  readonly isMinimized: boolean;
  readonly viewerDidAuthor: boolean;
}

export interface ThreadNode {
  readonly path: string;
  readonly line: number | null;
  readonly isOutdated: boolean;
  readonly comments: {
    readonly nodes: readonly { readonly body: string; readonly viewerDidAuthor: boolean }[];
  };
}

export interface FactsNode extends PullRequestNode {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly createdAt: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly isDraft: boolean;
  readonly baseRefName: string;
  readonly baseRefOid: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly headRef: { readonly name: string } | null;
  readonly author: { readonly login: string } | null;
  readonly labels: { readonly nodes: readonly { readonly name: string }[] } | null;
  readonly timelineItems: {
    readonly nodes: readonly {
      readonly createdAt: string;
      readonly actor: ActorNode | null;
      readonly label: { readonly name: string };
    }[];
  };
  readonly reviews: {
    readonly nodes: readonly {
      readonly state: string;
      readonly submittedAt: string | null;
      readonly author: ActorNode | null;
      readonly commit: { readonly oid: string } | null;
    }[];
  } | null;
  readonly baseRef: {
    readonly target: {
      readonly oid: string;
      readonly file?: {
        readonly mode: number;
        readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
      } | null;
    } | null;
  } | null;
  readonly commits: HeadCommits;
}

/** Which lists the next request asks for, and from where on. */
export interface Pages {
  readonly facts: boolean;
  readonly files: boolean;
  readonly comments: boolean;
  readonly threads: boolean;
  readonly filesAfter: string | null;
  readonly filesBefore: string | null;
  readonly commentsBefore: string | null;
  readonly threadsBefore: string | null;
}

export const firstPages: Pages = {
  facts: true,
  files: true,
  comments: true,
  threads: true,
  filesAfter: null,
  filesBefore: null,
  commentsBefore: null,
  threadsBefore: null,
};
