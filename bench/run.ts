import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countRequests } from "./count-requests.ts";
import { generateHistory } from "./generate-history.ts";
import { measureInTurn, median, type Run } from "./measure.ts";

/** Prints speed and size against their goals. Nothing here fails: a busy machine is no fault of the program. */
const rounds = Number(process.argv[2] ?? 11);
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const rows: string[][] = [["measure", "median", "compared with", "ratio", "goal", ""]];

const node = process.execPath;
const memory = ["--import", join(import.meta.dirname, "report-memory.ts")];
const squawk = findSquawk();

try {
  lintOne();
  lintMany();
  longHistory();
  await requests();
  archive();
} finally {
  rmSync(folder, { recursive: true });
}
print();

function lintOne(): void {
  const paths = generateHistory(join(folder, "small"), { files: 21, statements: 150 });
  const last = paths.at(-1) ?? "";
  const [ours = [], nothing = []] = measureInTurn(
    [
      [node, "dist/cli.js", "lint", last],
      [node, "-e", "0"],
    ],
    rounds,
  );
  const ratio = wall(ours) / wall(nothing);
  rows.push([
    "lint 1 file, 20 of history",
    milliseconds(wall(ours)),
    `node -e 0: ${milliseconds(wall(nothing))}`,
    times(ratio),
    "≤ 3.00×",
    mark(ratio <= 3),
  ]);
}

function lintMany(): void {
  const paths = generateHistory(join(folder, "large"), { files: 700, statements: 5000 });
  if (squawk === null) {
    rows.push([
      "lint 5,000 statements in 700 files",
      "",
      "squawk is not packaged for this machine",
    ]);
    return;
  }
  const [ours = [], theirs = []] = measureInTurn(
    [
      [node, "dist/cli.js", "lint", ...paths],
      [squawk, ...paths],
    ],
    rounds,
  );
  const ratio = wall(ours) / wall(theirs);
  rows.push([
    "lint 5,000 statements in 700 files",
    milliseconds(wall(ours)),
    `squawk: ${milliseconds(wall(theirs))}`,
    times(ratio),
    "≤ 1.00×",
    mark(ratio <= 1),
  ]);
  const [measured = []] = measureInTurn([[node, ...memory, "dist/cli.js", "lint", ...paths]], 3);
  const bytes = median(measured.flatMap((run) => run.bytes ?? []));
  rows.push(["its peak memory", megabytes(bytes), "", "", "< 250 MB", mark(bytes < 250e6)]);
}

/** As many statements for a migration as public histories have. */
function longHistory(): void {
  const paths = generateHistory(join(folder, "long"), { files: 10_000, statements: 45_000 });
  const [runs = []] = measureInTurn(
    [[node, ...memory, "dist/cli.js", "lint", paths.at(-1) ?? ""]],
    Math.min(rounds, 3),
  );
  rows.push([
    "10,000 migrations read, replayed and judged",
    milliseconds(wall(runs)),
    "",
    "",
    "< 3,000 ms",
    mark(wall(runs) < 3000),
  ]);
  const bytes = median(runs.flatMap((run) => run.bytes ?? []));
  rows.push(["its peak memory", megabytes(bytes), "", "", "< 400 MB", mark(bytes < 400e6)]);
}

async function requests(): Promise<void> {
  for (const [name, count, goal] of await countRequests()) {
    rows.push([
      name,
      `${count} requests`,
      "",
      "",
      goal === null ? "" : `≤ ${goal}`,
      goal === null ? "" : mark(count <= goal),
    ]);
  }
}

function archive(): void {
  const bytes = execFileSync("git", ["archive", "--format=tar", "HEAD"], { maxBuffer: 1e9 }).length;
  rows.push([
    "the archive that a runner downloads, unpacked",
    megabytes(bytes),
    "",
    "",
    "< 8 MB",
    mark(bytes < 8e6),
  ]);
}

/** The program of the npm package for this machine; null where there is none, or it was not installed. */
function findSquawk(): string | null {
  try {
    const name = `@squawk-cli/${process.platform}-${process.arch}/bin/squawk`;
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return null;
    throw error;
  }
}

function wall(runs: readonly Run[]): number {
  return median(runs.map((run) => run.milliseconds));
}

function print(): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  console.log(`\nmedians of ${rounds} runs, in turn with what they are compared with`);
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function megabytes(value: number): string {
  return `${(value / 1e6).toFixed(1)} MB`;
}

function times(value: number): string {
  return `${value.toFixed(2)}×`;
}

function mark(met: boolean): string {
  return met ? "met" : "missed";
}
