import * as nodeModule from "node:module";

// Compiled code is kept in the system's temporary folder, as Node does on request (22.8 and newer): the next run starts faster.
nodeModule.enableCompileCache?.();
const { runHere } = await import("./cli/run-here.ts");
process.exitCode = await runHere();
