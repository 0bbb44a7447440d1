import type { Reason } from "../model/reason.ts";
import type { Result } from "../model/verdict.ts";
import { blockingPlaces, type BlockingPlace, type BlockingReason } from "./blocking-places.ts";
import { changeRows, rowsByReason } from "./change-rows.ts";
import { cleanLine, shorten } from "./clean-text.ts";
import { findingItems, type FindingItem } from "./finding-items.ts";
import { plainMessage } from "./message.ts";
import { reasonWords } from "./reason-words.ts";
import { sentence, uncapitalize } from "./word-list.ts";

/** A workflow annotation. The names are those that `@actions/core` takes. Plain text, not escaped. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** Absent where it is about no file. */
  readonly file?: string;
  /** Absent where it is about a file as a whole. */
  readonly startLine?: number;
  readonly endLine?: number;
}

/** GitHub shows at most 255 characters of a title. */
const titleLimit = 200;
/** GitHub takes at most 64 KB of a message. */
const messageLimit = 4_000;

const levelOrder: readonly Annotation["level"][] = ["error", "warning", "notice"];

/**
 * What blocks, waits or is told, the gravest first: a runner shows only the first ten of each level. Every finding
 * is in it once, also where several reasons stand on one line.
 */
export function renderAnnotations(result: Result): readonly Annotation[] {
  const blocking = blockingPlaces(result).flatMap((place) =>
    place.reasons.map((one) => ({ ...one, place })),
  );
  const toldReasons = new Set(blocking.map((one) => one.reason));
  const toldFindings = new Set(blocking.map((one) => one.finding));
  const all = [
    ...errorAnnotation(result),
    ...blocking.map(blockingAnnotation),
    ...furtherAnnotations(result, toldReasons),
    ...findingItems(result)
      .filter((item) => item.level !== "note" && !toldFindings.has(item.finding))
      .map(findingAnnotation),
  ];
  return all.toSorted((a, b) => levelOrder.indexOf(a.level) - levelOrder.indexOf(b.level));
}

function errorAnnotation(result: Result): readonly Annotation[] {
  if (result.error === null) return [];
  return [annotation("error", "Could not be judged", result.error, null, null, null)];
}

function blockingAnnotation({
  reason,
  finding,
  words,
  place,
}: BlockingReason & { readonly place: BlockingPlace }): Annotation {
  const next = words.nextStep === null ? "" : ` Next step: ${uncapitalize(words.nextStep)}`;
  const message = `${finding?.message ?? reason.message}${next}`;
  return annotation("error", words.title, message, place.file.path, place.line, place.endLine);
}

/** What waits, and what blocks without a line. A file's own findings are told as findings. */
function furtherAnnotations(result: Result, told: ReadonlySet<Reason>): readonly Annotation[] {
  const rowOf = rowsByReason(changeRows(result));
  const pathsWithFindings = new Set(
    result.files.filter((file) => file.findings.length > 0).map((file) => file.path),
  );
  return result.reasons
    .filter((reason) => reason.effect !== "note" && !told.has(reason))
    .filter((reason) => reason.line !== null || !pathsWithFindings.has(reason.path ?? ""))
    .map((reason) => {
      const row = rowOf.get(reason) ?? null;
      const level = reason.effect === "blocked" ? "error" : "notice";
      const { title } = reasonWords(result, { reason, row, finding: null });
      const endLine = row?.statement.endLine ?? null;
      return annotation(level, title, reason.message, reason.path, reason.line, endLine);
    });
}

function findingAnnotation(item: FindingItem): Annotation {
  const level = item.level === "note" ? "notice" : item.level;
  const { finding } = item;
  const message = `${finding.message} Instead: ${finding.safeWay}`;
  return annotation(level, finding.rule, message, item.file.path, item.line, item.endLine);
}

function annotation(
  level: Annotation["level"],
  title: string,
  message: string,
  path: string | null,
  line: number | null,
  endLine: number | null,
): Annotation {
  return {
    level,
    title: shorten(sentence(plainMessage(title)), titleLimit),
    message: shorten(cleanLine(message), messageLimit),
    ...(path === null ? {} : { file: path }),
    ...(line === null ? {} : { startLine: line, endLine: endLine ?? line }),
  };
}
