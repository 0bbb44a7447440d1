import { parseAllDocuments } from "yaml";
import { readFileVersions, type FileVersion } from "../github/file-versions.ts";
import type { EarlierDeployment } from "../model/deployment.ts";
import type { CommittedFile } from "../model/deployment-source.ts";
import { readPointer } from "./json-pointer.ts";
import { findNamedCommit, type NamedCommit } from "./named-commit.ts";
import type { DeploymentPorts, ReadLive } from "./ports.ts";

/** What a file of this or another repository says is deployed, since it says so. */
export const readFileSource: ReadLive<CommittedFile> = async (
  { environment, source },
  ports,
  horizon,
) => {
  const { path, branch } = source;
  const [owner = "", name = ""] = source.repository?.split("/") ?? [];
  const versions = await (source.repository === null
    ? readFileVersions(ports.client, ports.repository, path, branch)
    : readFileVersions(ports.elsewhere, { owner, name }, path, branch));
  const place = `\`${source.repository === null ? "" : `${source.repository}:`}${path}\``;
  const [newest, ...older] = versions ?? [];
  if (newest === undefined)
    return [{ state: "unknown", environment, reason: `there is no file ${place}.` }];
  const commit = await commitIn(newest, source, ports);
  if (commit.state === "unknown")
    return [{ state: "unknown", environment, reason: `${place}: ${commit.reason}` }];
  return [
    {
      state: "live",
      environment,
      sha: commit.sha,
      since: newest.since,
      rollout: null,
      earlier: await readEarlier(newest.since, older, source, ports, horizon),
      by: `by ${place}`,
    },
  ];
};

/** What the file said before, as far back as it matters, and until a version that cannot be read. */
async function readEarlier(
  since: string,
  versions: readonly FileVersion[],
  source: CommittedFile,
  ports: DeploymentPorts,
  horizon: number,
): Promise<readonly EarlierDeployment[]> {
  const earlier: EarlierDeployment[] = [];
  let oldest = since;
  for (const version of versions) {
    if (Date.parse(oldest) <= horizon) break;
    const commit = await commitIn(version, source, ports);
    if (commit.state === "unknown") break;
    oldest = version.since;
    earlier.push({ sha: commit.sha, since: oldest });
  }
  return earlier;
}

function commitIn(
  { text }: FileVersion,
  { pointer, format }: CommittedFile,
  ports: DeploymentPorts,
): Promise<NamedCommit> {
  const documents = text === null ? null : readDocuments(text);
  if (documents === null)
    return Promise.resolve({ state: "unknown", reason: "it cannot be read as YAML or JSON." });
  // Of several documents, one has what the pointer names: where two have, neither counts.
  const values = documents
    .map((document) => readPointer(document, pointer))
    .filter((value) => value !== undefined);
  return findNamedCommit(ports, values.length === 1 ? values[0] : undefined, format);
}

/** Null where it is no YAML, or where its aliases multiply. */
function readDocuments(text: string): readonly unknown[] | null {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  if (documents.some(({ errors }) => errors.length > 0)) return null;
  try {
    return documents.map((document) => document.toJS({ maxAliasCount: 50 }) as unknown);
  } catch {
    return null;
  }
}
