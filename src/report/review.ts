import type { Suggestion } from "../model/finding.ts";
import type { Result } from "../model/verdict.ts";
import { knownReferences } from "./addresses.ts";
import { blockingPlaces, type BlockingPlace, type BlockingReason } from "./blocking-places.ts";
import { isPlain } from "./clean-text.ts";
import { fence } from "./escape-markdown.ts";
import { distinctKeys, fingerprint } from "./fingerprint.ts";
import { reviewMarker } from "./markers.ts";
import { messageToMarkdown } from "./render-message.ts";
import { ruleLink } from "./rule-link.ts";
import { countWords, sentence, uncapitalize } from "./word-list.ts";

/** An inline comment on a line of the file as the pull request leaves it. */
export interface ReviewComment {
  readonly path: string;
  /** The last line that it is about. */
  readonly line: number;
  /** The first line, where it is another one; null otherwise. */
  readonly startLine: number | null;
  readonly body: string;
}

/** More inline comments than this nobody reads, and GitHub may refuse them. The sticky comment has them all. */
const commentLimit = 50;

/** One comment for each line on which something blocks, in files that are there at the head. */
export function renderReviewComments(result: Result): readonly ReviewComment[] {
  const places = blockingPlaces(result).filter((place) => place.file.status !== "deleted");
  const keys = distinctKeys(places.map(placeKey));
  const references = knownReferences(result, null);
  const kept = places.slice(0, commentLimit);
  return kept.map((place, index) => {
    const isLast = index === kept.length - 1;
    const more = isLast ? places.length - kept.length : 0;
    const suggestion = suggestionOn(place);
    const parts = place.reasons.map((reason) => renderReason(reason, references));
    const body = [
      `${reviewMarker}${keys[index] ?? ""} -->`,
      ...parts,
      ...(suggestion === null ? [] : [fence("suggestion", suggestion.text)]),
      ...(more === 0
        ? []
        : [
            `${countWords(more, "more line")} with something that blocks: see the comment on this pull request.`,
          ]),
    ].join("\n\n");
    return { path: place.file.path, ...linesOf(place, suggestion), body };
  });
}

/** The key of one of our inline comments, by which it is known over pushes; null for any other text. */
export function keyOf(body: string): string | null {
  if (!body.startsWith(reviewMarker)) return null;
  return /^[0-9a-f]{16}(?:-\d{1,6})?(?= -->)/.exec(body.slice(reviewMarker.length))?.[0] ?? null;
}

/** What is said of which object, not where: a statement that only moved is not commented again. */
function placeKey(place: BlockingPlace): string {
  const said = place.reasons.map(({ reason, finding }) => [
    reason.code,
    reason.object ?? "",
    finding?.rule ?? "",
  ]);
  return fingerprint([place.file.path, ...said.flat()]);
}

function renderReason(
  { reason, finding, words }: BlockingReason,
  references: ReadonlyMap<string, string | null>,
): string {
  const toMarkdown = (message: string) => messageToMarkdown(message, { references });
  const rule = finding === null ? "" : ` (${ruleLink(finding)})`;
  const lines = [
    `⛔ **${toMarkdown(sentence(words.title))}**`,
    toMarkdown(finding?.message ?? reason.message) + rule,
  ];
  if (words.nextStep !== null)
    lines.push(`**Next step:** ${toMarkdown(uncapitalize(words.nextStep))}`);
  return lines.join("\n\n");
}

/** The first mend of that very line; one that cannot be shown exactly as it is would change more than it says. */
function suggestionOn(place: BlockingPlace): Suggestion | null {
  const findings = place.reasons.flatMap(({ row }) => row?.change.findings ?? []);
  const suggestions = findings.map((finding) => finding.suggestion).filter((one) => one !== null);
  return suggestions.find((one) => one.line === place.line && isPlain(one.text)) ?? null;
}

/**
 * A suggestion replaces all lines of its comment, so that has its one line only. Otherwise the whole statement, where
 * the file is new: in an edited file its other lines may lie outside of the diff.
 */
function linesOf(
  place: BlockingPlace,
  suggestion: Suggestion | null,
): Pick<ReviewComment, "line" | "startLine"> {
  const whole = suggestion === null && place.file.status === "added" && place.endLine > place.line;
  return whole
    ? { line: place.endLine, startLine: place.line }
    : { line: place.line, startLine: null };
}
