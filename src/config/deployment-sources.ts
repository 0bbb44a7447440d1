import { z } from "zod";
import type { ConfiguredDeployments } from "../model/configuration.ts";
import type { DeploymentSource } from "../model/deployment-source.ts";
import { anyDeployment } from "./defaults.ts";
import { repositoryPath } from "./repository-path.ts";

const text = z.string().min(1);
const jsonPointer = z
  .string()
  .regex(/^(?:\/(?:[^~/]|~[01])*)+$/, "is not a JSON pointer such as /build/commit");

const deployments = z.strictObject({
  source: z.literal("deployments").optional(),
  task: text.optional().describe("Only deployments of this task count."),
  creator: text.optional().describe("Only deployments that this account or app created count."),
  payload: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe("Only deployments whose payload has these keys with these values count."),
});

const workflow = z.strictObject({
  source: z.literal("workflow"),
  workflow: z
    .string()
    .regex(/^[^/]+\.ya?ml$/, "is not the name of a workflow's file, such as deploy.yml")
    .describe("The file's name in .github/workflows of the workflow that deploys."),
  job: text.optional().describe("The job that deploys. The whole run must succeed without it."),
  branch: text.optional().describe("Only runs on this branch count."),
  event: text.optional().describe("Only runs that this event started count."),
});

const branch = z.strictObject({
  source: z.literal("branch"),
  branch: text.describe("The branch whose newest commit the environment runs."),
});

const version = {
  match: text.optional().describe("A pattern of tag names, such as mobile-v*. Default: every tag."),
  order: z
    .enum(["semver", "date"])
    .optional()
    .describe("Which one is the newest. Default: semver."),
  prereleases: z.boolean().optional().describe("Whether pre-releases count. Default: false."),
};
const release = z.strictObject({ source: z.literal("release"), ...version });
const tag = z.strictObject({ source: z.literal("tag"), ...version });

/** Names that hold the runner's own credentials are not for others to read. */
const secretName = z
  .string()
  .regex(
    /^(?!(?:GITHUB|ACTIONS|RUNNER|INPUT)_)[A-Z_][A-Z0-9_]*$/,
    "is not the name of an environment variable of your own, in capitals",
  );

const url = z
  .strictObject({
    source: z.literal("url"),
    urls: z
      .array(z.url({ protocol: /^https?$/, error: "is not an http or https address" }))
      .min(1)
      .max(20)
      .describe("Addresses that answer the commit that runs. All of them must run the expand."),
    pointer: jsonPointer.optional().describe("JSON pointer to the commit in the answer."),
    header: text.optional().describe("The answer's header that holds the commit."),
    since: jsonPointer
      .optional()
      .describe("JSON pointer to the time since when it runs. `soak` and `drain` need it."),
    headers: z
      .record(z.string().regex(/^[A-Za-z0-9-]+$/, "is not the name of a header"), secretName)
      .optional()
      .describe("Headers to ask with: the environment variable that holds the value of each."),
    "private-addresses": z
      .boolean()
      .optional()
      .describe("Whether private networks, and plain http, may be asked. Default: false."),
  })
  .refine(({ pointer, header }) => (pointer === undefined) !== (header === undefined), {
    error: "needs either `pointer` or `header`",
  })
  .refine((one) => one["private-addresses"] === true || one.urls.every(isHttps), {
    error: "may ask plain http only with `private-addresses: true`",
    path: ["urls"],
  });

const file = z.strictObject({
  source: z.literal("file"),
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, "is not owner/name")
    .optional()
    .describe("Another repository, which the input `read-token` may read."),
  path: repositoryPath.describe("The YAML or JSON file that says what is deployed."),
  branch: text.optional().describe("Default: the repository's default branch."),
  pointer: jsonPointer.describe("JSON pointer to the image or commit in the file."),
  format: z
    .string()
    .regex(/^[^{}]*\{commit\}[^{}]*$/, "does not hold {commit} once")
    .optional()
    .describe("How the commit stands in the image's tag, such as main-{commit}-*."),
});

const sources = [deployments, workflow, branch, release, tag, url, file] as const;
const error = "must be one of `deployments`, `workflow`, `branch`, `release`, `tag`, `url`, `file`";
/** One source, whatever environment it is for. */
export const anySource = z.discriminatedUnion("source", sources, { error });

const byEnvironment = {
  environments: z
    .record(z.string(), anySource)
    .optional()
    .describe("Other sources by environment, as it is named elsewhere in this file."),
};

/** The key `deployments`: the source for all environments, and others for some. */
export const deploymentSources = z.discriminatedUnion(
  "source",
  [
    deployments.safeExtend(byEnvironment),
    workflow.safeExtend(byEnvironment),
    branch.safeExtend(byEnvironment),
    release.safeExtend(byEnvironment),
    tag.safeExtend(byEnvironment),
    url.safeExtend(byEnvironment),
    file.safeExtend(byEnvironment),
  ],
  { error },
);

/**
 * The sources with every default filled in. `released` are environments that are nothing but what is released to
 * clients: GitHub's releases tell of them unless the file says otherwise.
 */
export function toConfiguredDeployments(
  written: z.infer<typeof deploymentSources> | undefined,
  released: readonly string[],
): ConfiguredDeployments {
  const releases = toSource({ source: "release" });
  const others = Object.entries(written?.environments ?? {});
  return {
    standard: written === undefined ? anyDeployment : toSource(written),
    byEnvironment: Object.fromEntries([
      ...released.map((name) => [name, releases] as const),
      ...others.map(([name, one]) => [name, toSource(one)] as const),
    ]),
  };
}

/** A source with every default filled in. */
export function toSource(written: z.infer<typeof anySource>): DeploymentSource {
  switch (written.source) {
    case undefined:
    case "deployments": {
      const { task = null, creator = null, payload = {} } = written;
      return { source: "deployments", task, creator, payload };
    }
    case "workflow": {
      const { workflow: name, job = null, branch: on = null, event = null } = written;
      return { source: "workflow", workflow: name, job, branch: on, event };
    }
    case "branch":
      return { source: "branch", branch: written.branch };
    case "release":
    case "tag": {
      const { match = null, order = "semver", prereleases = false } = written;
      return { source: written.source, match, order, prereleases };
    }
    case "url": {
      const { urls, pointer, header, since = null, headers = {} } = written;
      const commit =
        pointer === undefined
          ? ({ by: "header", header: header ?? "" } as const)
          : ({ by: "pointer", pointer } as const);
      const privateAddresses = written["private-addresses"] ?? false;
      return { source: "url", urls, commit, since, headers, privateAddresses };
    }
    case "file": {
      const { repository = null, path, branch: on = null, pointer, format = null } = written;
      return { source: "file", repository, path, branch: on, pointer, format };
    }
  }
}

function isHttps(address: string): boolean {
  return address.startsWith("https:");
}
