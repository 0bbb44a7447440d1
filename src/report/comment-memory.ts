import type { CommentMemory, WaiverRecord } from "../model/waiver.ts";

const opening = "<!-- expand-contract:memory ";
/** A comment has room for this much; more requests than fit are no honest use. */
const mostWords = 200;
const word = /^[\w@:.~-]{1,120}$/;

/**
 * Writes what the next run has to know as one hidden line of the sticky comment: the head commit, then the requests that
 * were there before it, then those that let statements pass.
 */
export function renderMemory({ head, earlier, waivers }: CommentMemory): string {
  const records = waivers.map(({ request, statements }) => [request, ...statements].join("~"));
  return `${opening}${[head, ...earlier, "|", ...records].join(" ")} -->`;
}

/** Reads it back; null where there is none, or where somebody broke it: then nothing is remembered. */
export function parseMemory(body: string): CommentMemory | null {
  const start = body.indexOf(opening);
  if (start === -1) return null;
  const end = body.indexOf(" -->", start);
  if (end === -1) return null;
  const words = body.slice(start + opening.length, end).split(" ");
  const middle = words.indexOf("|");
  const [head, ...earlier] = words.slice(0, Math.max(middle, 0));
  const records = words.slice(middle + 1);
  const isWhole = [...earlier, ...records].every((one) => word.test(one));
  if (head === undefined || !/^[0-9a-f]{40,64}$/.test(head) || !isWhole) return null;
  if (words.length > mostWords) return null;
  return { head, earlier, waivers: records.map(toRecord) };
}

function toRecord(text: string): WaiverRecord {
  const [request = "", ...statements] = text.split("~");
  return { request, statements };
}

const alsoOpening = "<!-- expand-contract:also ";

/** Notes the other pull requests that the comment speaks of, so that theirs can be brought up to date. */
export function renderNamed(numbers: readonly number[]): string {
  return `${alsoOpening}${numbers.map((number) => `#${number}`).join(" ")} -->`;
}

/** Reads them back; none where nothing is noted. */
export function parseNamed(body: string): readonly number[] {
  const start = body.indexOf(alsoOpening);
  const end = body.indexOf(" -->", start);
  if (start === -1 || end === -1) return [];
  const words = body.slice(start + alsoOpening.length, end).split(" ");
  return words.flatMap((text) => (/^#[1-9]\d{0,8}$/.test(text) ? [Number(text.slice(1))] : []));
}
