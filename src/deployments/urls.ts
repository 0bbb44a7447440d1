import type { EarlierDeployment, LiveDeployment } from "../model/deployment.ts";
import type { AnsweringUrls } from "../model/deployment-source.ts";
import { askGuarded, type Answer } from "./guarded-request.ts";
import { readPointer } from "./json-pointer.ts";
import { findNamedCommit } from "./named-commit.ts";
import type { DeploymentPorts, ReadLive } from "./ports.ts";

/** What each of several addresses says that it runs. Those that say the same are told as one. */
export const readUrls: ReadLive<AnsweringUrls> = async ({ environment, source }, ports) => {
  const live = await Promise.all(
    source.urls.map((url) => readUrl(environment, new URL(url), source, ports)),
  );
  const distinct = new Map(live.map((one) => [JSON.stringify({ ...one, by: null }), one]));
  return [...distinct.values()];
};

async function readUrl(
  environment: string,
  url: URL,
  source: AnsweringUrls,
  ports: DeploymentPorts,
): Promise<LiveDeployment> {
  // A query may hold what is not for everyone to read.
  const name = `\`${url.origin}${url.pathname}\``;
  const unknown = (reason: string): LiveDeployment => ({
    state: "unknown",
    environment,
    reason: `${name}: ${reason}`,
  });
  const headers: Record<string, string> = {};
  for (const [header, variable] of Object.entries(source.headers)) {
    const value = ports.secret(variable);
    if (value === null)
      return unknown(`the environment variable \`${variable}\` is not set. Pass it to the action.`);
    headers[header] = value;
  }
  const answer = await askGuarded({ url, headers, privateAddresses: source.privateAddresses });
  if (answer.state === "failed") return unknown(answer.reason);
  const document = documentOf(answer, source);
  const value =
    source.commit.by === "header"
      ? answer.header(source.commit.header)
      : readPointer(document, source.commit.pointer);
  const commit = await findNamedCommit(ports, value, null);
  if (commit.state === "unknown") return unknown(commit.reason);
  const earlier: readonly EarlierDeployment[] = [];
  const since = source.since === null ? null : toTime(readPointer(document, source.since));
  const by = `by ${name}`;
  return { state: "live", environment, sha: commit.sha, since, rollout: null, earlier, by };
}

/** The answer as JSON; undefined where it is none, so that nothing is found in it. */
function documentOf(
  { body }: Extract<Answer, { state: "answered" }>,
  { commit, since }: AnsweringUrls,
): unknown {
  if (commit.by === "header" && since === null) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function toTime(value: unknown): string | null {
  const time = typeof value === "string" ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
