import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One whole run of a program. */
export interface Run {
  /** Wall time, in milliseconds. */
  readonly milliseconds: number;
  /** Peak memory in bytes, where the program tells it. */
  readonly bytes: number | null;
}

/** Runs programs in turn (A B A B …), after one warm-up of each, and answers their runs. */
export function measureInTurn(
  programs: readonly (readonly string[])[],
  rounds: number,
): readonly (readonly Run[])[] {
  for (const program of programs) runOnce(program);
  const runs: Run[][] = programs.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    programs.forEach((program, position) => runs[position]?.push(runOnce(program)));
  }
  return runs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

function runOnce([command = "", ...args]: readonly string[]): Run {
  const path = join(tmpdir(), `bench-${process.pid}`);
  const memory = openSync(path, "w");
  const start = process.hrtime.bigint();
  const run = spawnSync(command, args, { stdio: ["ignore", "ignore", "ignore", memory] });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  closeSync(memory);
  if (run.error !== undefined) throw run.error;
  const told = readFileSync(path, "utf8");
  return { milliseconds, bytes: told === "" ? null : Number(told) };
}
