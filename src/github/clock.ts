import type { Client } from "./client.ts";

/**
 * Tells the time by GitHub's latest answer. Deployments carry GitHub's times, so a runner whose clock is off can end no
 * wait too early. Before any answer, it is the runner's time.
 */
export function createGitHubClock(client: Client): () => Date {
  let latest: Date | null = null;
  client.hook.after("request", ({ headers }) => {
    const date = new Date(headers.date ?? "");
    if (!Number.isNaN(date.getTime())) latest = date;
  });
  return () => latest ?? new Date();
}
