import compare from "semver/functions/compare.js";
import parse from "semver/functions/parse.js";
import type { SemVer } from "semver";
import { readReleases, readTags, type Version } from "../github/versions.ts";
import type { EarlierDeployment } from "../model/deployment.ts";
import type { NewestVersion } from "../model/deployment-source.ts";
import { createNameMatcher } from "../name-pattern.ts";
import type { ReadLive } from "./ports.ts";

/** An environment runs the newest release or tag that matches. */
export const readNewestVersion: ReadLive<NewestVersion> = async (
  { environment, source },
  { client, repository },
) => {
  const versions = await (source.source === "release" ? readReleases : readTags)(
    client,
    repository,
  );
  const [newest, ...earlier] = liveVersions(versions, source);
  if (newest === undefined) {
    const pattern = source.match === null ? "" : ` that matches \`${source.match}\``;
    const ordered = source.order === "semver" ? " with a semantic version" : "";
    const reason = `there is no ${source.source}${pattern}${ordered}.`;
    return [{ state: "unknown", environment, reason }];
  }
  return [
    {
      state: "live",
      environment,
      sha: newest.sha,
      since: newest.since,
      rollout: null,
      earlier: untilUnknown(earlier),
      by: `by the ${source.source} \`${newest.tag}\``,
    },
  ];
};

/** Those that were the newest when they came out, the last first: a fix of an older line never was. */
export function liveVersions(
  versions: readonly Version[],
  { match, order, prereleases }: NewestVersion,
): readonly Version[] {
  const matches = createNameMatcher(match ?? "*");
  const versionOf = createVersionReader(match ?? "*");
  const ordered = versions
    .filter(({ tag }) => matches(tag))
    .map((version) => ({ version, semver: versionOf(version.tag) }))
    .filter(({ semver }) => order === "date" || semver !== null)
    .filter(({ version, semver }) => prereleases || !isPrerelease(version, semver))
    .sort((a, b) => Date.parse(a.version.date) - Date.parse(b.version.date));
  const live: typeof ordered = [];
  for (const one of ordered) {
    const last = live[0]?.semver;
    const isNewer =
      order === "date" || last == null || one.semver === null || compare(one.semver, last) >= 0;
    if (isNewer) live.unshift(one);
  }
  return live.map(({ version }) => version);
}

/** What a pattern holds before its first star and behind its last is no part of the version. */
function createVersionReader(pattern: string): (tag: string) => SemVer | null {
  const parts = pattern.split("*");
  const [before, after] =
    parts.length === 1 ? [0, 0] : [parts[0]?.length ?? 0, parts.at(-1)?.length ?? 0];
  return (tag) => parse(tag.slice(before, tag.length - after), { loose: true });
}

function isPrerelease(version: Version, semver: SemVer | null): boolean {
  return version.isPrerelease || (semver?.prerelease.length ?? 0) > 0;
}

/** Before a version of which nobody knows the time, nothing is known without a gap. */
function untilUnknown(versions: readonly Version[]): readonly EarlierDeployment[] {
  const end = versions.findIndex(({ since }) => since === null);
  return versions
    .slice(0, end === -1 ? versions.length : end)
    .map(({ sha, since }) => ({ sha, since: since ?? "" }));
}
