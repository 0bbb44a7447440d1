import { line } from "../agreement.ts";
import type { Server } from "../servers.ts";

/** Counts, for each server, how many probes agree with the rules, and how many show a known limit of them. */
export interface ProbeTally {
  /** Counts a probe as disagreed until it is told to have agreed. */
  readonly begin: (server: Server, probe: string) => (isLimit: boolean) => void;
  /** The table for the reader, and below it each disagreement. */
  readonly table: () => string;
}

export function countProbes(): ProbeTally {
  const counts = new Map<string, { agreed: number; limits: number; disagreed: string[] }>();
  return {
    begin: ({ name }, probe) => {
      const row = counts.get(name) ?? { agreed: 0, limits: 0, disagreed: [] };
      counts.set(name, row);
      row.disagreed.push(probe);
      return (isLimit) => {
        row.disagreed.pop();
        if (isLimit) row.limits += 1;
        else row.agreed += 1;
      };
    },
    table: () =>
      [
        "claims about running code",
        line(["PostgreSQL", "claims", "agreed", "known limits", "disagreed"]),
        ...[...counts].map(([name, { agreed, limits, disagreed }]) =>
          line([name, agreed + limits + disagreed.length, agreed, limits, disagreed.length]),
        ),
        ...[...counts].flatMap(([name, { disagreed }]) =>
          disagreed.map((probe) => `  ${name}: ${probe}`),
        ),
      ].join("\n"),
  };
}
