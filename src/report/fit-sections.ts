/** A part of a report that can be left out in whole pieces, never inside one. */
export interface Section {
  readonly open: string;
  readonly pieces: readonly Piece[];
  readonly close: string;
  readonly separator: string;
  /** The sentence that tells how many pieces were left out. */
  readonly left: (count: number) => string;
}

/** A table row, a list item, a folded block: kept or left out as a whole. */
export interface Piece {
  readonly text: string;
  /** Small numbers are kept first, over all sections. */
  readonly priority: number;
}

/**
 * Renders the sections in their order within a budget. When not all fits, the pieces of the highest priority
 * numbers are left out first and each section tells what it lacks. Costs are what `measure` says of a text.
 */
export function fitSections(
  sections: readonly Section[],
  budget: number,
  measure: (text: string) => number,
): readonly string[] {
  const whole = sections.map((section) => new Set(section.pieces.keys()));
  const rendered = renderAll(sections, whole);
  if (costOf(rendered, measure) <= budget) return rendered;
  return renderAll(sections, choosePieces(sections, budget, measure));
}

function choosePieces(
  sections: readonly Section[],
  budget: number,
  measure: (text: string) => number,
): readonly Set<number>[] {
  const frames = sections.map((section) => measure(section.open) + measure(section.close));
  const sentences = sections.map((section) => measure(section.left(section.pieces.length)));
  let room = budget - sum(frames) - sum(sentences) - sections.length * 3 * measure(blankLine);
  const candidates = sections.flatMap((section, sectionIndex) =>
    section.pieces.map((piece, pieceIndex) => ({ piece, sectionIndex, pieceIndex })),
  );
  const kept = sections.map(() => new Set<number>());
  for (const { piece, sectionIndex, pieceIndex } of candidates.toSorted(
    (a, b) => a.piece.priority - b.piece.priority,
  )) {
    const cost = measure(piece.text) + measure(sections[sectionIndex]?.separator ?? "");
    if (cost > room) continue;
    room -= cost;
    kept[sectionIndex]?.add(pieceIndex);
  }
  return kept;
}

const blankLine = "\n\n";

function renderAll(
  sections: readonly Section[],
  kept: readonly ReadonlySet<number>[],
): readonly string[] {
  return sections
    .map((section, index) => renderSection(section, kept[index] ?? new Set()))
    .filter((text) => text !== "");
}

function renderSection(section: Section, kept: ReadonlySet<number>): string {
  if (section.pieces.length === 0) return "";
  const missing = section.pieces.length - kept.size;
  const sentence = missing === 0 ? [] : [section.left(missing)];
  if (kept.size === 0) return sentence.join("");
  const pieces = section.pieces.filter((_, index) => kept.has(index)).map((piece) => piece.text);
  const body = section.open + pieces.join(section.separator) + section.close;
  return [body, ...sentence].join(blankLine);
}

function costOf(rendered: readonly string[], measure: (text: string) => number): number {
  return sum(rendered.map(measure)) + rendered.length * measure(blankLine);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
