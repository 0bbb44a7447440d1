import type { Landing, PastLanding } from "../gate/facts.ts";
import { readPresence, type LandingReader, type MergedExpand } from "./landings.ts";

/** More commits than a token's requests allow for: then what is known of the newest counts, which only waits longer. */
const mostCommits = 50;

/**
 * What an environment ran before the live commit, as far back as `horizon` (in milliseconds) and as long as the expand
 * was in it. Nothing is read where the live commit itself is older.
 */
export async function readPastLandings(
  reader: LandingReader,
  expand: MergedExpand,
  { live, containment, carried }: Landing,
  horizon: number,
): Promise<readonly PastLanding[]> {
  if (live.state !== "live" || live.since === null) return [];
  if (containment?.state !== "contains" && carried === null) return [];
  const known = new Map<string, Omit<PastLanding, "since">>();
  const past: PastLanding[] = [];
  let oldest = live.since;
  for (const { sha, since } of live.earlier) {
    if (Date.parse(oldest) <= horizon) break;
    const read = known.get(sha) ?? (await readPresence(reader, expand, sha));
    known.set(sha, read);
    past.push({ since, ...read });
    const isGone = read.containment.state !== "contains" && read.carried === null;
    if (isGone || known.size >= mostCommits) break;
    oldest = since;
  }
  return past;
}
