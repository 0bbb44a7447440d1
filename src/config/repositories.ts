import { z } from "zod";
import type { ConfiguredRepository } from "../model/configuration.ts";
import { anyDeployment, defaultConfiguration } from "./defaults.ts";
import { anySource, toSource } from "./deployment-sources.ts";

const text = z.string().min(1);

const repository = z.strictObject({
  branch: text
    .optional()
    .describe("The branch that is deployed there. Default: the repository's default branch."),
  environments: z
    .array(text)
    .min(1)
    .optional()
    .describe(
      "Its environments, by name or pattern, that must all run the linked pull request. Default: production.",
    ),
  deployments: anySource
    .optional()
    .describe("Where its deployments are known from. Default: those that are recorded on GitHub."),
});

/** The key `repositories`. */
export const repositories = z.record(
  z.string().regex(/^[\w.-]+\/[\w.-]+$/, "is not owner/name"),
  repository,
);

/** The repositories with every default filled in. */
export function toConfiguredRepositories(
  written: z.infer<typeof repositories> = {},
): readonly ConfiguredRepository[] {
  return Object.entries(written).map(([name, one]) => ({
    name,
    branch: one.branch ?? null,
    environments: one.environments ?? defaultConfiguration.environments,
    deployments: one.deployments === undefined ? anyDeployment : toSource(one.deployments),
  }));
}
