/** A scope of a workflow's `permissions:` with its level. */
export type Permission = `${Scope}:${"read" | "write"}`;

export type Scope =
  "actions" | "contents" | "deployments" | "issues" | "pull-requests" | "statuses";

export type Permissions = Readonly<Partial<Record<Scope, "read" | "write">>>;

export interface Token {
  readonly value: string;
  /** Whose name stands at what it writes. */
  readonly login: string;
  readonly permissions: Permissions;
  /** Other repositories (`owner/name`) that it sees; the first one it always does. */
  readonly others?: readonly string[];
}

/** What the sample workflow grants. */
export const workflowPermissions: Permissions = {
  contents: "read",
  deployments: "read",
  "pull-requests": "write",
  statuses: "write",
};

/** What a workflow run for a fork's pull request gets, whatever the workflow says. */
export const readOnlyPermissions: Permissions = {
  contents: "read",
  deployments: "read",
  issues: "read",
  "pull-requests": "read",
  statuses: "read",
};

/** Whether a token has one of the permissions. What is public may be read without any. */
export function isAllowed(
  token: Token,
  wanted: readonly Permission[],
  isPrivate: boolean,
): boolean {
  if (wanted.length === 0) return true;
  return wanted.some((permission) => {
    const [scope, level] = permission.split(":") as [Scope, "read" | "write"];
    const granted = token.permissions[scope];
    if (level === "write") return granted === "write";
    return granted !== undefined || !isPrivate;
  });
}
