import { groupBy } from "./group-by.ts";
import type { Acknowledgement } from "../model/acknowledgement.ts";
import type { Finding } from "../model/finding.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { Reason } from "../model/reason.ts";
import type { GateEntry, JudgedFile, JudgedStatement, Result } from "../model/verdict.ts";

/**
 * How a change stands in the verdict, for its mark: `blocked` and `waiting` hold the pull request up, `cleared`
 * is a contract change whose evidence is complete, `unread` could not be read, `warned` is told, `fine` is nothing to tell.
 */
export type Standing = "blocked" | "waiting" | "cleared" | "unread" | "warned" | "fine";

/** One change with all that the result says of it. */
export interface ChangeRow {
  readonly file: JudgedFile;
  readonly statement: JudgedStatement;
  readonly change: JudgedChange;
  readonly standing: Standing;
  readonly reasons: readonly Reason[];
  readonly gate: GateEntry | null;
}

/** Every change of the result, in the order of the files. */
export function changeRows(result: Result): readonly ChangeRow[] {
  const reasons = groupByPath(result.reasons);
  const gate = groupByPath(result.gate);
  return result.files.flatMap((file) =>
    file.statements.flatMap((statement) => {
      const reasonsHere = itemsAt(reasons.get(file.path) ?? [], statement);
      const gateHere = itemsAt(gate.get(file.path) ?? [], statement);
      return statement.changes.map((change) => {
        const ownReasons = reasonsHere.filter((reason) => isAbout(reason, change));
        const ownGate = gateHere.find((entry) => isAbout(entry, change)) ?? null;
        const standing = standingOf(change, ownReasons, ownGate);
        return { file, statement, change, standing, reasons: ownReasons, gate: ownGate };
      });
    }),
  );
}

/** For every reason that speaks of a change: the first such change, found by its place. */
export function rowsByReason(rows: readonly ChangeRow[]): ReadonlyMap<Reason, ChangeRow> {
  const byReason = new Map<Reason, ChangeRow>();
  for (const row of rows) {
    for (const reason of row.reasons) if (!byReason.has(reason)) byReason.set(reason, row);
  }
  return byReason;
}

/** What its author told other tools to let pass, where there is something to let pass. They are claims: they clear nothing. */
export function claimsOf({ statement, standing }: ChangeRow): readonly Acknowledgement[] {
  return standing === "fine" ? [] : (statement.acknowledgements ?? []);
}

/** What holds the change up, or would, before what is only told. */
export function leadingFinding(change: JudgedChange): Finding | null {
  return (
    change.findings.find((finding) => finding.severity === "error") ?? change.findings[0] ?? null
  );
}

interface Placed {
  readonly path: string | null;
  readonly line: number | null;
  readonly object: string | null;
}

type PlacedOnLine<Item extends Placed> = Item & { readonly line: number };

/** What stands in a file, by path, in the order of the lines. */
function groupByPath<Item extends Placed>(
  items: readonly Item[],
): ReadonlyMap<string | null, readonly PlacedOnLine<Item>[]> {
  const placed = items.filter((item): item is PlacedOnLine<Item> => item.line !== null);
  return groupBy(
    placed.toSorted((a, b) => a.line - b.line),
    (item) => item.path,
  );
}

/** Those of the sorted items that lie on the statement's lines, found by halving. */
function itemsAt<Item extends { readonly line: number }>(
  items: readonly Item[],
  statement: JudgedStatement,
): readonly Item[] {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.line ?? 0) < statement.line) low = middle + 1;
    else high = middle;
  }
  const found: Item[] = [];
  for (
    let item = items[low];
    item !== undefined && item.line <= statement.endLine;
    item = items[low]
  ) {
    found.push(item);
    low += 1;
  }
  return found;
}

function isAbout(item: { readonly object: string | null }, change: JudgedChange): boolean {
  return item.object === null || change.object === null || item.object === change.object;
}

function standingOf(
  change: JudgedChange,
  reasons: readonly Reason[],
  gate: GateEntry | null,
): Standing {
  if (reasons.some((reason) => reason.effect === "blocked")) return "blocked";
  if (reasons.some((reason) => reason.effect === "waiting")) return "waiting";
  if (gate !== null && isProven(gate)) return "cleared";
  if (change.compatibility === "unknown") return "unread";
  if (change.findings.some((finding) => finding.severity === "error")) return "blocked";
  return change.findings.length > 0 || change.compatibility === "destructive" ? "warned" : "fine";
}

function isProven(gate: GateEntry): boolean {
  return gate.evidence.length > 0 && gate.evidence.every((evidence) => evidence.state === "proven");
}
