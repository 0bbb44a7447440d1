import type { FindReferringProcesses } from "../gate/facts.ts";

/** Nothing tells yet which processes refer to an object: all are waited for. */
export const referringProcesses: FindReferringProcesses = () => null;
