import { expect, test } from "vitest";
import { findReferences } from "../../src/references/find-references.ts";
import { subjectOf } from "../../src/references/subject.ts";
import { catalogOf, resolvedChanges } from "../catalog/from-sql.ts";
import { labelledFiles, schema, type LabelledFile } from "./labelled-lines.ts";

const catalog = catalogOf(schema);

/** How the lines of one file were told, each as `path:line text` where it was told wrong. */
function measure({ change, path, text, labels }: LabelledFile) {
  const [resolved] = resolvedChanges(schema, change);
  const subject = resolved === undefined ? null : subjectOf(resolved, catalog);
  if (subject === null) throw new Error(`${change} is nothing that code names.`);
  const references = findReferences({ commit: "", path }, text, [subject]).get(subject) ?? [];
  const strengths = new Map(references.map(({ line, strength }) => [line, strength]));
  const lines = text.split("\n");
  const show = (line: number): string => `${path}:${line} ${lines[line - 1]?.trim()} (${change})`;
  const uses = [...labels].flatMap(([line, isUse]) => (isUse ? [line] : []));
  const strong = [...strengths].flatMap(([line, strength]) =>
    strength === "strong" ? [line] : [],
  );
  return {
    uses: uses.length,
    missed: uses.filter((line) => !strengths.has(line)).map(show),
    onlyWeak: uses.filter((line) => strengths.get(line) === "weak").map(show),
    strong: strong.length,
    // A line that nobody marked uses nothing.
    wrong: strong.filter((line) => labels.get(line) !== true).map(show),
  };
}

test("uses are found and other things are not taken for them, in every language", () => {
  const files = labelledFiles();
  const measured = files.map(measure);
  const sum = (count: (one: (typeof measured)[number]) => number): number =>
    measured.reduce((total, one) => total + count(one), 0);
  const uses = sum((one) => one.uses);
  const labels = files.reduce((total, { labels }) => total + labels.size, 0);
  const recall = 1 - sum(({ missed }) => missed.length) / uses;
  const strongRecall = 1 - sum(({ missed, onlyWeak }) => missed.length + onlyWeak.length) / uses;
  const precision = 1 - sum(({ wrong }) => wrong.length) / sum(({ strong }) => strong);
  process.stdout.write(
    `${labels} labelled lines, ${uses} uses: recall ${recall.toFixed(3)}, of them strong ${strongRecall.toFixed(3)}, strong precision ${precision.toFixed(3)}\n`,
  );
  for (const kind of ["missed", "onlyWeak", "wrong"] as const)
    for (const line of measured.flatMap((one) => one[kind]))
      process.stdout.write(`${kind}: ${line}\n`);

  const languages = new Set(files.map(({ path }) => path.split(".").at(-1)));
  expect(languages.size).toBeGreaterThanOrEqual(8);
  expect(labels).toBeGreaterThanOrEqual(360);
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(strongRecall).toBeGreaterThanOrEqual(0.95);
  expect(precision).toBeGreaterThanOrEqual(0.95);
});
