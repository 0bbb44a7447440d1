import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import { SourceError } from "../model/source-error.ts";
import type { HistorySource } from "../model/source.ts";

/** Where GitHub looks for it; the first that exists counts. */
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
/** GitHub reads no larger one. In bytes. */
const largest = 3_000_000;

/** Reads the file of code owners at a commit; null where there is none that can be read. */
export async function readCodeOwners(
  source: HistorySource,
  commit: string,
): Promise<string | null> {
  const found = await source.readPathsAt(commit, places);
  const path = places.find((one) => found.get(one) != null);
  const sha = path === undefined ? null : (found.get(path) ?? null);
  if (path === undefined || sha === null) return null;
  const text = (await source.readBlobs([{ path, sha, type: "file", size: null }])).get(sha);
  return text?.state === "text" && text.text.length <= largest ? text.text : null;
}

/** Logins and teams (`acme/data`) that own a path, by the last line that matches it. Addresses of mail are left out. */
export function ownersOfPath(codeOwners: string, path: string): readonly string[] {
  let owners: readonly string[] = [];
  for (const line of codeOwners.split(/\r?\n/)) {
    const [pattern, ...names] = line
      .replace(/(?:^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    if (pattern === undefined || pattern === "" || !matches(pattern, path)) continue;
    owners = names.flatMap((name) => /^@([\w-]+(?:\/[\w.-]+)?)$/.exec(name)?.[1] ?? []);
  }
  return owners;
}

function matches(pattern: string, path: string): boolean {
  const isAnchored = /\/./.test(pattern);
  // `docs/*` owns what lies in the folder itself, and nothing deeper.
  const isShallow = isAnchored && pattern.endsWith("/*");
  const parts = pattern.replace(/^\//, "").split("/").length;
  if (isShallow && !pattern.includes("**") && path.split("/").length !== parts) return false;
  try {
    return readIgnoredPaths([isAnchored ? pattern : `**/${pattern}`], "CODEOWNERS")(path);
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
}
