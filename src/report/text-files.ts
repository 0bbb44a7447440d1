import type { Finding } from "../model/finding.ts";
import type { JudgedFile, Result } from "../model/verdict.ts";
import { groupBy } from "./group-by.ts";
import { claimsOf, type ChangeRow } from "./change-rows.ts";
import { lockWords, marks, runningCode } from "./change-words.ts";
import { cleanLine, shorten } from "./clean-text.ts";
import { findingItems, type FindingItem } from "./finding-items.ts";
import type { TextLayout } from "./text.ts";
import { columns, wrap } from "./text-layout.ts";

/**
 * The changes of every file with their findings, for a terminal. `told` are the findings that stand above already. What
 * the gate answers needs no words beside its checklist.
 */
export function renderFiles(
  result: Result,
  rows: readonly ChangeRow[],
  layout: TextLayout,
  told: ReadonlySet<Finding> = new Set(),
): string[] {
  const items = findingItems(result, rows).filter(
    (item) => item.level !== "note" && !told.has(item.finding),
  );
  const itemsOfFile = groupBy(items, (item) => item.file);
  const rowsOfFile = groupBy(rows, (row) => row.file);
  return result.files.map((file) => {
    const own = itemsOfFile.get(file) ?? [];
    const ownRows = rowsOfFile.get(file) ?? [];
    const itemsOfChange = groupBy(own, (item) => item.change);
    const lineWidth = Math.max(1, ...ownRows.map((row) => String(row.statement.line).length));
    const ofFile = (itemsOfChange.get(null) ?? []).map((item) => renderFinding(item, 2, layout));
    const changes = ownRows.map((row) => {
      return renderRow(row, itemsOfChange.get(row.change) ?? [], lineWidth, layout);
    });
    const empty = ownRows.length === 0 && ofFile.length === 0 ? ["  no schema change"] : [];
    return [fileHeading(file, layout), ...ofFile, ...changes, ...empty].join("\n");
  });
}

function fileHeading(file: JudgedFile, { width, paint }: TextLayout): string {
  const facts = [
    file.dialect ?? "unknown dialect",
    file.layout,
    ...(file.folderPhase === undefined ? [] : [`${file.folderPhase} folder`]),
    file.transaction ? "in a transaction" : "no transaction",
    ...(file.status === "added" ? [] : [file.status]),
  ].join(", ");
  const path = cleanLine(file.path);
  const sameLine = columns(path) + columns(facts) + 4 <= width;
  const heading = paint("bold", wrap(path, width, 2));
  return `${heading}${sameLine ? "  " : "\n  "}${paint("dim", `(${facts})`)}`;
}

function renderRow(
  row: ChangeRow,
  findings: readonly FindingItem[],
  lineWidth: number,
  layout: TextLayout,
): string {
  const start = `  ${String(row.statement.line).padStart(lineWidth)}  ${marks[row.standing]} `;
  const indent = 2 + lineWidth + 2 + markColumns + 1;
  const facts = `running code: ${runningCode(row)}; lock: ${lockWords(row.change, row.file.dialect)}`;
  const description = shorten(cleanLine(row.change.description), 600);
  return [
    start + wrap(description, layout.width, indent),
    " ".repeat(indent) + layout.paint("dim", wrap(facts, layout.width, indent)),
    ...claimsOf(row).map(
      ({ text }) =>
        " ".repeat(indent) +
        wrap(`the author's claim: \`${cleanLine(text)}\``, layout.width, indent + 2),
    ),
    ...findings.map((item) => renderFinding(item, indent, layout)),
  ].join("\n");
}

/** What a terminal gives each of the marks. */
const markColumns = 2;

const levelStyles = { error: "red", warning: "yellow", note: "dim" } as const;

function renderFinding(item: FindingItem, indent: number, { width, paint }: TextLayout): string {
  const { finding, level } = item;
  const margin = " ".repeat(indent);
  const message = shorten(cleanLine(`${finding.message} Instead: ${finding.safeWay}`), 2_000);
  const text = wrap(`${level} [${finding.rule}]: ${message}`, width, indent + 2);
  return margin + paint(levelStyles[level], text.slice(0, level.length)) + text.slice(level.length);
}
