import type { Reason } from "../model/reason.ts";
import type { Result } from "../model/verdict.ts";
import type { CommentMemory } from "../model/waiver.ts";
import { knownReferences, type RepositoryAddress } from "./addresses.ts";
import { changeRows, rowsByReason, type ChangeRow } from "./change-rows.ts";
import { headline, type Headline } from "./headline.ts";
import { shortPaths } from "./short-paths.ts";

/** What a Markdown report is told beside the result. What is null is left out. */
export interface ReportOptions {
  /** The configuration that was read, from the repository's root; null where there is none and defaults hold. */
  readonly configurationPath: string | null;
  /** `https://github.com`; null where the repository's address is not known. */
  readonly serverUrl: string | null;
  /** `owner/name` */
  readonly repository: string | null;
  /** How to have the pull request judged again, as a message. */
  readonly recheckHint: string | null;
  /** The page of the job, whose summary has the full text. */
  readonly summaryUrl: string | null;
  /** What the next run has to know; null for nothing. */
  readonly memory: CommentMemory | null;
  /** Further hidden lines for the next run. */
  readonly hidden: readonly string[];
  /** Whether the phase split is shown unfolded. */
  readonly isPlanOpen: boolean;
}

/** What the parts of a Markdown report look at, worked out once. */
export interface ReportView {
  readonly result: Result;
  readonly options: ReportOptions;
  readonly address: RepositoryAddress | null;
  readonly headline: Headline;
  readonly rows: readonly ChangeRow[];
  readonly rowOf: ReadonlyMap<Reason, ChangeRow>;
  readonly references: ReadonlyMap<string, string | null>;
  /** By path: the shortest end of it that no other file shares. */
  readonly shortPaths: ReadonlyMap<string, string>;
  /** Where to read what is left out, as Markdown: "the job summary". */
  readonly fullText: string;
}

export function reportView(result: Result, options: ReportOptions, fullText: string): ReportView {
  const address =
    options.serverUrl === null || options.repository === null
      ? null
      : { serverUrl: options.serverUrl, repository: options.repository };
  const rows = changeRows(result);
  return {
    result,
    options,
    address,
    headline: headline(result),
    rows,
    rowOf: rowsByReason(rows),
    references: knownReferences(result, address),
    shortPaths: shortPaths(result.files.map((file) => file.path)),
    fullText,
  };
}
