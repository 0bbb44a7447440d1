import { SourceError } from "./model/source-error.ts";

/** What an event asks to be judged. Nothing else of its payload is believed: all is read again. */
export type Work =
  | { readonly kind: "pull-request"; readonly number: number }
  | MergeGroupWork
  /** Every open pull request whose outcome may have changed. */
  | { readonly kind: "sweep" };

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
    if (typeof number === "number") return { kind: "pull-request", number };
  }
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
    `The event \`${eventName}\` is not one that this action judges. Run it on pull_request_target, merge_group, workflow_run, deployment_status, schedule or workflow_dispatch, as in examples/expand-contract.yml.`,
  );
}

function field(payload: Payload, object: string, name: string): unknown {
  const value = payload[object];
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
