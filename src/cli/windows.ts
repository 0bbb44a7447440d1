import { createClient } from "../github/client.ts";
import { createGitHubClock } from "../github/clock.ts";
import { readOpenIssues } from "../github/window-issues.ts";
import type { WindowIssue, WindowPolicy } from "../model/window.ts";
import { SourceError } from "../model/source-error.ts";
import { knownWindows } from "../windows/identity.ts";
import { renderWindowsJson, renderWindowsText } from "../windows/overview-text.ts";
import { renderWindowTable, summarizeWindows } from "../windows/overview.ts";
import { windowLabel } from "../windows/window-label.ts";

/** What a person asks for, and where. */
export interface WindowsOptions {
  readonly format: "text" | "json" | "markdown";
  /** `owner/name`; null takes it from the environment. */
  readonly repository: string | null;
  /** The account that keeps the windows, where that is no bot; null for any bot and whoever asks. */
  readonly author: string | null;
}

/** The open compatibility windows of a repository on GitHub, as the overview has them. */
export async function listWindows(
  options: WindowsOptions,
  environment: Readonly<Record<string, string | undefined>>,
  policy: WindowPolicy | null,
): Promise<string> {
  const repository = repositoryOf(options.repository ?? environment["GITHUB_REPOSITORY"] ?? "");
  const token = environment["GITHUB_TOKEN"] ?? environment["GH_TOKEN"] ?? "";
  if (token === "")
    throw new SourceError(
      "There is no token. Put one that may read the repository's issues into GITHUB_TOKEN or GH_TOKEN.",
    );
  const silent = (): void => undefined;
  const client = createClient({
    token,
    apiUrl: environment["GITHUB_API_URL"] ?? "https://api.github.com",
    log: { debug: silent, warn: silent },
  });
  const now = createGitHubClock(client);
  const issues = await readOpenIssues(client, repository, windowLabel);
  const kept = issues.map((issue) => ({ ...issue, isOwn: isKeeper(issue, options.author) }));
  const staleAfter = policy?.staleAfter ?? standardAge;
  const windows = summarizeWindows(knownWindows(kept), now().toISOString(), staleAfter);
  switch (options.format) {
    case "text":
      return renderWindowsText(windows);
    case "json":
      return renderWindowsJson(windows);
    case "markdown":
      return renderWindowTable(windows, environment["GITHUB_SERVER_URL"] ?? "https://github.com");
  }
}

/** Where no configuration says from when on a window is stale. In milliseconds. */
const standardAge = 30 * 86_400_000;

/** Whoever asks is seldom who keeps the windows: that is a bot, or an account that has to be named. */
function isKeeper({ isOwn, author }: WindowIssue, named: string | null): boolean {
  if (named !== null) return author?.login === named.replace(/\[bot\]$/, "");
  return isOwn || author?.isBot === true;
}

function repositoryOf(text: string): { readonly owner: string; readonly name: string } {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (owner !== undefined && name !== undefined) return { owner, name };
  throw new SourceError(
    text === ""
      ? "There is no repository. Name it with --repository OWNER/NAME, or put it into GITHUB_REPOSITORY."
      : `\`${text}\` is no repository. Name it as OWNER/NAME.`,
  );
}
