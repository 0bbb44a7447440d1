import { mayHoldCommand } from "./gate/parse-commands.ts";
import { windowLabel } from "./windows/window-label.ts";
import { SourceError } from "./model/source-error.ts";

/** What an event asks to be judged. Nothing else of its payload is believed: all is read again. */
export type Work =
  | { readonly kind: "pull-request"; readonly number: number }
  | MergeGroupWork
  | CommentWork
  /** Every open pull request whose outcome may have changed. */
  | { readonly kind: "sweep" }
  /** A pull request was closed, perhaps by being merged: it may have opened a window. */
  | { readonly kind: "closed"; readonly number: number }
  /** The event asks for nothing. */
  | { readonly kind: "nothing" };

/** A comment on a pull request that asks us for something, as its event names it. */
export interface CommentWork {
  readonly kind: "comment";
  readonly number: number;
  readonly commentId: string;
}

/** The commits of a merge group, as its event names them. */
export interface MergeGroupWork {
  readonly kind: "merge-group";
  readonly baseSha: string;
  readonly headSha: string;
  readonly headRef: string;
  readonly baseBranch: string;
}

/** Events after which what runs, or time, may have changed the outcome of any pull request. */
const sweepEvents = new Set([
  "workflow_run",
  "deployment_status",
  "deployment",
  "schedule",
  "workflow_dispatch",
  "repository_dispatch",
  "push",
]);

type Payload = Readonly<Record<string, unknown>>;

/** Reads what to judge from an event; `pullRequestInput` narrows a sweep to one number. */
export function toWork(eventName: string, payload: Payload, pullRequestInput: string): Work {
  if (eventName === "pull_request" || eventName === "pull_request_target") {
    const number = field(payload, "pull_request", "number");
    if (typeof number === "number")
      return { kind: payload["action"] === "closed" ? "closed" : "pull-request", number };
  }
  if (eventName === "issues") return issueWork(payload);
  if (eventName === "issue_comment") return commentWork(payload);
  if (eventName === "merge_group") {
    const group = (name: string): string => {
      const value = field(payload, "merge_group", name);
      if (typeof value !== "string")
        throw new SourceError(
          `The merge_group event has no \`${name}\`: run this action on GitHub's own event.`,
        );
      return value;
    };
    return {
      kind: "merge-group",
      baseSha: group("base_sha"),
      headSha: group("head_sha"),
      headRef: group("head_ref"),
      baseBranch: group("base_ref").replace(/^refs\/heads\//, ""),
    };
  }
  if (sweepEvents.has(eventName)) {
    if (pullRequestInput === "") return { kind: "sweep" };
    if (/^[1-9]\d{0,8}$/.test(pullRequestInput))
      return { kind: "pull-request", number: Number(pullRequestInput) };
    throw new SourceError(
      `The input \`pull-request\` is \`${pullRequestInput}\`, which is no number. Give the number of an open pull request.`,
    );
  }
  throw new SourceError(
    `The event \`${eventName}\` is not one that this action judges. Run it on pull_request_target, issue_comment, issues, merge_group, workflow_run, deployment_status, schedule or workflow_dispatch, as in examples/expand-contract.yml.`,
  );
}

/** Most comments are none of our business: they are told apart before anything is asked. */
function commentWork(payload: Payload): Work {
  const number = field(payload, "issue", "number");
  const id = field(payload, "comment", "id");
  const body = field(payload, "comment", "body");
  const isPullRequest = field(payload, "issue", "pull_request") !== undefined;
  if (typeof number !== "number" || typeof id !== "number" || typeof body !== "string")
    return { kind: "nothing" };
  if (payload["action"] !== "created" || !isPullRequest || !mayHoldCommand(body))
    return { kind: "nothing" };
  return { kind: "comment", number, commentId: String(id) };
}

/** Only the issue of a compatibility window is of any weight for a pull request. */
function issueWork(payload: Payload): Work {
  const labels = field(payload, "issue", "labels");
  const isWindow =
    Array.isArray(labels) &&
    labels.some((label: unknown) => field({ label }, "label", "name") === windowLabel);
  return { kind: isWindow ? "sweep" : "nothing" };
}

function field(payload: Payload, object: string, name: string): unknown {
  const value = payload[object];
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
