import { configurationPath } from "../config/defaults.ts";
import { SourceError } from "../model/source-error.ts";
import type { HistorySource } from "../model/source.ts";

/** The configuration's text at a commit of the base branch; null where there is none. What is no text is an error. */
export async function readConfigurationText(
  source: HistorySource,
  commit: string,
): Promise<string | null> {
  const sha =
    (await source.readPathsAt(commit, [configurationPath])).get(configurationPath) ?? null;
  if (sha === null) return null;
  const entry = { path: configurationPath, sha, type: "file" as const, size: null };
  const text = (await source.readBlobs([entry])).get(sha);
  if (text?.state === "text") return text.text;
  throw new SourceError(`\`${configurationPath}\` on the base branch is no text. Restore it.`);
}
