import * as core from "@actions/core";
import { readOtherClaims } from "./facts/other-claims.ts";
import { findOverlaps } from "./gate/overlaps.ts";
import { createFileReader } from "./github/files-at.ts";
import type { OpenChange } from "./model/open-change.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result } from "./model/verdict.ts";
import type { Target } from "./reconcile.ts";

/**
 * Adds what other open pull requests run into together with this one. It holds nothing up, so what cannot be read is
 * told in the log alone.
 */
export async function withOverlaps(
  { client, repository }: Target,
  result: Result,
  open: readonly OpenChange[],
): Promise<Result> {
  try {
    const readFiles = createFileReader(client, repository);
    const others = await readOtherClaims(result.claims, open, readFiles);
    return { ...result, notices: [...result.notices, ...findOverlaps(result.claims, others)] };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    core.info(`Other open pull requests were not compared: ${error.message}`);
    return result;
  }
}
