import type { Evidence } from "../model/evidence.ts";
import type { Result } from "../model/verdict.ts";

/** Where the repository is, for links; null where it is not known (a local clone). */
export interface RepositoryAddress {
  /** `https://github.com`, without a trailing slash. */
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** A line of a file as it is at a commit. */
export function lineAddress(
  address: RepositoryAddress,
  commit: string,
  path: string,
  line: number,
): string {
  return `${fileAddress(address, commit, path)}#L${line}`;
}

export function fileAddress(address: RepositoryAddress, commit: string, path: string): string {
  const encoded = path
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
  return `${root(address)}/blob/${encodeURIComponent(commit)}/${encoded}`;
}

export function commitAddress(address: RepositoryAddress, commit: string): string {
  return `${root(address)}/commit/${encodeURIComponent(commit)}`;
}

/**
 * The windows' issues, and the pull requests that links of the result, given or proposed, name and that were found, as they are written (`#118`, `owner/name#12`):
 * the only references that a comment may turn into links. With their addresses, or null where GitHub is left to
 * link them itself.
 */
export function knownReferences(
  result: Result,
  address: RepositoryAddress | null,
): ReadonlyMap<string, string | null> {
  const references = new Map<string, string | null>();
  const named = result.gate.flatMap(({ link, evidence, proposal }) => [
    ...splitLinks(link).map((name) => ({ name, evidence })),
    ...(proposal === undefined ? [] : [proposal]),
  ]);
  for (const { name, evidence } of named) {
    const match = /^(?:([\w.-]+\/[\w.-]+))?#(\d{1,10})$/.exec(name);
    if (match === null || !wasFound(name, evidence)) continue;
    references.set(name, address === null ? null : pullAddress(address, match[1], match[2]));
  }
  for (const { pullRequest } of result.notices) {
    if (pullRequest === undefined) continue;
    const number = String(pullRequest);
    const target = address === null ? null : pullAddress(address, undefined, number);
    references.set(`#${number}`, target);
  }
  for (const { check, message } of result.gate.flatMap(({ evidence }) => evidence)) {
    const number = check === "window" ? /^#(\d{1,10}) (?:has|waits)/.exec(message)?.[1] : undefined;
    if (number === undefined) continue;
    references.set(`#${number}`, address === null ? null : `${root(address)}/issues/${number}`);
  }
  return references;
}

function pullAddress(
  address: RepositoryAddress,
  repository = address.repository,
  number = "",
): string {
  return `${root({ ...address, repository })}/pull/${number}`;
}

/** A failed `linked` says that there is no such pull request. */
function wasFound(reference: string, evidence: readonly Evidence[]): boolean {
  const own = evidence.filter((one) => one.message.startsWith(`${reference} `));
  return own.length > 0 && own.every((one) => one.check !== "linked" || one.state === "proven");
}

/** `#118, #121` as its parts. */
export function splitLinks(link: string | null): readonly string[] {
  return (link ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function root(address: RepositoryAddress): string {
  return `${address.serverUrl.replace(/\/+$/, "")}/${address.repository}`;
}
