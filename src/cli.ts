import { run } from "./cli/run.ts";

process.exitCode = await run(process.argv, process.stdout, process.stderr);
