import type { Reference } from "../model/reference.ts";
import { fold } from "./identifier.ts";
import { judgeColumn, spellsColumn, type Sighting } from "./judge-column.ts";
import { judgeNamed } from "./judge-named.ts";
import { judgeTable } from "./judge-table.ts";
import { mentionsModel, ownersIn } from "./owners.ts";
import { reflectingClasses } from "./reflected-columns.ts";
import { findScopes, type Scope } from "./scopes.ts";
import { isTestPath } from "./searched-files.ts";
import { escapeExpression } from "./segments.ts";
import { excerptOf, hitAt, openFile, type Hit, type SourceFile } from "./source-file.ts";
import type { ColumnSubject, Subject } from "./subject.ts";

/** A file with more places than that is no code that a person wrote, and is not looked at place by place. */
const mostHits = 2_000;

/** Where one file refers to each of some subjects: at most one reference for each line. */
export function findReferences(
  { commit, path }: { readonly commit: string; readonly path: string },
  text: string,
  subjects: readonly Subject[],
): ReadonlyMap<Subject, readonly Reference[]> {
  const file = openFile(path, text);
  let known: readonly Scope[] | null = null;
  const scopes = (): readonly Scope[] => (known ??= findScopes(file));
  const inTest = isTestPath(path);
  return new Map(
    subjects.map((subject) => {
      const sightings = sightingsOf(file, scopes, subject);
      const references = [...sightings].map(([line, { hit, sighting }]): Reference => ({
        commit,
        path,
        line,
        excerpt: excerptOf(file, hit),
        ...sighting,
        inTest,
      }));
      return [subject, references.toSorted((a, b) => a.line - b.line)] as const;
    }),
  );
}

interface Seen {
  readonly hit: Hit;
  readonly sighting: Sighting;
}

/** The strongest sighting of each line. */
function sightingsOf(
  file: SourceFile,
  scopes: () => readonly Scope[],
  subject: Subject,
): ReadonlyMap<number, Seen> {
  const judge = judgeFor(file, scopes, subject);
  const seen = new Map<number, Seen>();
  const note = (hit: Hit, sighting: Sighting | null): void => {
    if (sighting === null) return;
    const known = seen.get(hit.line);
    if (
      known === undefined ||
      (known.sighting.strength === "weak" && sighting.strength === "strong")
    )
      seen.set(hit.line, { hit, sighting });
  };
  let looked = 0;
  for (const match of file.text.matchAll(spellingsOf(subject))) {
    const hit = hitAt(file, match.index);
    if (hit.segment.kind === "comment") continue;
    looked += 1;
    if (looked > mostHits) {
      note(hit, { strength: subject.isCommon ? "weak" : "strong", use: "reads" });
      break;
    }
    note(hit, judge(hit));
  }
  if (subject.kind !== "column") return seen;
  for (const hit of insertsWithoutColumns(file, subject))
    note(hit, { strength: "strong", use: "writes" });
  // A class that names the column has said it already.
  if (![...seen.values()].some(({ sighting }) => sighting.strength === "strong"))
    for (const line of reflectingClasses(file, scopes, subject))
      note(hitAt(file, file.lineStarts[line - 1] ?? 0), {
        strength: "strong",
        use: "declares",
        isReflected: true,
      });
  return seen;
}

function judgeFor(
  file: SourceFile,
  scopes: () => readonly Scope[],
  subject: Subject,
): (hit: Hit) => Sighting | null {
  switch (subject.kind) {
    case "column": {
      // A file that never names the table or its model holds the word alone: most files with a common word do.
      if (!mentionsModel(file, subject))
        return ({ identifier }) =>
          spellsColumn(identifier, subject) ? { strength: "weak", use: "reads" } : null;
      const owners = ownersIn(file, scopes(), subject);
      return (hit) => judgeColumn(owners, hit, subject);
    }
    case "table":
      return (hit) => judgeTable(file, scopes(), hit, subject);
    default:
      return (hit) => judgeNamed(file, hit, subject);
  }
}

/** Every spelling of a name in one expression: its letters, with or without underscores between them. */
function spellingsOf(subject: Subject): RegExp {
  const names = subject.kind === "table" ? [subject.name, ...subject.models] : [subject.name];
  const folded = [...new Set(names.map(fold))].toSorted((a, b) => b.length - a.length);
  const spelled = folded.map((name) => [...name].map(escapeExpression).join("_?"));
  return new RegExp(spelled.join("|"), "giu");
}

/** `INSERT INTO users VALUES (…)` gives a value to every column, so it fails when one of them goes. */
function insertsWithoutColumns(file: SourceFile, { table }: ColumnSubject): readonly Hit[] {
  const pattern = new RegExp(
    `\\binsert\\s{1,20}into\\s{1,20}(?:["\`\\w]{1,64}\\.)?["\`]?${escapeExpression(table)}["\`]?\\s{1,20}(?:values|select)\\b`,
    "gi",
  );
  const hits = [...file.text.matchAll(pattern)].map((match) => hitAt(file, match.index));
  return hits.filter(({ segment }) => segment.kind !== "comment");
}
