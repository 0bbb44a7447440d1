import type { Reason } from "../model/reason.ts";
import type { JudgedFile, Result } from "../model/verdict.ts";
import { groupBy } from "./group-by.ts";
import { changeRows, rowsByReason, type ChangeRow } from "./change-rows.ts";
import { findingOfReason } from "./reason-finding.ts";
import type { ToldReason } from "./reason-facts.ts";
import { reasonWords, type ReasonWords } from "./reason-words.ts";

/** A reason that blocks, with the file, the change and the finding behind it. */
export interface BlockingReason extends ToldReason {
  readonly words: ReasonWords;
}

/** A line of a file with all that blocks there. */
export interface BlockingPlace {
  readonly file: JudgedFile;
  readonly line: number;
  /** The last line of the statement. */
  readonly endLine: number;
  readonly reasons: readonly BlockingReason[];
}

/** The lines on which something blocks, in the order of the files; one place for each line. */
export function blockingPlaces(result: Result): readonly BlockingPlace[] {
  const rowOf = rowsByReason(changeRows(result));
  const blocked = result.reasons.filter(
    (reason) => reason.effect === "blocked" && reason.line !== null,
  );
  const byPath = groupBy(blocked, (reason) => reason.path);
  return result.files.flatMap((file) => {
    const byLine = groupBy(byPath.get(file.path) ?? [], (reason) => reason.line ?? 0);
    return [...byLine]
      .toSorted(([a], [b]) => a - b)
      .map(([line, reasons]): BlockingPlace => {
        const blocking = reasons.map((reason) =>
          explain(result, reason, rowOf.get(reason) ?? null),
        );
        const ends = blocking.map(({ row }) => row?.statement.endLine ?? line);
        return { file, line, endLine: Math.max(line, ...ends), reasons: blocking };
      });
  });
}

function explain(result: Result, reason: Reason, row: ChangeRow | null): BlockingReason {
  const finding = findingOfReason(result, reason, row);
  const told = { reason, row, finding };
  return { ...told, words: reasonWords(result, told) };
}
