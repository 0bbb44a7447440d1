import type { Server } from "./servers.ts";

/** Counts, for each server, how often the product and the server agree. */
export interface Agreement {
  /** Counts one claim. */
  readonly count: (server: Server, claim: string, said: unknown, done: unknown) => void;
  /** The table for the reader, and below it each disagreement. */
  readonly table: () => string;
}

export function countAgreement(about: string): Agreement {
  const counts = new Map<string, { agreed: number; disagreed: string[] }>();
  return {
    count: ({ name }, claim, said, done) => {
      const row = counts.get(name) ?? { agreed: 0, disagreed: [] };
      counts.set(name, row);
      if (said === done) row.agreed += 1;
      else row.disagreed.push(`  ${name}: ${claim}: said ${String(said)}, was ${String(done)}`);
    },
    table: () =>
      [
        about,
        line(["PostgreSQL", "claims", "agreed", "disagreed"]),
        ...[...counts].map(([name, { agreed, disagreed }]) =>
          line([name, agreed + disagreed.length, agreed, disagreed.length]),
        ),
        ...[...counts.values()].flatMap(({ disagreed }) => disagreed),
      ].join("\n"),
  };
}

/** A row of a table. */
export function line(cells: readonly (string | number)[]): string {
  return cells
    .map((cell) => String(cell).padEnd(14))
    .join("")
    .trimEnd();
}
