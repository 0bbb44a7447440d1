import type { Configuration } from "../model/configuration.ts";
import type { GitHubDeployments } from "../model/deployment-source.ts";

/** Where the configuration lies in a repository. It is read from the base branch, never from a pull request. */
export const configurationPath = ".github/expand-contract.yml";

/** Every deployment that is recorded on GitHub. */
export const anyDeployment: GitHubDeployments = {
  source: "deployments",
  task: null,
  creator: null,
  payload: {},
};

/** What holds where the configuration says nothing, or where there is no file. */
export const defaultConfiguration: Configuration = {
  folders: [],
  migrationsRun: "before-deploy",
  environments: ["production"],
  processes: [],
  soak: 0,
  deployments: { standard: anyDeployment, byEnvironment: {} },
  repositories: [],
  // Many teams set it where the migrations are run, which no file shows.
  rules: { "missing-lock-timeout": "off" },
  mode: "enforce",
  waivers: {
    permission: "maintain",
    self: false,
    until: "head",
    expiresAfter: null,
    never: [],
    label: null,
    inMigrations: false,
    acknowledgements: [],
  },
  windows: null,
  safeFunctions: [],
  ignore: [],
  references: { ignore: [] },
};
