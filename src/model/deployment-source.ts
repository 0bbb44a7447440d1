/** Where the commits that an environment runs are known from. */
export type DeploymentSource =
  | GitHubDeployments
  | WorkflowRuns
  | EnvironmentBranch
  | NewestVersion
  | AnsweringUrls
  | CommittedFile;

/** Deployments that are recorded on GitHub. Null and an empty payload accept any. */
export interface GitHubDeployments {
  readonly source: "deployments";
  readonly task: string | null;
  readonly creator: string | null;
  /** Keys of the deployment's payload with the value that each must have. */
  readonly payload: Readonly<Record<string, string | number | boolean>>;
}

/** The runs of a workflow that deploys. */
export interface WorkflowRuns {
  readonly source: "workflow";
  /** Its file's name: `deploy.yml`. */
  readonly workflow: string;
  readonly job: string | null;
  readonly branch: string | null;
  readonly event: string | null;
}

/** A branch that is always what the environment runs. */
export interface EnvironmentBranch {
  readonly source: "branch";
  readonly branch: string;
}

/** The newest release or tag that matches. */
export interface NewestVersion {
  readonly source: "release" | "tag";
  /** A pattern of tag names, such as `mobile-v*`; null means all. */
  readonly match: string | null;
  readonly order: "semver" | "date";
  readonly prereleases: boolean;
}

/** Addresses that answer the commit that runs behind each. */
export interface AnsweringUrls {
  readonly source: "url";
  readonly urls: readonly string[];
  /** Where the commit stands in the answer. */
  readonly commit:
    | { readonly by: "pointer"; readonly pointer: string }
    | { readonly by: "header"; readonly header: string };
  /** JSON pointer to the time since when it runs; null where the answer does not tell. */
  readonly since: string | null;
  /** By header: the environment variable that holds its value. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether addresses of private networks may be asked, and plain HTTP with them. */
  readonly privateAddresses: boolean;
}

/** A file that says what is deployed, as GitOps keeps it. */
export interface CommittedFile {
  readonly source: "file";
  /** `owner/name`; null means the same repository. */
  readonly repository: string | null;
  readonly path: string;
  /** Null means the repository's default branch. */
  readonly branch: string | null;
  /** JSON pointer to the image or commit. */
  readonly pointer: string;
  /** How the commit stands in an image's tag: `main-{commit}-*`; null means the usual ways. */
  readonly format: string | null;
}
