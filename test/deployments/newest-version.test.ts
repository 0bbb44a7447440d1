import { describe, expect, test } from "vitest";
import { liveVersions } from "../../src/deployments/newest-version.ts";
import type { NewestVersion } from "../../src/model/deployment-source.ts";

type Options = Partial<Pick<NewestVersion, "match" | "order" | "prereleases">>;

/** Tags by what came out first, and those that were the newest in their time, the last first. */
const cases: readonly (readonly [tags: string, options: Options, live: string])[] = [
  ["v1.9.0 v1.10.0", {}, "v1.10.0 v1.9.0"],
  ["1.0.0 2.0.0 1.0.1", {}, "2.0.0 1.0.0"],
  ["v1.0.0 v2.0.0-rc.1 nightly", {}, "v1.0.0"],
  ["v1.0.0 v2.0.0-rc.1", { prereleases: true }, "v2.0.0-rc.1 v1.0.0"],
  ["v1.0.0 v1.0.0+build.2", {}, "v1.0.0+build.2 v1.0.0"],
  ["web-v3.0.0 app-v1.0.0 app-v1.2.0", { match: "app-v*" }, "app-v1.2.0 app-v1.0.0"],
  ["1.0.0-web 1.1.0-web 2.0.0", { match: "*-web" }, "1.1.0-web 1.0.0-web"],
  ["prod-9 prod-10 test-11", { match: "prod-*", order: "date" }, "prod-10 prod-9"],
  ["2.0.0 1.0.1", { order: "date" }, "1.0.1 2.0.0"],
  ["stable", { match: "stable", order: "date" }, "stable"],
  ["latest", {}, ""],
  ["", {}, ""],
];

describe("which version is live", () => {
  test.each(cases)("of %j with %j: %j", (tags, options, live) => {
    const versions = tags
      .split(" ")
      .filter((tag) => tag !== "")
      .map((tag, day) => {
        const date = `2026-05-${String(day + 1).padStart(2, "0")}T00:00:00Z`;
        return { tag, sha: tag, isPrerelease: false, date, since: date };
      });
    const source: NewestVersion = {
      source: "tag",
      match: null,
      order: "semver",
      prereleases: false,
      ...options,
    };
    expect(
      liveVersions(versions.toReversed(), source)
        .map(({ tag }) => tag)
        .join(" "),
    ).toBe(live);
  });
});
