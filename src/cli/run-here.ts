import { outputTo } from "./output.ts";
import { run, type ExitCode } from "./run.ts";

/** Runs the command line of this process. */
export function runHere(): Promise<ExitCode> {
  return run(
    process.argv,
    outputTo(1, () => process.stdout),
    outputTo(2, () => process.stderr),
  );
}
