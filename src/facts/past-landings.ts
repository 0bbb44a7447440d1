import type { Landing, PastLanding } from "../gate/facts.ts";
import { readRemains, type LandingReader, type MergedExpand } from "./landings.ts";

/** More commits than a token's requests allow for: then what is known of the newest counts, which only waits longer. */
const mostCommits = 50;

/**
 * What an environment ran before the live commit, as far back as `horizon` (in milliseconds) and as long as the expand
 * was in it. Nothing is read where the live commit itself is older.
 */
export async function readPastLandings(
  reader: LandingReader,
  expand: MergedExpand,
  { live, containment }: Landing,
  horizon: number,
): Promise<readonly PastLanding[]> {
  if (live.state !== "live" || live.since === null || containment?.state !== "contains") return [];
  const known = new Map<string, Omit<PastLanding, "since">>();
  const past: PastLanding[] = [];
  let oldest = live.since;
  for (const { sha, since } of live.earlier) {
    if (Date.parse(oldest) <= horizon) break;
    const read = known.get(sha) ?? (await readPast(reader, expand, sha));
    known.set(sha, read);
    past.push({ since, ...read });
    if (read.containment.state !== "contains" || known.size >= mostCommits) break;
    oldest = since;
  }
  return past;
}

async function readPast(
  reader: LandingReader,
  expand: MergedExpand,
  sha: string,
): Promise<Omit<PastLanding, "since">> {
  const containment = await reader.source.readContainment(expand.mergeCommit, sha);
  const contains = containment.state === "contains";
  return {
    containment,
    remains: contains ? await readRemains(reader, expand, sha) : nothingRemains,
  };
}

const nothingRemains = {
  migrations: { state: "none" },
  revert: { state: "not-reverted" },
} as const;
